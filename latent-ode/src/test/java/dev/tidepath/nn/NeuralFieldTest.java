package dev.tidepath.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The products of a recorded field against each other and against differences of its values. */
class NeuralFieldTest {

    private static final int STATE = 4;
    private static final int FEATURES = 3;
    private static final int BATCH = 19;

    private final Parameters parameters = new Parameters();
    private final Mlp network = Mlp.in(parameters, "network", new int[] {STATE + 2 + FEATURES, 6, STATE}, 1);
    private final Parameters.Block decay = parameters.add("decay", 1, STATE, 1);
    private final FieldProgram program = new FieldProgram(parameters, parameters.blocks(), STATE, FEATURES, this::rate);
    private final double[] values = parameters.initialValues(RandomKey.of(3));
    private final NeuralField field = program.bind(values, BATCH);

    private final double[] t = random("time", 1, BATCH).row(0);
    private final Matrix y = random("state", STATE, BATCH);
    private final Matrix context = random("context", FEATURES, BATCH);
    private final Matrix adjoint = random("adjoint", STATE, BATCH);

    private Var rate(Graph g, Var time, Var state, Var seen) {
        Var angle = g.scaleShift(time, 1.3, 0.2);
        Var out = network.apply(g, g.concat(state, g.sin(angle), g.cos(angle), seen));
        return g.subtract(out, g.multiply(g.exp(g.broadcast(g.parameter(decay))), state));
    }

    private static Matrix random(String what, int features, int batch) {
        RandomKey key = RandomKey.of(5).derive(what);
        Matrix m = Matrix.zeros(features, batch);
        for (int f = 0; f < features; f++) {
            for (int b = 0; b < batch; b++) {
                m.set(f, b, key.derive(f).gaussian(b));
            }
        }
        return m;
    }

    private static double[] randomVector(String what, int n) {
        double[] v = new double[n];
        Arrays.setAll(v, RandomKey.of(6).derive(what)::gaussian);
        return v;
    }

