package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PanelSystemTest {

    private static final RandomKey KEY = RandomKey.of(3);

    @ParameterizedTest
    @EnumSource(
            value = PanelSystem.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ORNSTEIN_UHLENBECK"})
    void theOptimumIsTheTruthWithoutNoiseAndNearItWithNoise(PanelSystem system) {
        double[][] times = new double[system.channels()][30];
        double[][] clean = new double[times.length][];
        double[] ahead = GeneratedPanel.ahead();
        for (int c = 0; c < times.length; c++) {
            for (int i = 0; i < 30; i++) {
                times[c][i] = i / 30.0 + 0.01 * c;
            }
            clean[c] = Arrays.copyOf(system.path(KEY, times[c]).row(c), 30);
        }
        Matrix found = system.optimum(KEY, times, clean, ahead);
        Matrix truth = system.path(KEY, ahead);
        for (int i = 0; i < ahead.length; i++) {
            assertEquals(truth.get(0, i), found.get(0, i), 1e-5);
        }
        double error = GeneratedPanel.toTest(system, 20, KEY).errorOfOptimum();
        assertTrue(error > 0.05 && error < 0.9, "error " + error);
    }

    /** Kalman's prediction is the conditional mean of a Gaussian vector. */
    @Test
    void theOptimumOfOrnsteinUhlenbeckIsTheConditionalMean() {
        PanelSystem system = PanelSystem.ORNSTEIN_UHLENBECK;
        double[] times = {0.1, 0.15, 0.4, 0.8, 0.95};
        double[] values = {0.3, -0.2, 1, 1.4, 0.7};
        double ahead = 1.3;
        Array2DRowRealMatrix covariance = new Array2DRowRealMatrix(times.length, times.length);
        RealVector across = new ArrayRealVector(times.length);
        for (int i = 0; i < times.length; i++) {
            for (int j = 0; j < times.length; j++) {
                double noise = i == j ? system.noise(0) * system.noise(0) : 0;
                covariance.setEntry(i, j, Math.exp(-2 * Math.abs(times[i] - times[j])) + noise);
            }
            across.setEntry(i, Math.exp(-2 * (ahead - times[i])));
        }
        double expected = new CholeskyDecomposition(covariance)
                .getSolver()
                .solve(new ArrayRealVector(values))
                .dotProduct(across);
        Matrix found = system.optimum(KEY, new double[][] {times}, new double[][] {values}, new double[] {ahead});
        assertEquals(expected, found.get(0, 0), 1e-12);
    }

    @Test
    void seriesAreTheSameInPanelsOfAnySize() {
        GeneratedPanel small = GeneratedPanel.toTrainOn(PanelSystem.FITZHUGH_NAGUMO, 2, KEY);
        GeneratedPanel large = GeneratedPanel.toTrainOn(PanelSystem.FITZHUGH_NAGUMO, 5, KEY);
        assertEquals(
                small.series().series().get(1).channels().get(0).value(7),
                large.series().series().get(1).channels().get(0).value(7));
    }
}
