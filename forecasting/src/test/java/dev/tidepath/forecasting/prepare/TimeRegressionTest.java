package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeRegressionTest {

    private static final TimeFeatures HARMONICS = new TimeFeatures(List.of(new TimeFeatures.Cycle(2 * Math.PI, 2)));

    /** Trend over the scale, then sine and cosine of both harmonics. */
    private static final double[] WEIGHTS = {3, 1, -0.5, 0.25, 0.1};

    private static double truth(double t) {
        double angle = 2 * Math.PI * t;
        return WEIGHTS[0] * (t - 5) / 5
                + WEIGHTS[1] * Math.sin(angle)
                + WEIGHTS[2] * Math.cos(angle)
                + WEIGHTS[3] * Math.sin(2 * angle)
                + WEIGHTS[4] * Math.cos(2 * angle);
    }

    private static double[] times(int series, int n) {
        double[] t = new double[n];
        Arrays.setAll(t, i -> 10 * (i + RandomKey.of(series).uniform(i)) / n);
        return t;
    }

    private static void add(TimeRegression.Fit fit, int series, int from, int to) {
        double[] t = times(series, 60);
        for (int i = from; i < to; i++) {
            fit.add(t[i], 100 * series + truth(t[i]));
        }
    }

    @Test
    void trendAndHarmonicsAreRecoveredWhateverTheLevelOfEachSeries() {
        TimeRegression.Fit fit = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        for (int series = 0; series < 3; series++) {
            add(fit, series, 0, 60);
            fit.endSeries();
        }
        TimeRegression found = fit.solve();
        // The ridge of 1e−6 of the mean square takes as much from the weights.
        assertArrayEquals(WEIGHTS, found.weights(), 2e-5);
        for (double t = 0; t < 15; t += 0.37) {
            assertEquals(truth(t), found.at(t), 1e-4);
        }
    }

    @Test
    void levelsOfSeriesDoNotCount() {
        TimeRegression.Fit one = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        TimeRegression.Fit other = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        for (double t : times(1, 40)) {
            one.add(t, truth(t));
            other.add(t, truth(t) + 1000);
        }
        assertArrayEquals(one.solve().weights(), other.solve().weights(), 1e-9);
    }

    @Test
    void aRollingFitIsAFreshFit() {
        TimeRegression.Fit rolling = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        add(rolling, 1, 0, 25);
        TimeRegression early = rolling.solve();
        add(rolling, 1, 25, 60);
        rolling.endSeries();
        add(rolling, 2, 0, 30);
        TimeRegression late = rolling.solve();

        TimeRegression.Fit first = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        add(first, 1, 0, 25);
        assertArrayEquals(first.solve().weights(), early.weights());
        TimeRegression.Fit second = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        add(second, 1, 0, 60);
        second.endSeries();
        add(second, 2, 0, 30);
        assertArrayEquals(second.solve().weights(), late.weights());
        second.endSeries();
        assertArrayEquals(second.solve().weights(), late.weights(), "ending a series changes nothing");
    }

    @Test
    void withoutATrendHarmonicsStayAlone() {
        TimeRegression.Fit fit = new TimeRegression.Fit(HARMONICS);
        for (double t : times(1, 60)) {
            fit.add(t, 7 + Math.sin(2 * Math.PI * t));
        }
        assertArrayEquals(new double[] {1, 0, 0, 0}, fit.solve().weights(), 1e-5);
    }

    @Test
    void withoutFeaturesThereIsNothingToTakeOut() {
        TimeRegression.Fit fit = new TimeRegression.Fit(new TimeFeatures(List.of()));
        fit.add(1, 1e12);
        assertEquals(0.0, fit.solve().at(3));
    }

    @Test
    void withoutObservationsOrWithOneNothingIsLearnt() {
        TimeRegression.Fit fit = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
        assertEquals(0.0, fit.solve().at(7));
        fit.endSeries();
        fit.add(3, 1e12);
        assertEquals(0.0, fit.solve().at(7));
    }

    /** Two million-fold repeated bursts: what varies by less than rounding must not break the decomposition. */
    @Test
    void timesThatAreNearlyOneAreSurvived() {
        for (double spacing : new double[] {1e-6, 1e-8, 1e-9, 1e-11, 1e-13, 1e-15}) {
            TimeRegression.Fit fit = new TimeRegression.Fit(new TimeFeatures(5, 5, HARMONICS.cycles()));
            for (int i = 0; i < 40; i++) {
                fit.add(0.3 + i * spacing, 100 + RandomKey.of(1).gaussian(i));
            }
            TimeRegression found = fit.solve();
            assertTrue(Arrays.stream(found.weights()).allMatch(Double::isFinite), "spacing " + spacing);
        }
    }
}
