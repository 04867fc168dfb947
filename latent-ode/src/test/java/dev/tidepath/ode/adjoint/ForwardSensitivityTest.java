package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ⟨ω, J v⟩ = ⟨Jᵀ ω, v⟩} for every part of {@code v}, against the discrete adjoint. */
class ForwardSensitivityTest {

    private static final double ROUNDING = 1e-12;

    private final Random random = new Random(3);

    private static OdeSolver solver(String name) {
        return switch (name) {
            case "tight" -> OdeSolver.dopri5(1e-9, 1e-9, 10_000);
            case "loose" -> OdeSolver.dopri5(1e-2, 1e-2, 100);
            case "fixed" -> new OdeSolver(ExplicitRungeKutta.dopri5(), new FixedStep(4), 4);
            default -> new OdeSolver(ExplicitRungeKutta.rk4(), new FixedStep(5), 5);
        };
    }

    private Matrix matrix(int features, int batch) {
        Matrix m = Matrix.zeros(features, batch);
        for (int f = 0; f < features; f++) {
            for (int b = 0; b < batch; b++) {
                m.set(f, b, random.nextGaussian());
            }
        }
        return m;
    }

    private double[] vector(int n) {
        return random.doubles(n, -1, 1).toArray();
    }

    private static TrajectoryTangent part(TrajectoryTangent v, int part) {
        return new TrajectoryTangent(
                part == 0 ? v.initialState() : null,
                part == 1 ? v.parameters() : null,
                part == 2 ? v.context() : null,
                part == 3 ? v.outputTimes() : null,
                part == 4 ? v.startTimes() : null,
                part == 5 ? v.endTimes() : null);
    }

    private void assertDual(LinearLoss loss, OdeSolver solver) {
        int batch = loss.batch();
        int total = loss.adjoints().batch();
        Adjoint.Trajectory path = loss.trajectory(CheckpointedAdjoint.standard(), solver);
        TrajectoryGradient gradient = new TrajectoryGradient(
                Matrix.zeros(2, batch),
                new double[4],
                Matrix.zeros(2, batch),
                new double[total],
                new double[batch],
                new double[batch]);
        path.backward(loss.adjoints(), gradient);
        ForwardSensitivity forward = new ForwardSensitivity(
                solver, path.steps().orElseThrow(), loss.field(), loss.states(), loss.contexts(), loss.at());
        TrajectoryTangent v = new TrajectoryTangent(
                matrix(2, batch), vector(4), matrix(2, batch), vector(total), vector(batch), vector(batch));
        double scale = 0;
        for (int i = 0; i < 6; i++) {
            scale = Math.max(scale, Math.abs(part(v, i).dot(gradient)));
        }
        for (int i = 0; i < 6; i++) {
            TrajectoryTangent one = part(v, i);
            double pushed = TrajectoryTangent.dot(loss.adjoints(), forward.push(one));
            assertTrue(pushed != 0 || i == 5, "no output in a last step: the end alone may not matter");
            assertEquals(one.dot(gradient), pushed, ROUNDING * scale, "part " + i);
        }
        double pushed = TrajectoryTangent.dot(loss.adjoints(), forward.push(v));
        assertEquals(v.dot(gradient), pushed, ROUNDING * scale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tight", "loose", "fixed", "classical"})
    void pushAndPullAreDual(String name) {
        assertDual(LinearLoss.ragged(), solver(name));
        assertDual(LinearLoss.dense(), solver(name));
    }

    @Test
    void failedSamplesAreZeroAndDisturbNoOther() {
        LinearLoss healthy = LinearLoss.ragged();
        LinearLoss sick = healthy.withFailingSample();
        Matrix alone = ofFirstParameter(healthy);
        Matrix among = ofFirstParameter(sick);
        for (int f = 0; f < 2; f++) {
            for (int column = 0; column < among.batch(); column++) {
                assertEquals(column < alone.batch() ? alone.get(f, column) : 0.0, among.get(f, column));
            }
        }
    }

    private static Matrix ofFirstParameter(LinearLoss loss) {
        Adjoint.Trajectory path = loss.trajectory(CheckpointedAdjoint.standard(), solver("tight"));
        return new ForwardSensitivity(
                        solver("tight"),
                        path.steps().orElseThrow(),
                        loss.field(),
                        loss.states(),
                        loss.contexts(),
                        loss.at())
                .push(TrajectoryTangent.of(null, new double[] {1, 0, 0, 0}, null));
    }

    @Test
    void sampleWithoutStepsHasTheTangentOfItsInitialState() {
        DrivenOscillator field = new DrivenOscillator();
        Matrix y0 = Matrix.ofSamples(new double[] {0.5, 0.1});
        SaveAt at = SaveAt.shared(1, 2, 2, 2, 2);
        OdeSolver solver = solver("tight");
        Adjoint.Trajectory path = CheckpointedAdjoint.standard().solve(solver, field, y0, Context.none(), at);
        Matrix v = Matrix.ofSamples(new double[] {3, 4});
        Matrix pushed = new ForwardSensitivity(solver, path.steps().orElseThrow(), field, y0, Context.none(), at)
                .push(new TrajectoryTangent(v, null, null, new double[2], new double[] {1}, new double[] {1}));
        assertEquals(3, pushed.get(0, 1));
        assertEquals(4, pushed.get(1, 0));
    }

    @Test
    void shapesAreChecked() {
        LinearLoss loss = LinearLoss.ragged();
        Adjoint.Trajectory path = loss.trajectory(CheckpointedAdjoint.standard(), solver("tight"));
        ForwardSensitivity forward = new ForwardSensitivity(
                solver("tight"), path.steps().orElseThrow(), loss.field(), loss.states(), loss.contexts(), loss.at());
        ShapeException e =
                assertThrows(ShapeException.class, () -> forward.push(TrajectoryTangent.of(null, new double[3], null)));
        assertEquals("tangent of the parameters: expected 4, found 3", e.getMessage());
        assertThrows(ShapeException.class, () -> forward.push(TrajectoryTangent.of(Matrix.zeros(2, 1), null, null)));
    }
}