    private static double dot(Matrix a, Matrix b) {
        double sum = 0;
        for (int f = 0; f < a.features(); f++) {
            sum += dot(a.row(f), b.row(f));
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private FieldGradient gradient() {
        FieldGradient g = new FieldGradient(
                Matrix.zeros(STATE, BATCH),
                new double[t.length],
                new double[values.length],
                Matrix.zeros(FEATURES, BATCH));
        field.vjp(t, y, Context.of(context), adjoint, g);
        return g;
    }

    private Matrix pushed(FieldTangent v) {
        Matrix out = Matrix.zeros(STATE, BATCH);
        field.jvp(t, y, Context.of(context), v, out);
        return out;
    }

    private FieldTangent tangent() {
        return new FieldTangent(
                random("v state", STATE, BATCH),
                random("v time", 1, BATCH).row(0),
                randomVector("v parameters", values.length),
                random("v context", FEATURES, BATCH));
    }

    private static FieldTangent part(FieldTangent v, int part) {
        return new FieldTangent(
                part == 0 ? v.state() : null,
                part == 1 ? v.time() : null,
                part == 2 ? v.parameters() : null,
                part == 3 ? v.context() : null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linearizationGivesTheSameBits(boolean ofParameters) {
        Context c = Context.of(context);
        Linearization linear = field.newLinearization(BATCH, ofParameters);
        Matrix expected = Matrix.zeros(STATE, BATCH);
        Matrix found = Matrix.zeros(STATE, BATCH);
        // the point of the last call counts, not what was there before
        linear.eval(new double[t.length], random("elsewhere", STATE, BATCH), c, found);
        linear.eval(t, y, c, found);
        field.eval(t, y, c, expected);
        FieldGradient all = gradient();
        FieldGradient pulled = new FieldGradient(
                Matrix.zeros(STATE, BATCH),
                new double[t.length],
                ofParameters ? new double[values.length] : null,
                Matrix.zeros(FEATURES, BATCH));
        linear.vjp(adjoint, pulled);
        for (int f = 0; f < STATE; f++) {
            assertArrayEquals(expected.row(f), found.row(f));
            assertArrayEquals(all.state().row(f), pulled.state().row(f));
        }
        assertArrayEquals(all.time(), pulled.time());
        assertArrayEquals(all.context().row(0), pulled.context().row(0));
        if (ofParameters) {
            assertArrayEquals(all.parameters(), pulled.parameters());
        }
    }

    @Test
    void bothProductsAgreePartByPart() {
        FieldGradient g = gradient();
        FieldTangent v = tangent();
        double[] pulled = {
            dot(g.state(), v.state()),
            dot(g.time(), v.time()),
            dot(g.parameters(), v.parameters()),
            dot(g.context(), v.context())
        };
        for (int part = 0; part < 4; part++) {
            double pushed = dot(adjoint, pushed(part(v, part)));
            assertEquals(pushed, pulled[part], 1e-12 * (1 + Math.abs(pushed)), "part " + part);
        }
        double all = dot(adjoint, pushed(v));
        assertEquals(Arrays.stream(pulled).sum(), all, 1e-12 * (1 + Math.abs(all)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void pushforwardsAgreeWithCentralDifferences(int part) {
        FieldTangent v = part(tangent(), part);
        Matrix pushed = pushed(v);
        double h = 1e-5;
        Matrix up = moved(v, h);
        Matrix down = moved(v, -h);
        double largest = Arrays.stream(pushed.rows())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
        for (int f = 0; f < STATE; f++) {
            for (int b = 0; b < BATCH; b++) {
                double difference = (up.get(f, b) - down.get(f, b)) / (2 * h);
                assertEquals(difference, pushed.get(f, b), 1e-7 * largest, "feature " + f + ", sample " + b);
            }
        }
    }

    /** The field's value a distance {@code h} along a tangent. */
    private Matrix moved(FieldTangent v, double h) {
        double[] time = v.time() == null ? t : plus(t, h, v.time());
        double[] p = v.parameters() == null ? values : plus(values, h, v.parameters());
        Matrix at = v.state() == null ? y : plus(y, h, v.state());
        Matrix seen = v.context() == null ? context : plus(context, h, v.context());
        Matrix out = Matrix.zeros(STATE, BATCH);
        program.bind(p, BATCH).eval(time, at, Context.of(seen), out);
        return out;
    }

    private static double[] plus(double[] x, double h, double[] v) {
        double[] sum = x.clone();
        Arrays.setAll(sum, i -> x[i] + h * v[i]);
        return sum;
    }

    private static Matrix plus(Matrix x, double h, Matrix v) {
        double[][] rows = new double[x.features()][];
        Arrays.setAll(rows, f -> plus(x.row(f), h, v.row(f)));
        return Matrix.ofRows(rows, x.batch());
    }

    /** Whatever parts are wanted, each is added to what is there, with the bits it has when all are wanted. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void everyCombinationOfPartsIsAdded(int wanted) {
        FieldGradient full = gradient();
        Matrix state = (wanted & 1) == 0 ? null : Matrix.zeros(STATE, BATCH);
        double[] time = (wanted & 2) == 0 ? null : new double[t.length];
        double[] p = (wanted & 4) == 0 ? null : new double[values.length];
        Matrix seen = (wanted & 8) == 0 ? null : Matrix.zeros(FEATURES, BATCH);
        FieldGradient some = new FieldGradient(state, time, p, seen);
        field.vjp(t, y, Context.of(context), adjoint, some);
        field.vjp(t, y, Context.of(context), adjoint, some);
        if (state != null) {
            assertTwice(full.state().row(1), state.row(1));
        }
        if (time != null) {
            assertTwice(full.time(), time);
        }
        if (p != null) {
            assertTwice(full.parameters(), p);
        }
        if (seen != null) {
            assertTwice(full.context().row(2), seen.row(2));
        }
    }

    private static void assertTwice(double[] once, double[] found) {
        assertArrayEquals(Arrays.stream(once).map(v -> v + v).toArray(), found);
    }

    @Test
    void aSampleWithoutAdjointAddsExactlyNothing() {
        Matrix one = Matrix.zeros(STATE, BATCH);
        for (int f = 0; f < STATE; f++) {
            one.set(f, 4, adjoint.get(f, 4));
        }
        double[] among = new double[values.length];
        field.vjp(t, y, Context.of(context), one, new FieldGradient(null, null, among, null));
        double[] alone = new double[values.length];
        program.bind(values, 1)
                .vjp(
                        new double[] {t[4]},
                        Matrix.ofSamples(y.sample(4)),
                        Context.of(Matrix.ofSamples(context.sample(4))),
                        Matrix.ofSamples(adjoint.sample(4)),
                        new FieldGradient(null, null, alone, null));
        assertArrayEquals(alone, among);
    }

    @Test
    void paddingStaysZero() {
        Matrix rate = Matrix.zeros(STATE, BATCH);
        field.eval(t, y, Context.of(context), rate);
        Matrix pushed = pushed(tangent());
        assertTrue(rate.get(0, BATCH - 1) != 0);
        for (int f = 0; f < STATE; f++) {
            assertArrayEquals(new double[32 - BATCH], Arrays.copyOfRange(rate.row(f), BATCH, 32));
            assertArrayEquals(new double[32 - BATCH], Arrays.copyOfRange(pushed.row(f), BATCH, 32));
        }
    }

    @Test
    void parametersAreReadAtEveryCall() {
        Matrix before = Matrix.zeros(STATE, BATCH);
        field.eval(t, y, Context.of(context), before);
        values[decay.offset()] += 1;
        Matrix after = Matrix.zeros(STATE, BATCH);
        field.eval(t, y, Context.of(context), after);
        assertTrue(before.get(0, 0) != after.get(0, 0));
        assertEquals(before.get(1, 0), after.get(1, 0));
    }

    @Test
    void callsAllocateNothingOnceEachKindHasBeenCalled() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Context c = Context.of(context);
        FieldGradient g = gradient();
        FieldGradient ofState = FieldGradient.ofState(Matrix.zeros(STATE, BATCH));
        FieldTangent v = tangent();
        FieldTangent fewer = FieldTangent.ofState(v.state());
        Matrix out = Matrix.zeros(STATE, BATCH);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) { // compiled code allocates no vectors
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                field.eval(t, y, c, out);
                field.vjp(t, y, c, adjoint, g);
                field.vjp(t, y, c, adjoint, ofState);
                field.jvp(t, y, c, v, out);
                field.jvp(t, y, c, fewer, out);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void aFieldWithoutContextTakesNone() {
        Parameters own = new Parameters();
        Linear layer = Linear.in(own, "layer", 2, 2, 1);
        FieldProgram linear =
                new FieldProgram(own, own.blocks(), 2, 0, (g, time, state, seen) -> layer.apply(g, state));
        NeuralField bound = linear.bind(own.initialValues(RandomKey.of(1)), 3);
        FieldGradient all = new FieldGradient(Matrix.zeros(2, 3), new double[16], new double[own.size()], null);
        Matrix ones = Matrix.ofSamples(new double[] {1, 1}, new double[] {1, 1}, new double[] {1, 1});
        bound.vjp(new double[3], ones, Context.none(), ones, all);
        assertArrayEquals(new double[] {3, 3, 3, 3, 3, 3}, all.parameters());
        assertArrayEquals(new double[16], all.time());
    }

    @Test
    void misuseIsNamed() {
        assertEquals(
                "the field has " + values.length + " parameters, not 3",
                assertThrows(IllegalArgumentException.class, () -> program.bind(new double[3], 1))
                        .getMessage());
        FieldProgram.Definition tooFew = (g, time, state, seen) -> g.slice(state, 0, 1);
        assertEquals(
                "a field of 2 features returned a rate of 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new FieldProgram(new Parameters(), List.of(), 2, 0, tooFew))
                        .getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> field.eval(t, y, Context.none(), Matrix.zeros(STATE, BATCH)),
                "a context is missing");
    }
}
