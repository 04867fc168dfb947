package dev.tidepath.language;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that move with time: values at and between knots, products against each other and against differences. */
class DepthFieldTest {

    private static final int STATE = 3;
    private static final int BATCH = 5;
    private static final int KNOTS = 3;
    private static final int OFFSET = 4;
    private static final double STEP = 1e-6;

    private final Parameters knot = new Parameters();
    private final Mlp network = Mlp.in(knot, "network", new int[] {STATE + 1, 4, STATE}, 1);
    private final FieldProgram program =
            new FieldProgram(knot, knot.blocks(), STATE, 0, (g, t, y, none) -> network.apply(g, g.concat(y, t)));
    private final WeightPath path = new WeightPath(OFFSET, knot.size(), KNOTS);
    private final double[] vector = random("vector", OFFSET + KNOTS * knot.size() + 2);
    private final DepthField field = new DepthField(program, path, vector, BATCH);
    private final Matrix y = matrix("y");
    private final Matrix adjoint = matrix("adjoint");

    private static double[] random(String what, int n) {
        double[] v = new double[n];
        Arrays.setAll(v, RandomKey.of(9).derive(what)::gaussian);
        return v;
    }

    private static Matrix matrix(String what) {
        double[][] samples = new double[BATCH][];
        Arrays.setAll(samples, b -> random(what + b, STATE));
        return Matrix.ofSamples(samples);
    }

    private static double[] times(double t) {
        double[] times = new double[Matrix.padded(BATCH)];
        Arrays.fill(times, 0, BATCH, t);
        return times;
    }

    private Matrix rate(double t) {
        Matrix out = Matrix.zeros(STATE, BATCH);
        field.eval(times(t), y, Context.none(), out);
        return out;
    }

    private Matrix rateOfKnot(int k, double t) {
        double[] own = Arrays.copyOfRange(vector, OFFSET + k * knot.size(), OFFSET + (k + 1) * knot.size());
        Matrix out = Matrix.zeros(STATE, BATCH);
        program.bind(own, BATCH).eval(times(t), y, Context.none(), out);
        return out;
    }

    private FieldGradient gradient(double t) {
        FieldGradient g = new FieldGradient(
                Matrix.zeros(STATE, BATCH), new double[Matrix.padded(BATCH)], new double[vector.length], null);
        field.vjp(times(t), y, Context.none(), adjoint, g);
        return g;
    }

    private double dot(Matrix rate) {
        double sum = 0;
        for (int f = 0; f < STATE; f++) {
            for (int b = 0; b < BATCH; b++) {
                sum += adjoint.get(f, b) * rate.get(f, b);
            }
        }
        return sum;
    }

    @Test
    void atAKnotTheWeightsAreItsOwnAndBeyondTheEndsTheyStay() {
        for (int k = 0; k < KNOTS; k++) {
            assertArrayEquals(rateOfKnot(k, k).rows(), rate(k).rows());
        }
        assertArrayEquals(rateOfKnot(2, 2.7).rows(), rate(2.7).rows());
        assertArrayEquals(rateOfKnot(0, -0.3).rows(), rate(-0.3).rows());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0.25, 1.5, 1.75, 2.5})
    void productsAgreeWithDifferences(double t) {
        FieldGradient g = gradient(t);
        double[] direction = random("direction", vector.length);
        double expected = (dot(rate(t + STEP)) - dot(rate(t - STEP))) / (2 * STEP);
        assertEquals(expected, Arrays.stream(g.time()).sum(), 1e-8);
        double pushed = 0;
        for (int i = 0; i < vector.length; i++) {
            pushed += g.parameters()[i] * direction[i];
            vector[i] += STEP * direction[i];
        }
        double up = dot(rate(t));
        for (int i = 0; i < vector.length; i++) {
            vector[i] -= 2 * STEP * direction[i];
        }
        assertEquals((up - dot(rate(t))) / (2 * STEP), pushed, 1e-7);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.4, 0, 0.25, 1, 1.75, 2.5})
    void forwardAndReverseProductsAreTransposes(double t) {
        FieldGradient g = gradient(t);
        FieldTangent v =
                new FieldTangent(matrix("v"), random("w", Matrix.padded(BATCH)), random("p", vector.length), null);
        Matrix out = Matrix.zeros(STATE, BATCH);
        field.jvp(times(t), y, Context.none(), v, out);
        double reverse = 0;
        for (int b = 0; b < BATCH; b++) {
            reverse += g.time()[b] * v.time()[b];
            for (int f = 0; f < STATE; f++) {
                reverse += g.state().get(f, b) * v.state().get(f, b);
            }
        }
        for (int i = 0; i < vector.length; i++) {
            reverse += g.parameters()[i] * v.parameters()[i];
        }
        assertEquals(dot(out), reverse, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linearizationGivesTheSameBits(boolean withTime) {
        FieldGradient expected = gradient(1.25);
        Linearization linear = field.newLinearization(BATCH, true);
        Matrix out = Matrix.zeros(STATE, BATCH);
        linear.eval(times(1.25), y, Context.none(), out);
        rate(0.5);
        FieldGradient g = new FieldGradient(
                Matrix.zeros(STATE, BATCH),
                withTime ? new double[Matrix.padded(BATCH)] : null,
                new double[vector.length],
                null);
        linear.vjp(adjoint, g);
        assertArrayEquals(rate(1.25).rows(), out.rows());
        assertArrayEquals(expected.state().rows(), g.state().rows());
        assertArrayEquals(expected.parameters(), g.parameters());
        if (withTime) {
            assertArrayEquals(expected.time(), g.time());
        }
    }

    @Test
    void samplesAtDifferentTimesAreRefused() {
        double[] t = times(0.5);
        t[3] = 0.75;
        assertThrows(
                IllegalArgumentException.class, () -> field.eval(t, y, Context.none(), Matrix.zeros(STATE, BATCH)));
    }
}
