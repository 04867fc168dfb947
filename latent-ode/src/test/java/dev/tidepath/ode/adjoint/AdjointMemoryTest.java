package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Bytes allocated by a solve and its way back, which bound what they keep. */
class AdjointMemoryTest {

    private static final int BATCH = 16;
    private static final int HEADERS = 96;

    private static OdeSolver fixed(int steps) {
        return new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(steps), steps);
    }

    /** Bytes allocated; the least of some rounds, without those of the compiler. */
    private static long allocated(Adjoint adjoint, int steps) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OdeSolver solver = fixed(steps);
        Matrix y0 = Matrix.zeros(2, BATCH);
        Matrix adjoints = Matrix.zeros(2, BATCH);
        for (int b = 0; b < BATCH; b++) {
            y0.set(0, b, 0.1 * b);
            adjoints.set(0, b, 1);
        }
        SaveAt at = SaveAt.end(BATCH, 0, 3);
        TrajectoryGradient into = TrajectoryGradient.of(Matrix.zeros(2, BATCH), new double[4], null);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            adjoint.solve(solver, new DrivenOscillator(), y0, Context.none(), at)
                    .backward(adjoints, into);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    @Test
    void backsolveDoesNotDependOnTheNumberOfSteps() {
        long few = allocated(new BacksolveAdjoint(fixed(100)), 100);
        long many = allocated(new BacksolveAdjoint(fixed(4_000)), 4_000);
        assertTrue(Math.abs(many - few) < 1_000, few + " and " + many + " bytes");
    }

    @Test
    void checkpointedGrowsByTheRecordOfStepsAlone() {
        CheckpointedAdjoint adjoint = CheckpointedAdjoint.snapshots(16);
        int few = 500;
        int many = 2_500;
        long growth = allocated(adjoint, many) - allocated(adjoint, few);
        assertTrue(growth <= (many - few) * (16L * BATCH + HEADERS), "grows by " + growth);
        assertTrue(growth >= (many - few) * 16L * BATCH, "grows by " + growth);
    }

    @Test
    void fullMemoryKeepsAStateAStep() {
        long growth =
                allocated(CheckpointedAdjoint.fullMemory(), 2_000) - allocated(CheckpointedAdjoint.fullMemory(), 1_000);
        assertTrue(growth >= 1_000 * (16L * BATCH + 8L * 2 * BATCH), "grows by " + growth);
    }

    @Test
    void budgetBelowFourStatesIsRefused() {
        Adjoint small = CheckpointedAdjoint.memory(1000);
        String message = assertThrows(IllegalArgumentException.class, () -> allocated(small, 4))
                .getMessage();
        assertEquals(
                "at least 4 states of 2 × 16 doubles have to fit the memory, which takes 1024 bytes; found 1000",
                message);
        assertThrows(IllegalArgumentException.class, () -> CheckpointedAdjoint.memory(0));
    }
}
