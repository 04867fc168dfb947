package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotsTest {

    @Test
    void numberIsLimitedAndStatesAreThoseOfTheSolve() {
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1}, new double[] {1.5, -0.4}, new double[] {0, 0});
        SaveAt at = SaveAt.of(new double[3], new double[] {3, 6, -1}, new double[3][0]);
        for (int capacity : new int[] {2, 3, 6, 7, 1000}) {
            Snapshots snapshots = new Snapshots(y0, capacity);
            List<List<double[]>> states = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int b = 0; b < 3; b++) {
                states.get(b).add(y0.sample(b));
            }
            OdeSolver.dopri5(1e-9, 1e-9, 1000).solve(new DrivenOscillator(), y0, Context.none(), at, steps -> {
                snapshots.accepted(steps);
                for (int i = 0; i < steps.count(); i++) {
                    states.get(steps.sample(i)).add(steps.step().next().sample(steps.lane(i)));
                }
            });
            assertTrue(states.get(1).size() > 64
                    && states.get(2).size() < states.get(0).size());
            int expected = capacity == 1000 ? states.get(1).size() : capacity;
            assertTrue(snapshots.size() <= expected && 2 * snapshots.size() >= expected);
            for (int i = 0; i < snapshots.size(); i++) {
                int step = snapshots.step(i);
                for (int b = 0; b < 3; b++) {
                    if (step < states.get(b).size()) {
                        assertArrayEquals(
                                states.get(b).get(step), snapshots.states(i).sample(b));
                    }
                }
            }
            assertEquals(0, snapshots.step(0));
        }
    }
}
