package dev.tidepath.sde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.VectorField;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network as drift, a diffusion row by row, and a last row without noise that reads the others. */
class SdeAdjointTest {

    private static final int FEATURES = 3;
    private static final int NOISES = 2;
    private static final int BATCH = 4;

    private static final Parameters LAYOUT = new Parameters();
    private static final FieldProgram DRIFT = drift();
    private static final int DRIFT_BLOCKS = LAYOUT.blocks().size();
    private static final Parameters.Block SLOPE = LAYOUT.add("slope", 1, FEATURES, 0.4);
    private static final Parameters.Block LEVEL = LAYOUT.add("level", 1, FEATURES, 0.4);
    private static final FieldProgram.Definition G = (g, t, y, c) ->
            g.tanh(g.add(g.multiply(g.broadcast(g.parameter(SLOPE)), y), g.broadcast(g.parameter(LEVEL))));
    private static final FieldProgram DIFFUSION = program(G, LAYOUT.blocksAfter(DRIFT_BLOCKS));
    private static final FieldProgram CORRECTION = program(G.alongItself(), LAYOUT.blocksAfter(DRIFT_BLOCKS));
    private static final FieldProgram CONSTANT =
            program((g, t, y, c) -> g.exp(g.broadcast(g.parameter(LEVEL))), List.of(LEVEL));

    private static FieldProgram drift() {
        Mlp network = Mlp.in(LAYOUT, "drift", new int[] {FEATURES + 2, 6, FEATURES}, 1);
        return program((g, t, y, c) -> network.apply(g, g.concat(with(y, t, c))), LAYOUT.blocks());
    }

    private static List<Var> with(Var y, Var t, @Nullable Var c) {
        List<Var> all = new ArrayList<>(List.of(y, t));
        if (c != null) {
            all.add(c);
        }
        return all;
    }

    private static FieldProgram program(FieldProgram.Definition definition, List<Parameters.Block> blocks) {
        return new FieldProgram(LAYOUT, blocks, FEATURES, 1, definition);
    }

    record Setting(StochasticTableau method, Calculus calculus, boolean additive) {
        Sde<DifferentiableField> equation(double[] p) {
            DifferentiableField diffusion = (additive ? CONSTANT : DIFFUSION).bind(p, BATCH);
            Sde<DifferentiableField> bare = new Sde<>(DRIFT.bind(p, BATCH), diffusion, null, calculus, additive);
            return additive ? bare : bare.withCorrection(CORRECTION.bind(p, BATCH));
        }
    }

    private static List<Setting> settings() {
        return List.of(
                new Setting(StochasticTableau.EULER_MARUYAMA, Calculus.ITO, false),
                new Setting(StochasticTableau.EULER_MARUYAMA, Calculus.ITO, true),
                new Setting(StochasticTableau.MILSTEIN_ITO, Calculus.ITO, false),
                new Setting(StochasticTableau.MILSTEIN_STRATONOVICH, Calculus.STRATONOVICH, false),
                new Setting(StochasticTableau.HEUN, Calculus.STRATONOVICH, false),
                new Setting(StochasticTableau.SRA1, Calculus.ITO, true));
    }

    private static final SaveAt AT =
            SaveAt.of(new double[] {0, 0.2, 0, 1}, new double[] {1, 0.7, 0.5, 1}, new double[][] {
                {0.1, 0.6, 1}, {0.7}, {0, 0.3}, {1, 1}
            });
    private static final BrownianPaths PATHS = BrownianPaths.of(RandomKey.of(12), NOISES, AT);

    private static Matrix random(int features, int batch, String name) {
        Matrix m = Matrix.zeros(features, batch);
        for (int f = 0; f < features; f++) {
            for (int b = 0; b < batch; b++) {
                m.set(f, b, RandomKey.of(8).derive(name).derive(f).gaussian(b));
            }
        }
        return m;
    }

    private static final Matrix Y0 = random(FEATURES, BATCH, "y0");
    private static final Matrix CONTEXT = random(1, BATCH, "context");
    private static final Matrix WEIGHTS = random(FEATURES, AT.total(), "weights");

    private static double loss(Setting s, int steps, double[] p, Matrix y0, Matrix context) {
        Matrix outputs = new SdeSolver(s.method, steps)
                .solve(s.equation(p), y0, Context.of(context), AT, PATHS)
                .outputs();
        double sum = 0;
        for (int f = 0; f < FEATURES; f++) {
            for (int k = 0; k < AT.total(); k++) {
                sum += WEIGHTS.get(f, k) * outputs.get(f, k);
            }
        }
        return sum;
    }

    private record Gradient(Matrix y0, double[] parameters, Matrix context) {

        double distance(Gradient other) {
            double sum = 0;
            for (int i = 0; i < parameters.length; i++) {
                sum += Math.pow(parameters[i] - other.parameters[i], 2);
            }
            for (int b = 0; b < BATCH; b++) {
                sum += Math.pow(context.get(0, b) - other.context.get(0, b), 2);
                for (int f = 0; f < FEATURES; f++) {
                    sum += Math.pow(y0.get(f, b) - other.y0.get(f, b), 2);
                }
            }
            return Math.sqrt(sum);
        }
    }

