package dev.tidepath.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.NeuralField;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.Context;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded divergence against the diagonal of the Jacobian by differences, and its estimate against it. */
class TraceTest {

    private static final int DIMENSION = 5;
    private static final int BATCH = 7;

    private final double[] times = new double[16];
    private final Matrix z = FlowFixture.points(DIMENSION, BATCH);

    TraceTest() {
        Arrays.setAll(times, b -> b < BATCH ? 0.1 * b : 0);
    }

    static Stream<FlowFixture> fields() {
        return Stream.of(FlowFixture.mlp(Trace.EXACT, DIMENSION), FlowFixture.planar(Trace.EXACT, DIMENSION));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void exactIsTheSumOfTheDiagonal(FlowFixture f) {
        double[] divergence = divergence(f, Context.none(), BATCH, state(z), times);
        double[] differences = new double[BATCH];
        double h = 1e-5;
        for (int i = 0; i < DIMENSION; i++) {
            Matrix up = rate(f, moved(i, h));
            Matrix down = rate(f, moved(i, -h));
            for (int b = 0; b < BATCH; b++) {
                differences[b] += (up.get(i, b) - down.get(i, b)) / (2 * h);
            }
        }
        for (int b = 0; b < BATCH; b++) {
            assertEquals(differences[b], divergence[b], 1e-8);
        }
    }

    /** The formula of the paper, written out. */
    @Test
    void ofThePlanarFieldIsThePapers() {
        FlowFixture f = FlowFixture.planar(Trace.EXACT, DIMENSION);
        PlanarField field = (PlanarField) f.field();
        double[] divergence = divergence(f, Context.none(), BATCH, state(z), times);
        for (int b = 0; b < BATCH; b++) {
            double sum = 0;
            for (int n = 0; n < field.b().size(); n++) {
                double a = value(f, field.b(), 0, n);
                double uw = 0;
                for (int i = 0; i < DIMENSION; i++) {
                    a += value(f, field.w(), i, n) * z.get(i, b);
                    uw += value(f, field.w(), i, n) * value(f, field.u(), n, i);
                }
                double h = StrictMath.tanh(a);
                sum += gate(f, field, n, times[b]) * uw * (1 - h * h);
            }
            assertEquals(sum, divergence[b], 1e-12);
        }
    }

    private static double gate(FlowFixture f, PlanarField field, int n, double t) {
        Parameters.Block first = field.gate().layers().get(0).weight();
        Parameters.Block firstBias = field.gate().layers().get(0).bias();
        Parameters.Block second = field.gate().layers().get(1).weight();
        double sum = value(f, field.gate().layers().get(1).bias(), 0, n);
        for (int k = 0; k < first.columns(); k++) {
            double h = StrictMath.tanh(value(f, first, 0, k) * t + value(f, firstBias, 0, k));
            sum += h * value(f, second, k, n);
        }
        return 1 / (1 + StrictMath.exp(-sum));
    }

    private static double value(FlowFixture f, Parameters.Block block, int row, int column) {
        return f.weights()[block.offset() + row * block.columns() + column];
    }

    @Test
    void hutchinsonIsUnbiased() {
        int probes = 20_000;
        FlowFixture exact = FlowFixture.mlp(Trace.EXACT, DIMENSION);
        FlowFixture estimated = FlowFixture.mlp(Trace.HUTCHINSON, DIMENSION);
        Matrix one = z.slice(0, 1);
        double expected = divergence(exact, Context.none(), 1, state(one), new double[16])[0];
        Matrix many = Matrix.zeros(DIMENSION, probes);
        for (int i = 0; i < DIMENSION; i++) {
            Arrays.fill(many.row(i), 0, probes, one.get(i, 0));
        }
        Matrix signs = Matrix.zeros(DIMENSION, probes);
        Trace.signs(RandomKey.of(4), signs);
        double[] estimates =
                divergence(estimated, Context.of(signs), probes, state(many), new double[Matrix.padded(probes)]);
        double mean = Arrays.stream(estimates).average().orElseThrow();
        double variance =
                Arrays.stream(estimates).map(e -> (e - mean) * (e - mean)).sum() / (probes - 1.0);
        double error = Math.sqrt(variance / probes);
        assertTrue(variance > 1e-3, "the estimates differ: " + variance);
        assertEquals(expected, mean, 3 * error);
    }

    /** Products recorded one after another must not push one another: the exact trace of many dimensions stays a small program. */
    @Test
    void programOfManyDimensionsIsSmall() {
        FlowFixture f = FlowFixture.of(Trace.EXACT, layout -> MlpField.in(layout, "field", 40, 0, 5));
        Matrix many = FlowFixture.points(40, 1);
        assertTrue(Double.isFinite(divergence(f, Context.none(), 1, state(many), new double[16])[0]));
    }

    private static Matrix state(Matrix points) {
        Matrix state = Matrix.zeros(points.features() + 1, points.batch());
        for (int i = 0; i < points.features(); i++) {
            System.arraycopy(points.row(i), 0, state.row(i), 0, points.batch());
        }
        return state;
    }

    private static double[] divergence(FlowFixture f, Context noise, int batch, Matrix state, double[] t) {
        Matrix out = Matrix.zeros(state.features(), batch);
        NeuralField field = f.flow().augmented().bind(f.weights(), batch);
        field.eval(t, state, noise, out);
        return Arrays.stream(out.row(state.features() - 1), 0, batch)
                .map(x -> -x)
                .toArray();
    }

    private Matrix moved(int i, double h) {
        Matrix moved = z.slice(0, BATCH);
        for (int b = 0; b < BATCH; b++) {
            moved.set(i, b, moved.get(i, b) + h);
        }
        return moved;
    }

    private Matrix rate(FlowFixture f, Matrix points) {
        FieldProgram program = new FieldProgram(
                f.layout(),
                f.field().blocks(),
                DIMENSION,
                0,
                (g, t, y, none) -> f.field().rate(g, t, y, none));
        Matrix out = Matrix.zeros(DIMENSION, BATCH);
        program.bind(f.weights(), BATCH).eval(times, points, Context.none(), out);
        return out;
    }
}
