package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.random.RandomKey;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/** The filter and the smoother beside the joint normal distribution, by commons-math3. */
class OrnsteinUhlenbeckTest {

    private static final OrnsteinUhlenbeck PROCESS = new OrnsteinUhlenbeck(0.7, 1.1, 0.4);
    private static final double[] TIMES = {0, 0.3, 1.1, 1.2};
    private static final double[] VALUES = {0.5, -0.2, 1.3, 0.9};

    private static double covariance(double s, double t) {
        return PROCESS.stationaryVariance() * StrictMath.exp(-0.7 * Math.abs(s - t));
    }

    private static double[][] ofObservations() {
        double[][] all = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                all[i][j] = covariance(TIMES[i], TIMES[j]) + (i == j ? 0.16 : 0);
            }
        }
        return all;
    }

    @Test
    void theFiltersLikelihoodIsThatOfTheJointDistribution() {
        double density = new MultivariateNormalDistribution(new double[4], ofObservations()).density(VALUES);
        assertEquals(StrictMath.log(density), PROCESS.logLikelihood(TIMES, VALUES), 1e-10);
    }

    @Test
    void theSmoothersMomentsAreThoseOfTheJointDistribution() {
        double[] grid = {0, 0.3, 0.8, 1.1, 1.2, 2};
        OrnsteinUhlenbeck.Moments found = PROCESS.given(TIMES, VALUES, grid);
        RealMatrix inverse = new LUDecomposition(new Array2DRowRealMatrix(ofObservations()))
                .getSolver()
                .getInverse();
        for (int i = 0; i < grid.length; i++) {
            double[] with = new double[4];
            for (int k = 0; k < 4; k++) {
                with[k] = covariance(grid[i], TIMES[k]);
            }
            double[] weights = inverse.operate(with);
            double mean = 0;
            double variance = PROCESS.stationaryVariance();
            for (int k = 0; k < 4; k++) {
                mean += weights[k] * VALUES[k];
                variance -= weights[k] * with[k];
            }
            assertEquals(mean, found.means()[i], 1e-10);
            assertEquals(variance, found.variances()[i], 1e-10);
        }
    }

    @Test
    void observationsScatterAsTheyShould() {
        double sum = 0;
        double product = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double[] two =
                    PROCESS.observe(new double[] {0, 0.5}, RandomKey.of(3).derive(i));
            sum += two[1] * two[1] / n;
            product += two[0] * two[1] / n;
        }
        double variance = PROCESS.stationaryVariance() + 0.16;
        assertEquals(variance, sum, 5 * variance * Math.sqrt(2.0 / n));
        assertEquals(covariance(0, 0.5), product, 5 * variance * Math.sqrt(2.0 / n));
    }
}
