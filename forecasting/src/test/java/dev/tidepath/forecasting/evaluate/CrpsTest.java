package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CrpsTest {

    private static double ofNormal(double z) {
        NormalDistribution n = new NormalDistribution(null, 0, 1);
        return z * (2 * n.cumulativeProbability(z) - 1) + 2 * n.density(z) - 1 / Math.sqrt(Math.PI);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-6, -2.5, -1, -0.3, 0, 0.001, 0.7, 1.9, 4})
    void isThatOfTheNormalDistributionWithinATenthOfAThousandthOfItsDeviation(double z) {
        double deviation = 3;
        Rules.Normal forecast = new Rules.Normal(new double[] {10}, deviation, 1);
        assertEquals(deviation * ofNormal(z), Crps.of(forecast, 0, 0, 10 + deviation * z), 1e-4 * deviation);
    }

    /** Values by scoringrules 0.10.0 for Python, crps_ensemble with estimator="fair". */
    @ParameterizedTest
    @CsvSource({
        "-3.0, 2.9821428571428577",
        "0.2, 0.4571428571428571",
        "1.25, 0.28214285714285725",
        "1.7, 0.28214285714285725",
        "5.5, 3.582142857142858"
    })
    void isTheFairEstimateOfEnsembles(double actual, double expected) {
        double[] members = {2.1, -0.4, 1.7, 3.3, 0.2, 1.7, -1.9, 0.9};
        assertEquals(expected, Crps.ofSamples(members, actual), 1e-12);
    }

    @Test
    void isTheDoubleSumOverPairs() {
        for (int n = 2; n < 40; n += 5) {
            RandomKey key = RandomKey.of(n);
            double[] x = new double[n];
            Arrays.setAll(x, i -> Math.rint(4 * key.gaussian(i)) / 2);
            double actual = key.gaussian(1000);
            double pairs = 0;
            for (double a : x) {
                for (double b : x) {
                    pairs += Math.abs(a - b);
                }
            }
            double error =
                    Arrays.stream(x).map(a -> Math.abs(a - actual)).average().orElseThrow();
            assertEquals(error - pairs / (2.0 * n * (n - 1)), Crps.ofSamples(x, actual), 1e-12);
        }
    }

    @Test
    void isTheAbsoluteErrorOfASingleValue() {
        assertEquals(2.5, Crps.ofSamples(new double[] {4}, 1.5));
    }

    @Test
    void pathsAreScoredAsAnEnsembleInAnyOrder() {
        double[] paths = {3, -1, 2, 8};
        SampledPredictive forecast = new SampledPredictive(new double[][] {{3}}, new double[][][] {{paths}});
        assertEquals(Crps.ofSamples(new double[] {-1, 2, 3, 8}, 1), Crps.of(forecast, 0, 0, 1));
    }

    @Test
    void doesNotDependOnHowManyPathsThereAre() {
        double few = 0;
        double many = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            RandomKey key = RandomKey.of(trial);
            double[] x = new double[50];
            Arrays.setAll(x, key::gaussian);
            double actual = key.gaussian(1000);
            few += Crps.ofSamples(Arrays.copyOf(x, 3), actual) / trials;
            many += Crps.ofSamples(x, actual) / trials;
        }
        assertEquals(1 / Math.sqrt(Math.PI), many, 0.02);
        assertTrue(Math.abs(few - many) < 0.03, few + " and " + many);
    }
}
