package dev.tidepath.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The layers against their formulas written out for one sample. */
class LayersTest {

    private static double[] random(String what, int n) {
        RandomKey key = RandomKey.of(4).derive(what);
        double[] v = new double[n];
        Arrays.setAll(v, key::gaussian);
        return v;
    }

    /** bias + weightᵀ x, entry j. */
    private static double affine(Linear layer, double[] p, double[] x, int j) {
        double sum = p[layer.bias().offset() + j];
        for (int k = 0; k < x.length; k++) {
            sum += p[layer.weight().offset() + k * layer.weight().columns() + j] * x[k];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] step(GruCell cell, double[] p, double[] x, double[] h) {
        int n = cell.size();
        double[] next = new double[n];
        for (int i = 0; i < n; i++) {
            double reset = sigmoid(affine(cell.input(), p, x, i) + affine(cell.recurrent(), p, h, i));
            double update = sigmoid(affine(cell.input(), p, x, n + i) + affine(cell.recurrent(), p, h, n + i));
            double candidate = Math.tanh(
                    affine(cell.input(), p, x, 2 * n + i) + reset * affine(cell.recurrent(), p, h, 2 * n + i));
            next[i] = (1 - update) * candidate + update * h[i];
        }
        return next;
    }

    @Test
    void threeStepsOfACellAreTheWrittenFormula() {
        Parameters parameters = new Parameters();
        GruCell cell = GruCell.in(parameters, "cell", 3, 5);
        double[] p = random("parameters", parameters.size());
        Graph g = new Graph();
        Var x = g.input(3);
        Var h = g.input(5);
        Workspace w = g.compile(cell.apply(g, x, h)).newWorkspace(1);
        w.bindParameters(p);
        double[] expected = random("state", 5);
        Matrix state = Matrix.ofSamples(expected);
        for (int s = 0; s < 3; s++) {
            double[] seen = random("input " + s, 3);
            w.set(x, Matrix.ofSamples(seen));
            w.set(h, state);
            w.run();
            w.get(0, state);
            expected = step(cell, p, seen, expected);
            assertArrayEquals(expected, state.sample(0), 2e-15);
        }
    }

    @Test
    void aPerceptronHasTanhBetweenItsLayersAndNothingAfterTheLast() {
        Parameters parameters = new Parameters();
        Mlp mlp = Mlp.in(parameters, "mlp", new int[] {3, 4, 2}, 0.5);
        double[] p = random("parameters", parameters.size());
        double[] input = random("input", 3);
        Graph g = new Graph();
        Var x = g.input(3);
        Workspace w = g.compile(mlp.apply(g, x)).newWorkspace(1);
        w.bindParameters(p);
        w.set(x, Matrix.ofSamples(input));
        w.run();
        Matrix out = Matrix.zeros(2, 1);
        w.get(0, out);
        double[] hidden = new double[4];
        Arrays.setAll(hidden, j -> Math.tanh(affine(mlp.layers().get(0), p, input, j)));
        assertEquals(affine(mlp.layers().get(1), p, hidden, 0), out.get(0, 0), 2e-15);
        assertEquals(affine(mlp.layers().get(1), p, hidden, 1), out.get(1, 0), 2e-15);
    }

    @Test
    void layersStartAtTheirScale() {
        Parameters parameters = new Parameters();
        Mlp mlp = Mlp.in(parameters, "mlp", new int[] {4, 25, 1}, 0.5);
        assertEquals(0.5, mlp.layers().get(0).weight().scale());
        assertEquals(0.1, mlp.layers().get(1).weight().scale());
        assertEquals(0.0, mlp.layers().get(1).bias().scale());
        assertEquals("mlp.1.weight", mlp.layers().get(1).weight().name());
    }
}
