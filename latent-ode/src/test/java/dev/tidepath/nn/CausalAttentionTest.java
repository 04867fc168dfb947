package dev.tidepath.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention and norm against their formulas written out for one sample; longer than a strip. */
class CausalAttentionTest {

    private static final int POSITIONS = 37;
    private static final int WIDTH = 6;
    private static final int HEADS = 2;

    private final Parameters layout = new Parameters();
    private final CausalAttention layer =
            CausalAttention.in(layout, "attention", POSITIONS, POSITIONS, WIDTH, HEADS, 1);
    private final double[] weights = random("weights", layout.size());

    private static double[] random(String what, int n) {
        double[] v = new double[n];
        Arrays.setAll(v, RandomKey.of(4).derive(what)::gaussian);
        return v;
    }

    private double[] run(double[] x) {
        return run(layer, x);
    }

    private double[] run(CausalAttention layer, double[] x) {
        Graph g = new Graph();
        Var in = g.input(x.length);
        Workspace w = g.compile(layer.apply(g, in)).newWorkspace(1);
        w.bindParameters(weights);
        w.set(in, Matrix.ofSamples(x));
        w.run();
        Matrix out = Matrix.zeros(x.length, 1);
        w.get(0, out);
        return out.sample(0);
    }

    private double[] affine(Linear map, double[] x, int from) {
        double[] y = Arrays.copyOfRange(
                weights, map.bias().offset(), map.bias().offset() + map.bias().columns());
        for (int k = 0; k < map.weight().rows(); k++) {
            for (int j = 0; j < y.length; j++) {
                y[j] += weights[map.weight().offset() + k * y.length + j] * x[from + k];
            }
        }
        return y;
    }

    private CausalAttention openFrom(int open) {
        return new CausalAttention(layer.projection(), layer.output(), POSITIONS, open, HEADS);
    }

    private double[] formula(double[] x) {
        return formula(POSITIONS, x);
    }

    private double[] formula(int open, double[] x) {
        double[][] projected = new double[POSITIONS][];
        Arrays.setAll(projected, p -> affine(layer.projection(), x, p * WIDTH));
        int size = WIDTH / HEADS;
        double[] out = new double[x.length];
        for (int p = 0; p < POSITIONS; p++) {
            double[] mixed = new double[WIDTH];
            for (int first = 0; first < WIDTH; first += size) {
                double sum = 0;
                for (int r = 0; r <= p; r++) {
                    if (r >= open && r != p) {
                        continue;
                    }
                    double score = 0;
                    for (int f = first; f < first + size; f++) {
                        score += projected[p][f] * projected[r][WIDTH + f];
                    }
                    double a = Math.exp(score / Math.sqrt(size));
                    sum += a;
                    for (int f = first; f < first + size; f++) {
                        mixed[f] += a * projected[r][2 * WIDTH + f];
                    }
                }
                for (int f = first; f < first + size; f++) {
                    mixed[f] /= sum;
                }
            }
            System.arraycopy(affine(layer.output(), mixed, 0), 0, out, p * WIDTH, WIDTH);
        }
        return out;
    }

    @Test
    void isTheFormula() {
        double[] x = random("x", POSITIONS * WIDTH);
        assertArrayEquals(formula(x), run(x), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16, 20, 36})
    void openPositionsSeeTheClosedOnesAndThemselves(int open) {
        double[] x = random("x", POSITIONS * WIDTH);
        assertArrayEquals(formula(open, x), run(openFrom(open), x), 1e-12);
    }

    @Test
    void noPositionIsOpenOutsideTheSequence() {
        assertThrows(IllegalArgumentException.class, () -> openFrom(0));
        assertThrows(IllegalArgumentException.class, () -> openFrom(POSITIONS + 1));
    }

    @Test
    void whatComesLaterChangesNothing() {
        double[] x = random("x", POSITIONS * WIDTH);
        double[] before = run(x);
        int position = 20;
        for (int i = position * WIDTH; i < x.length; i++) {
            x[i] += 1;
        }
        double[] after = run(x);
        assertArrayEquals(Arrays.copyOf(before, position * WIDTH), Arrays.copyOf(after, position * WIDTH));
    }

    @Test
    void normGivesEachBlockAMeanSquareOfOne() {
        Graph g = new Graph();
        Var in = g.input(8);
        Workspace w = g.compile(new RmsNorm(2, 4).apply(g, in)).newWorkspace(1);
        double[] x = {1, 2, 3, 4, 10, -20, 30, -40};
        w.set(in, Matrix.ofSamples(x));
        w.run();
        Matrix out = Matrix.zeros(8, 1);
        w.get(0, out);
        for (int i = 0; i < 8; i++) {
            double scale = i < 4 ? 7.5 : 750;
            assertEquals(x[i] / Math.sqrt(scale + 1e-5), out.get(i, 0), 1e-14);
        }
    }

    @Test
    void headsDivideTheWidth() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CausalAttention.in(new Parameters(), "a", POSITIONS, POSITIONS, WIDTH, 4, 1));
    }
}
