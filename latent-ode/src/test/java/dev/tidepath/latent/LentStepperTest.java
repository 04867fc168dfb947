package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LentStepperTest {

    private static final int SIZE = 3;
    private static final int[] BATCHES = {40, 7, 33, 1};

    private final Parameters parameters = new Parameters();
    private final Mlp network = Mlp.in(parameters, "field", new int[] {SIZE, 5, SIZE}, 1);
    private final FieldProgram program =
            new FieldProgram(parameters, parameters.blocks(), SIZE, 0, (g, t, y, context) -> network.apply(g, y));

    @Test
    void givesTheBitsOfNewWorkspaces() {
        OdeSolver solver = OdeSolver.tsit5(1e-5, 1e-5, 1000);
        LentStepper lent = new LentStepper(solver.stepper(), SIZE, BATCHES[0]);
        double[][] expected = results(solver);
        double[][] found = results(new OdeSolver(lent, solver.controller(), solver.maxSteps()));
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i]);
        }
    }

    /** Solves of several batches, then the ways back from the last to the first, with steps taken again in between. */
    private double[][] results(OdeSolver solver) {
        double[] values = parameters.initialValues(RandomKey.of(1));
        NeuralField field = program.bind(values, BATCHES[0]);
        List<Adjoint.Trajectory> trajectories = new ArrayList<>();
        List<double[]> results = new ArrayList<>();
        for (int batch : BATCHES) {
            Matrix start = random(batch, "start");
            SaveAt at = SaveAt.shared(batch, 0, 3, 1, 1.5, 3);
            trajectories.add(CheckpointedAdjoint.snapshots(4).solve(solver, field, start, Context.none(), at));
        }
        for (int i = BATCHES.length - 1; i >= 0; i--) {
            Matrix outputs = trajectories.get(i).solution().orThrow().outputs();
            Matrix ofStart = Matrix.zeros(SIZE, BATCHES[i]);
            double[] gradient = new double[values.length];
            Matrix bars = random(outputs.batch(), "bars");
            trajectories.get(i).backward(bars, TrajectoryGradient.of(ofStart, gradient, null));
            results.add(gradient);
            results.addAll(List.of(ofStart.rows()));
            results.addAll(List.of(outputs.rows()));
        }
        return results.toArray(double[][]::new);
    }

    private static Matrix random(int batch, String what) {
        Matrix m = Matrix.zeros(SIZE, batch);
        for (int f = 0; f < SIZE; f++) {
            RandomKey key = RandomKey.of(2).derive(what).derive(f);
            for (int b = 0; b < batch; b++) {
                m.set(f, b, key.gaussian(b));
            }
        }
        return m;
    }
}
