package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    @Test
    void instantsAreKeptToTheNanosecond() {
        Instant fine = Instant.parse("2024-02-29T12:34:56.123456789Z");
        Times times = Times.ofInstants(FIRST, fine, LAST);
        assertEquals(TimeAxis.CALENDAR, times.axis());
        assertEquals(3, times.size());
        assertEquals(FIRST, times.instant(0));
        assertEquals(fine, times.instant(1));
        assertEquals(LAST, times.instant(2));
        assertEquals("2024-02-29T12:34:56.123456789Z", times.text(1));
        assertEquals("Times[3: 0001-01-01T00:00:00Z … 9999-12-31T23:59:59.999999999Z]", times.toString());
    }

    @Test
    void numbersAreKept() {
        double[] numbers = {-1e300, 0.1, 7};
        Times times = Times.ofNumbers(numbers);
        numbers[1] = 5;
        assertEquals(TimeAxis.NUMERIC, times.axis());
        assertEquals(0.1, times.number(1));
        assertEquals("0.1", times.text(1));
        assertEquals(0, Times.ofNumbers().size());
        assertEquals("Times[]", Times.ofNumbers().toString());
    }

    @Test
    void distancesAreExactBeforeTheyAreRounded() {
        Times far = Times.ofInstants(Instant.parse("9999-01-01T00:00:00.5Z"), Instant.parse("9999-01-01T00:00:00Z"));
        assertEquals(0.5, far.since(0, far, 1));
        assertEquals(-0.5, far.since(1, far, 0));
        Times millisecond = Times.ofInstants(Instant.parse("9999-01-01T00:00:00.001Z"));
        assertEquals(1e-3, millisecond.since(0, far, 1), 1e-18);
        assertEquals(
                86_400,
                Times.ofEpoch(new long[] {86_400}, new int[1]).since(0, Times.ofEpoch(new long[1], new int[1]), 0));
        assertEquals(2.5, Times.ofNumbers(4).since(0, Times.ofNumbers(0, 1.5), 1));
    }

    @Test
    void timesAreComparedToTheNanosecond() {
        Times t = Times.ofEpoch(new long[] {5, 5, -6}, new int[] {1, 2, 999_999_999});
        assertTrue(t.compare(0, t, 1) < 0);
        assertTrue(t.compare(1, t, 0) > 0);
        assertTrue(t.compare(2, t, 0) < 0);
        assertEquals(0, t.compare(1, t, 1));
        Times n = Times.ofNumbers(1, 2);
        assertTrue(n.compare(0, n, 1) < 0);
    }

    /** Minus zero is zero: two such times are one. */
    @Test
    void thereIsOneZero() {
        Times zeros = Times.ofNumbers(-0.0, 0.0);
        assertEquals(0, zeros.compare(0, zeros, 1));
        assertEquals(Times.ofNumbers(0.0), Times.ofNumbers(-0.0));
    }

    @Test
    void slicesAndEquality() {
        Times t = Times.ofNumbers(1, 2, 3);
        assertEquals(Times.ofNumbers(2, 3), t.slice(1, 3));
        assertEquals(Times.ofNumbers(2, 3).hashCode(), t.slice(1, 3).hashCode());
        assertEquals(0, t.slice(1, 1).size());
        Times c = Times.ofInstants(FIRST, LAST);
        assertEquals(Times.ofInstants(List.of(LAST)), c.slice(1, 2));
        assertNotEquals(c, c.slice(0, 1));
        assertNotEquals(Times.ofNumbers(), Times.ofInstants());
    }

    @Test
    void whatIsNoTimeIsNamed() {
        assertEquals("time 1 is not finite: NaN", refused(() -> Times.ofNumbers(0, Double.NaN)));
        assertEquals("time 0 is not finite: -Infinity", refused(() -> Times.ofNumbers(Double.NEGATIVE_INFINITY)));
        assertEquals(
                "time 0 is outside the years 0001 to 9999: 253402300800 s since 1970",
                refused(() -> Times.ofInstants(LAST.plusNanos(1))));
        assertEquals(
                "time 1 is outside the years 0001 to 9999: -62135596801 s since 1970",
                refused(() -> Times.ofInstants(FIRST, FIRST.minusNanos(1))));
        assertEquals(
                "nanoseconds of time 0: 1000000000",
                refused(() -> Times.ofEpoch(new long[1], new int[] {1_000_000_000})));
        assertEquals("nanoseconds of time 0: -1", refused(() -> Times.ofEpoch(new long[1], new int[] {-1})));
        assertEquals("as many nanoseconds as seconds: 1 and 2", refused(() -> Times.ofEpoch(new long[1], new int[2])));
    }

    private static String refused(org.junit.jupiter.api.function.Executable code) {
        return assertThrows(IllegalArgumentException.class, code).getMessage();
    }

    @Test
    void axesAreNotMixed() {
        Times numbers = Times.ofNumbers(1);
        Times instants = Times.ofInstants(FIRST);
        assertThrows(IllegalStateException.class, () -> numbers.instant(0));
        assertThrows(IllegalStateException.class, () -> instants.number(0));
        assertThrows(IllegalStateException.class, () -> instants.compare(0, numbers, 0));
        Exception e = assertThrows(IllegalStateException.class, () -> numbers.since(0, instants, 0));
        assertEquals("these times are CALENDAR, not NUMERIC", e.getMessage());
    }

    @Test
    void theMedianGapIsTheLongerOfTwoInTheMiddle() {
        assertEquals(0, Times.ofNumbers().medianGap());
        assertEquals(0, Times.ofNumbers(5).medianGap());
        assertEquals(3, Times.ofNumbers(0, 1, 4).medianGap());
        assertEquals(2, Times.ofNumbers(0, 1, 3, 90).medianGap());
    }
}
