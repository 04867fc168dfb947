package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import org.junit.jupiter.api.Test;

class CheckpointedAdjointTest extends AdjointContract {

    @Override
    Adjoint adjoint() {
        return CheckpointedAdjoint.standard();
    }

    @Override
    double tolerance() {
        return 1e-7;
    }

    @Test
    void fewSnapshotsGiveTheSameBits() {
        LinearLoss loss = LinearLoss.ragged();
        OdeSolver many = OdeSolver.dopri5(1e-13, 1e-13, 100_000);
        assertTrue(loss.trajectory(adjoint(), many).steps().orElseThrow().longest() > 200);
        Gradients all = loss.gradient(CheckpointedAdjoint.fullMemory(), many);
        for (int snapshots : new int[] {4, 5, 8, 17, 64}) {
            Gradients few = loss.gradient(CheckpointedAdjoint.snapshots(snapshots), many);
            assertArrayEquals(all.initialState(), few.initialState());
            assertArrayEquals(all.parameters(), few.parameters());
            assertArrayEquals(all.context(), few.context());
            assertArrayEquals(all.times(), few.times());
        }
    }

    @Test
    void looseStepsAreDifferentiatedExactly() {
        for (OdeSolver solver : new OdeSolver[] {
            OdeSolver.dopri5(1e-2, 1e-2, 100),
            new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(3), 3),
            new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(4), 4)
        }) {
            LinearLoss loss = LinearLoss.ragged();
            assertTrue(loss.solve(solver).succeeded());
            Gradients gradient = loss.gradient(adjoint(), solver);
            Gradients differences = loss.differences(adjoint(), solver);
            assertArrayEquals(differences.initialState(), gradient.initialState(), 1e-8);
            assertArrayEquals(differences.parameters(), gradient.parameters(), 1e-8);
            assertArrayEquals(differences.context(), gradient.context(), 1e-8);
            assertArrayEquals(differences.times(), gradient.times(), 1e-8);
        }
    }

    @Test
    void snapshotsAreLimitedFromBelow() {
        String message = assertThrows(IllegalArgumentException.class, () -> CheckpointedAdjoint.snapshots(3))
                .getMessage();
        assertEquals("snapshots must be at least 4, found 3", message);
    }
}
