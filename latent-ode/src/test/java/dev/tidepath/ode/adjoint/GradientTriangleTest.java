package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.OdeSolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpointed, full memory, backsolve and differences against each other. */
class GradientTriangleTest {

    private static final OdeSolver TIGHT = OdeSolver.dopri5(1e-10, 1e-10, 100_000);

    private static LinearLoss loss(String name) {
        return name.equals("ragged") ? LinearLoss.ragged() : LinearLoss.dense();
    }

    private static double[][] blocks(Gradients g) {
        return new double[][] {g.initialState(), g.parameters(), g.context(), g.times()};
    }

    /** Largest difference of the blocks, each relative to its largest entry. */
    private static double difference(Gradients x, Gradients y) {
        double worst = 0;
        for (int block = 0; block < 4; block++) {
            double[] a = blocks(x)[block];
            double[] b = blocks(y)[block];
            double scale = 0;
            double apart = 0;
            for (int i = 0; i < a.length; i++) {
                scale = Math.max(scale, Math.abs(a[i]));
                apart = Math.max(apart, Math.abs(a[i] - b[i]));
            }
            worst = Math.max(worst, apart / scale);
        }
        return worst;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ragged", "dense"})
    void allAgreeAtTightTolerances(String name) {
        LinearLoss loss = loss(name);
        Gradients full = loss.gradient(CheckpointedAdjoint.fullMemory(), TIGHT);
        Gradients checkpointed = loss.gradient(CheckpointedAdjoint.snapshots(4), TIGHT);
        for (int block = 0; block < 4; block++) {
            assertArrayEquals(blocks(full)[block], blocks(checkpointed)[block]);
        }
        Gradients differences = loss.differences(CheckpointedAdjoint.fullMemory(), TIGHT);
        Gradients backsolve = loss.gradient(new BacksolveAdjoint(TIGHT), TIGHT);
        assertTrue(difference(differences, full) <= 1e-7);
        assertTrue(difference(full, backsolve) <= 1e-7);
        assertTrue(difference(differences, backsolve) <= 1e-7);
    }

    /** Least squares through log10 of the mismatch over log10 of the tolerance, 1e-4 to 1e-9. */
    @ParameterizedTest
    @ValueSource(strings = {"ragged", "dense"})
    void mismatchOfBacksolveIsProportionalToTheTolerance(String name) {
        LinearLoss loss = loss(name);
        int n = 11;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = -4 - 0.5 * i;
            double tolerance = Math.pow(10, x[i]);
            OdeSolver solver = OdeSolver.dopri5(tolerance, tolerance, 100_000);
            Gradients discrete = loss.gradient(CheckpointedAdjoint.fullMemory(), solver);
            Gradients continuous = loss.gradient(new BacksolveAdjoint(solver), solver);
            y[i] = Math.log10(difference(discrete, continuous));
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double up = 0;
        double down = 0;
        for (int i = 0; i < n; i++) {
            up += (x[i] - meanX) * (y[i] - meanY);
            down += (x[i] - meanX) * (x[i] - meanX);
        }
        assertTrue(up / down > 0.8 && up / down < 1.2, "slope " + up / down);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    @Test
    void budgetInBytesGivesTheSameBits() {
        LinearLoss loss = LinearLoss.ragged();
        Gradients full = loss.gradient(CheckpointedAdjoint.fullMemory(), TIGHT);
        Gradients few = loss.gradient(CheckpointedAdjoint.memory(5 * 2 * 16 * 8), TIGHT);
        for (int block = 0; block < 4; block++) {
            assertArrayEquals(blocks(full)[block], blocks(few)[block]);
        }
    }
}
