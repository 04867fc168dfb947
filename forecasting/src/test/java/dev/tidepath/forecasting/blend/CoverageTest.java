package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final LeadBuckets BUCKETS = LeadBuckets.equal(3, 3);

    /** Scores of a given deviation, the points of each forecast beside each other. */
    private static Widening learn(double deviation, int forecasts, int points) {
        Coverage coverage = new Coverage();
        RandomKey key = RandomKey.of(5);
        for (int i = 0; i < forecasts * points; i++) {
            coverage.add(i / points, "v", 1.5, deviation * key.gaussian(i));
        }
        return coverage.learn(List.of("v"), BUCKETS).get(0).get(1);
    }

    @Test
    void manyForecastsTellTheFactor() {
        assertEquals(2, learn(2, 4_000, 5).inner(), 0.04);
        assertEquals(0.5, learn(0.5, 4_000, 5).outer(), 0.02);
    }

    @Test
    void errorsThatAreMostlySmallNarrowTheMiddleOnly() {
        Coverage coverage = new Coverage();
        RandomKey key = RandomKey.of(7);
        for (int i = 0; i < 8_000; i++) {
            coverage.add(i, "v", 1.5, (i % 10 < 7 ? 0.25 : 2) * key.gaussian(i));
        }
        Widening found = coverage.learn(List.of("v"), BUCKETS).get(0).get(1);
        assertEquals(0.342, found.factor(0), 0.02, "P(|z| < 0.0866) = 0.2");
        assertEquals(0.363, found.factor(1), 0.02, "P(|z| < 0.2448) = 0.5");
        assertEquals(0.675, found.inner(), 0.04, "P(|z| < 0.8649) = 0.8");
        assertEquals(1.411, found.outer(), 0.08, "P(|z| < 2.766) = 0.95");
    }

    @Test
    void thePointsOfFewForecastsCoverLessThanTheySeemTo() {
        Widening few = learn(1, 10, 40);
        Widening many = learn(1, 400, 1);
        assertTrue(few.inner() > 1.05 * many.inner(), few + " " + many);
        assertTrue(few.outer() > 1.05 * many.outer(), few + " " + many);
        assertEquals(1, many.inner(), 0.1);
    }

    @Test
    void stretchesWithoutForecastsHaveTheFactorOfTheWhole() {
        Coverage coverage = new Coverage();
        RandomKey key = RandomKey.of(6);
        for (int i = 0; i < 1_000; i++) {
            coverage.add(i, "v", 0.5, 3 * key.gaussian(i));
        }
        List<Widening> all = coverage.learn(List.of("v"), BUCKETS).get(0);
        assertEquals(3, all.get(2).inner(), 0.3);
        assertEquals(all.get(1), all.get(2));
    }
}
