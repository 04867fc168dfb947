package dev.tidepath.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Our own elementary functions against 40 digits, or {@link StrictMath}, whose error is below one ulp. */
class ElementaryTest {

    /** Bound of the Javadoc. */
    private static final double TANH_ERROR = 4e-16;

    private static DoubleStream evenly(double from, double to, int steps) {
        return DoubleStream.iterate(0, k -> k <= steps, k -> k + 1).map(k -> from + (to - from) * k / steps);
    }

    /** Both signs of magnitudes from 1e−300 to 1e300. */
    private static DoubleStream magnitudes() {
        return evenly(-300, 300, 6000).flatMap(e -> DoubleStream.of(Math.pow(10, e), -Math.pow(10, e)));
    }

    @Test
    void tanhIsAbsolutelyCloseEverywhere() {
        DoubleStream.concat(evenly(-2, 2, 9_001), evenly(-20, 20, 4_001)).forEach(x -> {
            double error = Digits.distance(Elementary.tanh(x), Digits.tanh(x));
            assertTrue(error <= TANH_ERROR, () -> "tanh(" + x + ") is off by " + error);
        });
        magnitudes().forEach(x -> assertEquals(StrictMath.tanh(x), Elementary.tanh(x), 2 * TANH_ERROR));
    }

    @Test
    void tanhOfSmallNumbersIsRelativelyClose() {
        evenly(-300, -1, 3000).map(e -> Math.pow(10, e)).forEach(x -> {
            double error = Math.abs(Elementary.tanh(x) - StrictMath.tanh(x)) / StrictMath.tanh(x);
            assertTrue(error <= 2e-15, () -> "tanh(" + x + ") is off by " + error + " of its size");
        });
    }

    @Test
    void tanhIsOddBoundedAndMonotoneAtItsLimit() {
        evenly(0, 25, 50_001).forEach(x -> {
            assertEquals(-Elementary.tanh(x), Elementary.tanh(-x));
            assertTrue(Elementary.tanh(x) <= 1, () -> "tanh(" + x + ") exceeds 1");
        });
    }

    @Test
    void tanhOfSpecialValues() {
        assertEquals(1.0, Elementary.tanh(Double.POSITIVE_INFINITY));
        assertEquals(-1.0, Elementary.tanh(Double.NEGATIVE_INFINITY));
        assertEquals(1.0, Elementary.tanh(Double.MAX_VALUE));
        assertEquals(Double.NaN, Elementary.tanh(Double.NaN));
        assertEquals(0.0, Elementary.tanh(0.0));
        assertEquals(-0.0, Elementary.tanh(-0.0));
    }

    @Test
    void expIsWithinTwoUlp() {
        DoubleStream.concat(evenly(-745.2, 709.8, 300_001), evenly(-1, 1, 100_001))
                .forEach(x -> {
                    double exact = StrictMath.exp(x);
                    double found = Elementary.exp(x);
                    assertTrue(
                            found == exact || Math.abs(found - exact) <= 2 * Math.ulp(exact),
                            () -> "exp(" + x + ") = " + found + ", not " + exact);
                });
    }

    @Test
    void expOfSpecialValues() {
        assertEquals(1.0, Elementary.exp(0.0));
        assertEquals(1.0, Elementary.exp(-0.0));
        assertEquals(1.0, Elementary.exp(Double.MIN_VALUE));
        assertEquals(0.0, Elementary.exp(Double.NEGATIVE_INFINITY));
        assertEquals(0.0, Elementary.exp(-1e300));
        assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(Double.POSITIVE_INFINITY));
        assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(1e300));
        assertEquals(Double.NaN, Elementary.exp(Double.NaN));
    }

    @Test
    void expAtTheEdgesOfItsRange() {
        double largest = Math.log(Double.MAX_VALUE);
        assertEquals(StrictMath.exp(Math.nextDown(largest)), Elementary.exp(Math.nextDown(largest)), 4e292);
        assertEquals(Double.POSITIVE_INFINITY, Elementary.exp(709.79));
        assertEquals(Double.MIN_VALUE, Elementary.exp(-745.1));
        assertEquals(0.0, Elementary.exp(-745.14));
        assertEquals(StrictMath.exp(-740), Elementary.exp(-740), Double.MIN_VALUE);
    }

    @Test
    void sigmoidIsAbsolutelyClose() {
        evenly(-45, 45, 90_001).forEach(x -> {
            double exact = 1 / (1 + StrictMath.exp(-x));
            assertEquals(exact, Elementary.sigmoid(x), 4e-16);
            assertTrue(Elementary.sigmoid(x) >= 0 && Elementary.sigmoid(x) <= 1);
        });
        assertEquals(Double.NaN, Elementary.sigmoid(Double.NaN));
    }

    @Test
    void softplusIsWithinFourUlp() {
        DoubleStream.concat(evenly(-5, 5, 8_001), evenly(-700, 800, 3_001)).forEach(x -> {
            double found = Elementary.softplus(x);
            double error = Digits.distance(found, Digits.softplus(x));
            assertTrue(error <= 4 * Math.ulp(found), () -> "softplus(" + x + ") is off by " + error / Math.ulp(found));
        });
    }

    @Test
    void softplusOfSpecialValues() {
        assertEquals(0.0, Elementary.softplus(Double.NEGATIVE_INFINITY));
        assertEquals(0.0, Elementary.softplus(-1e300));
        assertEquals(Double.MIN_VALUE, Elementary.softplus(-745.1));
        assertEquals(Double.POSITIVE_INFINITY, Elementary.softplus(Double.POSITIVE_INFINITY));
        assertEquals(1e300, Elementary.softplus(1e300));
        assertEquals(Double.NaN, Elementary.softplus(Double.NaN));
        assertEquals(StrictMath.log(2), Elementary.softplus(0.0));
        assertEquals(StrictMath.log(2), Elementary.softplus(-0.0));
    }
}
