package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LeadBucketsTest {

    @Test
    void endsBelongToTheirBucket() {
        LeadBuckets buckets = new LeadBuckets(List.of(1.0, 3.0));
        assertEquals(0, buckets.of(0.5));
        assertEquals(0, buckets.of(1));
        assertEquals(1, buckets.of(1.01));
        assertEquals(1, buckets.of(3));
        assertEquals(1, buckets.of(9));
        assertEquals(0, buckets.from(0));
        assertEquals(1, buckets.from(1));
        assertEquals(3, buckets.to(1));
    }

    @Test
    void roundingMovesNothing() {
        assertEquals(2, LeadBuckets.equal(0.4, 4).of(0.1 + 0.2));
        assertEquals(List.of(2.5, 5.0, 7.5, 10.0), LeadBuckets.equal(10, 4).ends());
    }

    @Test
    void endsIncrease() {
        assertThrows(IllegalArgumentException.class, () -> new LeadBuckets(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new LeadBuckets(List.of(0.0)));
        assertThrows(IllegalArgumentException.class, () -> new LeadBuckets(List.of(2.0, 2.0)));
        assertThrows(IllegalArgumentException.class, () -> new LeadBuckets(List.of(Double.NaN)));
    }
}