    private static Gradient gradient(SdeAdjoint adjoint, Setting s, int steps, double[] p) {
        SdeAdjoint.Trajectory path =
                adjoint.solve(new SdeSolver(s.method, steps), s.equation(p), Y0, Context.of(CONTEXT), AT, PATHS);
        Gradient all = new Gradient(Matrix.zeros(FEATURES, BATCH), new double[p.length], Matrix.zeros(1, BATCH));
        path.backward(WEIGHTS, TrajectoryGradient.of(all.y0, all.parameters, all.context));
        return all;
    }

    private static double[] parameters() {
        return LAYOUT.initialValues(RandomKey.of(3));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theDiscreteAdjointIsTheGradientOfWhatWasComputed(Setting s) {
        double[] p = parameters();
        Gradient found = gradient(new DiscreteSdeAdjoint(), s, 5, p);
        double d = 1e-5;
        for (int i = 0; i < p.length; i++) {
            double kept = p[i];
            p[i] = kept + d;
            double more = loss(s, 5, p, Y0, CONTEXT);
            p[i] = kept - d;
            double less = loss(s, 5, p, Y0, CONTEXT);
            p[i] = kept;
            assertEquals((more - less) / (2 * d), found.parameters[i], 1e-8, "parameter " + i);
        }
        for (int b = 0; b < BATCH; b++) {
            for (int f = 0; f < FEATURES; f++) {
                Matrix more = Y0.slice(0, BATCH);
                Matrix less = Y0.slice(0, BATCH);
                more.set(f, b, Y0.get(f, b) + d);
                less.set(f, b, Y0.get(f, b) - d);
                double difference = loss(s, 5, p, more, CONTEXT) - loss(s, 5, p, less, CONTEXT);
                assertEquals(difference / (2 * d), found.y0.get(f, b), 1e-8);
            }
            Matrix more = CONTEXT.slice(0, BATCH);
            Matrix less = CONTEXT.slice(0, BATCH);
            more.set(0, b, CONTEXT.get(0, b) + d);
            less.set(0, b, CONTEXT.get(0, b) - d);
            double difference = loss(s, 5, p, Y0, more) - loss(s, 5, p, Y0, less);
            assertEquals(difference / (2 * d), found.context.get(0, b), 1e-8);
        }
    }

    private static List<Setting> reversible() {
        return List.of(
                new Setting(StochasticTableau.MILSTEIN_ITO, Calculus.ITO, false),
                new Setting(StochasticTableau.HEUN, Calculus.STRATONOVICH, false),
                new Setting(StochasticTableau.SRA1, Calculus.ITO, true));
    }

    /** Both come to the gradient of the exact solution with about the first power of the step. */
    @ParameterizedTest
    @MethodSource("reversible")
    void theReverseEquationComesToTheSameGradient(Setting s) {
        double[] p = parameters();
        StochasticTableau back = s.additive ? StochasticTableau.SRA1 : StochasticTableau.HEUN;
        int[] steps = {8, 32, 128};
        double[] x = new double[steps.length];
        double[] y = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            Gradient discrete = gradient(new DiscreteSdeAdjoint(), s, steps[i], p);
            Gradient reverse = gradient(new ReverseSdeAdjoint(new SdeSolver(back, steps[i])), s, steps[i], p);
            x[i] = -Math.log(steps[i]);
            y[i] = Math.log(discrete.distance(reverse));
        }
        assertTrue(SdeSolverTest.slope(x, y) > 0.7, "slope " + SdeSolverTest.slope(x, y));
        assertTrue(y[2] < Math.log(0.05), "distance " + Math.exp(y[2]));
    }

    @Test
    void theCorrectionIsTheDerivativeOfTheDiffusionAlongItself() {
        double[] p = parameters();
        VectorField byProduct = Sde.alongItself(DIFFUSION.bind(p, BATCH), FEATURES, BATCH);
        Matrix one = Matrix.zeros(FEATURES, BATCH);
        Matrix other = Matrix.zeros(FEATURES, BATCH);
        double[] t = new double[Y0.lanes()];
        byProduct.eval(t, Y0, Context.of(CONTEXT), one);
        CORRECTION.bind(p, BATCH).eval(t, Y0, Context.of(CONTEXT), other);
        for (int f = 0; f < FEATURES; f++) {
            for (int b = 0; b < BATCH; b++) {
                double u = Math.tanh(p[SLOPE.offset() + f] * Y0.get(f, b) + p[LEVEL.offset() + f]);
                assertEquals(u * (1 - u * u) * p[SLOPE.offset() + f], one.get(f, b), 1e-12);
                assertEquals(one.get(f, b), other.get(f, b), 1e-15);
            }
        }
    }

    @Test
    void timesHaveNoGradient() {
        SdeAdjoint.Trajectory path = new DiscreteSdeAdjoint()
                .solve(
                        new SdeSolver(StochasticTableau.HEUN, 2),
                        settings().get(4).equation(parameters()),
                        Y0,
                        Context.of(CONTEXT),
                        AT,
                        PATHS);
        TrajectoryGradient ofTimes = new TrajectoryGradient(null, null, null, new double[AT.total()], null, null);
        assertThrows(IllegalArgumentException.class, () -> path.backward(WEIGHTS, ofTimes));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReverseSdeAdjoint(new SdeSolver(StochasticTableau.MILSTEIN_ITO, 2)));
    }
}
