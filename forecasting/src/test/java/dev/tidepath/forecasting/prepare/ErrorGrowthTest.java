package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorGrowthTest {

    private static ErrorGrowth fitAtCentres(double longest, DoubleUnaryOperator variance) {
        double[] leads = new double[8];
        double[] squares = new double[8];
        for (int k = 0; k < 8; k++) {
            leads[k] = longest * (k + 0.5) / 8;
            squares[k] = variance.applyAsDouble(leads[k]);
        }
        return ErrorGrowth.fit(leads, squares, 8, longest);
    }

    private static void assertGrowth(ErrorGrowth expected, ErrorGrowth found, double relative) {
        double size = expected.noise() + expected.walk() + expected.slope();
        assertEquals(expected.noise(), found.noise(), relative * size);
        assertEquals(expected.walk(), found.walk(), relative * size);
        assertEquals(expected.slope(), found.slope(), relative * size);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, 3",
        "0.5, 0, 0",
        "0, 2, 0",
        "0, 0, 3",
        "1, 0, 2",
        "1, 2, 0",
        "0, 1, 1",
        "1e-12, 2e-12, 0",
        "1e12, 0, 1e12"
    })
    void aKnownCurveIsRecovered(double noise, double walk, double slope) {
        ErrorGrowth known = new ErrorGrowth(noise, walk, slope);
        assertGrowth(known, fitAtCentres(1, known::at), 1e-8);
    }

    @Test
    void theLongestLeadSetsTheBins() {
        ErrorGrowth known = new ErrorGrowth(1, 0.2, 0.03);
        assertGrowth(known, fitAtCentres(10, known::at), 1e-8);
    }

    /** 20,000 squared errors: a bin's mean is known to 3 %, and a bin's width biases the slope by as much. */
    @Test
    void aKnownCurveIsRecoveredFromDraws() {
        ErrorGrowth known = new ErrorGrowth(1, 0, 4);
        int n = 20_000;
        double[] leads = new double[n];
        double[] squares = new double[n];
        RandomKey key = RandomKey.of(2);
        for (int i = 0; i < n; i++) {
            leads[i] = key.derive("lead").uniform(i);
            double z = key.derive("error").gaussian(i);
            squares[i] = known.at(leads[i]) * z * z;
        }
        ErrorGrowth found = ErrorGrowth.fit(leads, squares, n, 1);
        for (double lead : new double[] {0, 0.3, 0.6, 1}) {
            assertEquals(known.at(lead), found.at(lead), 0.1 * known.at(lead));
        }
    }

    /** The logarithm of no error is not asked for. */
    @Test
    void aMixWithNothingOfTheOtherIsItself() {
        ErrorGrowth some = new ErrorGrowth(1, 2, 0);
        assertEquals(some, some.mix(ErrorGrowth.NONE, 0, 1));
        assertEquals(some, ErrorGrowth.NONE.mix(some, 1, 1));
    }

    /** Of the variance 1 at all leads: two errors that are small by chance, and twenty a bin beyond. */
    @Test
    void fewSmallErrorsDoNotRuleTheRest() {
        int n = 142;
        double[] leads = new double[n];
        double[] squares = new double[n];
        for (int i = 0; i < n; i++) {
            leads[i] = i < 2 ? 0.1 : (i % 7 + 1.5) / 8;
            squares[i] = i < 2 ? 0.02 : 1;
        }
        ErrorGrowth found = ErrorGrowth.fit(leads, squares, n, 1);
        for (double lead : new double[] {0.2, 0.5, 1}) {
            assertEquals(1, found.at(lead), 0.15, found.toString());
        }
    }

    /** Sixty errors of the variance 1 each time: what is found is right in the mean. */
    @Test
    void fitsOfFewErrorsAreNotTooSmallInTheMean() {
        int fits = 400;
        int n = 60;
        double sum = 0;
        for (int f = 0; f < fits; f++) {
            double[] leads = new double[n];
            double[] squares = new double[n];
            for (int i = 0; i < n; i++) {
                RandomKey own = RandomKey.of(3).derive(f);
                double z = own.derive("error").gaussian(i);
                leads[i] = own.derive("lead").uniform(i);
                squares[i] = z * z;
            }
            sum += ErrorGrowth.fit(leads, squares, n, 1).at(0.5) / fits;
        }
        assertEquals(1, sum, 0.05);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void coefficientsAreNeverNegative(int seed) {
        ErrorGrowth falling =
                fitAtCentres(1, t -> 2 - 1.5 * t + 0.3 * RandomKey.of(seed).uniform((long) (8 * t)));
        ErrorGrowth wild =
                fitAtCentres(1, t -> StrictMath.exp(2 * RandomKey.of(seed).gaussian((long) (8 * t))));
        for (ErrorGrowth g : new ErrorGrowth[] {falling, wild}) {
            assertTrue(g.noise() >= 0 && g.walk() >= 0 && g.slope() >= 0, g.toString());
            assertTrue(g.at(0.5) > 0, g.toString());
        }
    }

    @Test
    void fewErrorsSuffice() {
        assertEquals(
                4, ErrorGrowth.fit(new double[] {0.3}, new double[] {4}, 1, 1).at(0.3), 1e-9);
        ErrorGrowth nothing = ErrorGrowth.fit(new double[] {0.3, 1}, new double[2], 2, 1);
        assertEquals(new ErrorGrowth(0, 0, 0), nothing);
        assertEquals(new ErrorGrowth(0, 0, 0), ErrorGrowth.fit(new double[0], new double[0], 0, 1));
    }

    @Test
    void aMixIsInBetween() {
        ErrorGrowth one = new ErrorGrowth(1, 0, 0);
        ErrorGrowth other = new ErrorGrowth(4, 2, 1);
        assertGrowth(one, one.mix(other, 0, 1), 1e-8);
        assertGrowth(other, one.mix(other, 1, 1), 1e-8);
        assertGrowth(new ErrorGrowth(2, 0, 0), one.mix(new ErrorGrowth(4, 0, 0), 0.5, 1), 1e-8);
        ErrorGrowth half = one.mix(other, 0.5, 1);
        assertTrue(half.at(0.5) > one.at(0.5) && half.at(0.5) < other.at(0.5));
        assertEquals(new ErrorGrowth(0, 0, 0), one.mix(new ErrorGrowth(0, 0, 0), 0.5, 1));
    }

    @Test
    void whatIsMissingBesideAnotherAddsUpToTheWhole() {
        ErrorGrowth whole = new ErrorGrowth(0.5, 1, 0.25);
        ErrorGrowth part = new ErrorGrowth(0.25, 0.75, 0);
        ErrorGrowth rest = whole.less(part, 1);
        assertEquals(0.25, rest.noise(), 1e-9);
        assertEquals(0.25, rest.walk(), 1e-9);
        assertEquals(0.25, rest.slope(), 1e-9);
        assertEquals(whole.at(0.7), part.plus(rest).at(0.7), 1e-9);
        assertEquals(whole, whole.less(ErrorGrowth.NONE, 1));
    }

    @Test
    void nothingIsMissingBesideMore() {
        ErrorGrowth rest = new ErrorGrowth(0.5, 1, 0).less(new ErrorGrowth(1, 2, 1), 1);
        assertEquals(0, rest.at(0.1));
        assertEquals(0, rest.at(1));
    }
}
