package dev.tidepath.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.nn.Trace;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Densities, samples and inverses of flows. */
class ContinuousFlowTest {

    private final WorkerPool pool = new WorkerPool("test", 2);

    @AfterEach
    void close() {
        pool.close();
    }

    /** A linear field carries a normal density to a normal density: mean and covariance in closed form. */
    @Test
    void densityOfAnAffineFieldIsNormal() {
        FlowFixture f = FlowFixture.affine();
        double[] w = f.weights();
        RealMatrix a = new Array2DRowRealMatrix(new double[][] {{w[0], w[2]}, {w[1], w[3]}}); // dz/dt = a z + b
        RealMatrix b = new Array2DRowRealMatrix(new double[] {w[4], w[5]});
        RealMatrix power = new Array2DRowRealMatrix(new double[][] {{1, 0}, {0, 1}});
        RealMatrix exponential = power.copy();
        RealMatrix integral = power.copy();
        for (int k = 1; k < 40; k++) {
            power = power.multiply(a).scalarMultiply(1.0 / k);
            exponential = exponential.add(power);
            integral = integral.add(power.scalarMultiply(1.0 / (k + 1)));
        }
        RealMatrix mean = integral.multiply(b);
        RealMatrix covariance = exponential.multiply(exponential.transpose());
        LUDecomposition lu = new LUDecomposition(covariance);
        Matrix points = FlowFixture.points(2, 5);
        double[] density = f.logDensity(points);
        for (int i = 0; i < 5; i++) {
            RealMatrix d = new Array2DRowRealMatrix(points.sample(i)).subtract(mean);
            double square = d.transpose().multiply(lu.getSolver().solve(d)).getEntry(0, 0);
            double expected = -0.5 * (square + StrictMath.log(lu.getDeterminant())) - StrictMath.log(2 * StrictMath.PI);
            assertEquals(expected, density[i], 1e-8);
        }
    }

    @Test
    void massIsOne() {
        FlowFixture f = FlowFixture.planar(Trace.EXACT, 2);
        double cell = 0.25;
        Matrix grid = FlowFixture.grid(64, cell);
        double mass = 0;
        for (double log : f.logDensity(grid)) {
            mass += StrictMath.exp(log) * cell * cell;
        }
        assertEquals(1, mass, 0.01);
    }

    @Test
    void inverseGivesThePointsBack() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 3);
        Matrix points = FlowFixture.points(3, 40);
        Matrix back = f.flow().fromBase(f.weights(), f.flow().toBase(f.weights(), points, pool), 1, pool);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(points.row(i), back.row(i), 1e-7);
        }
    }

    /** At time 0 it is the base density; the change along a path is that of the samples' own density. */
    @Test
    void densityStartsAtTheBase() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        Matrix points = FlowFixture.points(2, 3);
        double[] density = f.flow().logDensity(f.weights(), points, 0, pool);
        for (int b = 0; b < 3; b++) {
            assertEquals(StandardNormal.logDensity(points, 2, b), density[b], 0);
        }
    }

    @Test
    void threadsDoNotMatter() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        Matrix points = FlowFixture.points(2, 300);
        try (WorkerPool alone = new WorkerPool("alone", 1)) {
            assertArrayEquals(
                    f.flow().logDensity(f.weights(), points, alone), f.flow().logDensity(f.weights(), points, pool), 0);
            assertArrayEquals(
                    f.flow().sample(f.weights(), RandomKey.of(9), 300, alone).rows(),
                    f.flow().sample(f.weights(), RandomKey.of(9), 300, pool).rows());
        }
    }

    @Test
    void estimateIsWithinItsStandardError() {
        FlowFixture exact = FlowFixture.mlp(Trace.EXACT, 4);
        FlowFixture estimated = FlowFixture.mlp(Trace.HUTCHINSON, 4);
        Matrix points = FlowFixture.points(4, 10);
        double[] expected = exact.logDensity(points);
        DensityEstimate estimate = estimated.flow().estimate(estimated.weights(), points, RandomKey.of(6), 100, pool);
        double squares = 0;
        for (int b = 0; b < 10; b++) {
            double z = (estimate.mean()[b] - expected[b]) / estimate.standardError()[b];
            assertTrue(Math.abs(z) < 4, "standard errors: " + z);
            squares += z * z / 10;
        }
        assertEquals(1, squares, 0.9);
    }

    @Test
    void pointsOfAnotherDimensionAndTimesBeyondAreRefused() {
        FlowFixture f = FlowFixture.mlp(Trace.EXACT, 2);
        FlowFixture estimated = FlowFixture.mlp(Trace.HUTCHINSON, 2);
        for (int other : new int[] {1, 3}) {
            Matrix points = FlowFixture.points(other, 3);
            assertThrows(ShapeException.class, () -> f.logDensity(points));
            assertThrows(
                    ShapeException.class,
                    () -> estimated.flow().estimate(estimated.weights(), points, RandomKey.of(1), 2, pool));
            assertThrows(ShapeException.class, () -> f.flow().toBase(f.weights(), points, pool));
        }
        Matrix points = FlowFixture.points(2, 3);
        for (double time : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> f.flow().logDensity(f.weights(), points, time, pool));
            assertThrows(IllegalArgumentException.class, () -> f.flow().fromBase(f.weights(), points, time, pool));
        }
    }

    @Test
    void exactAndEstimatedAreToldApart() {
        FlowFixture exact = FlowFixture.mlp(Trace.EXACT, 2);
        FlowFixture estimated = FlowFixture.mlp(Trace.HUTCHINSON, 2);
        Matrix points = FlowFixture.points(2, 3);
        assertThrows(
                IllegalArgumentException.class, () -> estimated.flow().logDensity(estimated.weights(), points, pool));
        assertThrows(
                IllegalArgumentException.class,
                () -> exact.flow().estimate(exact.weights(), points, RandomKey.of(1), 2, pool));
    }
}
