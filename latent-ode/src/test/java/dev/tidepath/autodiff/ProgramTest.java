package dev.tidepath.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Running a program: independence of the samples, sizes of the batch, allocation; and misuse of graphs. */
class ProgramTest {

    private static final int STATE = 5;
    private static final int SAMPLES = 37;

    private final Parameters parameters = new Parameters();
    private final Parameters.Block weight = parameters.add("weight", STATE, 7, 0.6);
    private final Parameters.Block bias = parameters.add("bias", 1, 7, 0.5);
    private final List<Parameters.Block> blocks = List.of(weight, bias);
    private final double[] values = parameters.initialValues(RandomKey.of(1));
    private final Graph g = new Graph();
    private final Var x = g.input(STATE);
    private final Var adjoint = g.input(3);
    private final Program program = everyOperation();

    /** Outputs: a value of every kind of operation, its pullback to x and its pushforward, then both gradients. */
    private Program everyOperation() {
        Var hidden = g.affine(g.parameter(weight), g.parameter(bias), x);
        Var gates = g.sigmoid(g.slice(hidden, 0, 3));
        Var waves = g.concat(g.sin(g.slice(hidden, 3, 4)), g.cos(g.slice(hidden, 4, 6)));
        Var growth = g.log(g.add(g.exp(g.slice(hidden, 1, 4)), g.constant(1, 2, 3)));
        Var total = g.repeatRow(g.sumRows(g.tanh(hidden)), 3);
        Var back = g.product(g.parameter(weight), g.scaleShift(hidden, 0.3, 0.1), true);
        Var shift = g.broadcast(g.parameter(bias));
        Var out = g.add(g.multiply(gates, waves), g.subtract(growth, total));
        out = g.add(out, g.multiply(g.slice(back, 2, 5), g.slice(shift, 0, 3)));
        List<Var> outputs = new ArrayList<>(List.of(out));
        List<Var> wrt = List.of(x, g.parameter(weight), g.parameter(bias));
        List<Var> pulled = g.vjp(List.of(out), List.of(adjoint), wrt).stream()
                .map(Objects::requireNonNull)
                .toList();
        outputs.add(pulled.get(0));
        outputs.addAll(g.jvp(Map.of(x, g.tanh(x)), List.of(out)));
        outputs.addAll(pulled.subList(1, 3));
        return g.compile(outputs);
    }

    private static final int FIRST_GRADIENT = 3;

    private static double[] sample(int features, long number) {
        RandomKey key = RandomKey.of(2).derive(features).derive(number);
        double[] s = new double[features];
        Arrays.setAll(s, key::gaussian);
        return s;
    }

    private static Matrix batch(int features, int... numbers) {
        Matrix m = Matrix.zeros(features, numbers.length);
        for (int b = 0; b < numbers.length; b++) {
            double[] s = sample(features, numbers[b]);
            for (int f = 0; f < features; f++) {
                m.set(f, b, s[f]);
            }
        }
        return m;
    }

    private static int[] upTo(int n) {
        int[] numbers = new int[n];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    private Workspace workspace(int capacity) {
        Workspace w = program.newWorkspace(capacity);
        w.bindParameters(values);
        return w;
    }

    private void run(Workspace w, int... numbers) {
        w.resize(numbers.length);
        w.set(x, batch(STATE, numbers));
        w.set(adjoint, batch(3, numbers));
        w.run();
    }

    private static Matrix output(Workspace w, int output, int features, int samples) {
        Matrix m = Matrix.zeros(features, samples);
        w.get(output, m);
        return m;
    }

    private double[] gradient(Workspace w) {
        double[] gradient = new double[parameters.size()];
        w.addShared(FIRST_GRADIENT, blocks, gradient);
        return gradient;
    }

    private static double[] outputs(Workspace w, int samples, int sample) {
        double[] all = Arrays.copyOf(output(w, 0, 3, samples).sample(sample), 3 + STATE + 3);
        System.arraycopy(output(w, 1, STATE, samples).sample(sample), 0, all, 3, STATE);
        System.arraycopy(output(w, 2, 3, samples).sample(sample), 0, all, 3 + STATE, 3);
        return all;
    }

    @Test
    void aSamplesResultsDoNotDependOnItsCompanions() {
        Workspace together = workspace(SAMPLES);
        Workspace alone = workspace(1);
        Workspace reversed = workspace(100);
        run(together, upTo(SAMPLES));
        int[] backwards = new int[SAMPLES];
        Arrays.setAll(backwards, i -> SAMPLES - 1 - i);
        run(reversed, backwards);
        for (int b = 0; b < SAMPLES; b++) {
            double[] expected = outputs(together, SAMPLES, b);
            run(alone, b);
            assertArrayEquals(expected, outputs(alone, 1, 0));
            assertArrayEquals(expected, outputs(reversed, SAMPLES, SAMPLES - 1 - b));
        }
    }

    @Test
    void paddingOfInputsDoesNotCountAndThatOfOutputsIsZero() {
        Workspace w = workspace(20);
        run(w, 1, 2, 3);
        double[] expected = outputs(w, 3, 1);
        double[] gradient = gradient(w);
        w.set(x, batch(STATE, 1, 2, 3));
        for (int i = 0; i < STATE; i++) {
            Arrays.fill(w.row(x, i), 3, 16, 1e9);
        }
        w.run();
        assertArrayEquals(expected, outputs(w, 3, 1));
        assertArrayEquals(gradient, gradient(w));
        Matrix into = Matrix.zeros(STATE, 3);
        Arrays.fill(into.row(0), 5);
        w.get(1, into);
        assertArrayEquals(new double[13], Arrays.copyOfRange(into.row(0), 3, 16));
    }

    @Test
    void resizingLeavesNoTrace() {
        Workspace used = workspace(SAMPLES);
        for (int[] numbers : new int[][] {upTo(SAMPLES), {3}, upTo(20), {}, {7, 8}, upTo(SAMPLES)}) {
            run(used, numbers);
            Workspace fresh = workspace(SAMPLES);
            run(fresh, numbers);
            for (int b = 0; b < numbers.length; b++) {
                assertArrayEquals(outputs(fresh, numbers.length, b), outputs(used, numbers.length, b));
            }
            assertArrayEquals(gradient(fresh), gradient(used));
        }
    }

    @Test
    void theGradientIsTheSumOverTheSamples() {
        Workspace w = workspace(SAMPLES);
        double[] sum = new double[parameters.size()];
        for (int b = 0; b < SAMPLES; b++) {
            run(w, b);
            w.addShared(FIRST_GRADIENT, blocks, sum);
        }
        run(w, upTo(SAMPLES));
        assertArrayEquals(sum, gradient(w), 1e-12);
    }

    @Test
    void rowsCanBeAddedAndInputsCleared() {
        Workspace w = workspace(4);
        run(w, 0, 1);
        Matrix sum = output(w, 0, 3, 2);
        w.addTo(0, sum);
        assertEquals(2 * output(w, 0, 3, 2).get(2, 1), sum.get(2, 1));
        double[] row = {10, 10, 10};
        w.addTo(0, 1, row);
        assertEquals(10 + output(w, 0, 3, 2).get(1, 1), row[1]);
        assertEquals(10.0, row[2]);
        w.setOrClear(adjoint, null);
        w.run();
        assertArrayEquals(new double[parameters.size()], gradient(w));
        w.setRow(adjoint, 1, new double[] {3, 4});
        assertEquals(4.0, w.row(adjoint, 1)[1]);
    }

    @Test
    void anInputNothingDependsOnMayBeSet() {
        Graph graph = new Graph();
        Var used = graph.input(1);
        Var unused = graph.input(2);
        Workspace w = graph.compile(graph.tanh(used)).newWorkspace(1);
        w.set(unused, Matrix.zeros(2, 1));
        w.setRow(unused, 1, new double[1]);
        w.setOrClear(unused, null);
        w.run();
        assertEquals(0.0, output(w, 0, 1, 1).get(0, 0));
    }

    @Test
    void functionsOfAffineMapsNothingElseNeedsAreFused() {
        Graph graph = new Graph();
        Var in = graph.input(STATE);
        Var hidden = graph.affine(graph.parameter(weight), graph.parameter(bias), in);
        Var mapped = graph.tanh(hidden);
        Program fused = graph.compile(mapped);
        Program apart = graph.compile(mapped, hidden);
        assertEquals(apart.ops().size() - 1, fused.ops().size());
        Matrix values = batch(STATE, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        Matrix[] results = {Matrix.zeros(7, 19), Matrix.zeros(7, 19)};
        for (int i = 0; i < 2; i++) {
            Workspace w = List.of(fused, apart).get(i).newWorkspace(19);
            w.bindParameters(parameters.initialValues(RandomKey.of(1)));
            w.set(in, values);
            w.run();
            w.get(0, results[i]);
        }
        for (int j = 0; j < 7; j++) {
            assertArrayEquals(results[1].row(j), results[0].row(j));
        }
    }

    @Test
    void rowsOfAProductThatNothingUsesAreNotComputed() {
        Graph graph = new Graph();
        Var bar = graph.input(7);
        Var product = graph.product(graph.parameter(weight), bar, true);
        Var part = graph.add(graph.slice(product, 1, 2), graph.slice(product, 2, 3));
        Matrix values = batch(7, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18);
        Matrix[] results = {Matrix.zeros(1, 19), Matrix.zeros(1, 19)};
        double[][] firstRows = new double[2][];
        for (int i = 0; i < 2; i++) {
            Program program = i == 0 ? graph.compile(part) : graph.compile(part, product);
            Workspace w = program.newWorkspace(19);
            w.bindParameters(parameters.initialValues(RandomKey.of(1)));
            w.set(bar, values);
            w.run();
            w.get(0, results[i]);
            firstRows[i] = w.row(product, 0);
        }
        assertArrayEquals(results[1].row(0), results[0].row(0));
        assertArrayEquals(new double[firstRows[0].length], firstRows[0]);
        assertTrue(firstRows[1][0] != 0);
    }

    @Test
    void runsAllocateNothingOnceWarm() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Workspace w = workspace(SAMPLES);
        run(w, upTo(SAMPLES));
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) { // compiled code allocates no vectors
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 200; i++) {
                w.run();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }

    @Test
    void workspacesNameWhatDoesNotFit() {
        Workspace w = workspace(4);
        assertMessage("batch within the capacity: expected 4, found 5", () -> w.resize(5));
        assertMessage("batch within the capacity: expected 4, found -1", () -> w.resize(-1));
        assertMessage("input v0[5] (features): expected 5, found 3", () -> w.set(x, Matrix.zeros(3, 4)));
        assertMessage("input v0[5] (batch): expected 4, found 2", () -> w.set(x, Matrix.zeros(5, 2)));
        assertMessage(
                "output " + program.outputs().get(0) + " (batch): expected 4, found 3",
                () -> w.get(0, Matrix.zeros(3, 3)));
        assertMessage(
                "output " + program.outputs().get(1) + " (features): expected 5, found 4",
                () -> w.addTo(1, Matrix.zeros(4, 4)));
    }

    @Test
    void graphsNameWhatDoesNotFit() {
        Graph graph = new Graph();
        Var three = graph.input(3);
        Var two = graph.input(2);
        Var w = graph.parameter(new Parameters.Block("w", 0, 3, 4, 1));
        Var b = graph.parameter(new Parameters.Block("b", 12, 1, 5, 1));
        Var v = graph.parameter(new Parameters.Block("v", 17, 3, 2, 1));
        assertMessage("input of an affine map: expected 3, found 2", () -> graph.affine(w, b, two));
        assertMessage("bias: expected 4, found 5", () -> graph.affine(w, b, three));
        Var column = graph.parameter(new Parameters.Block("column", 23, 4, 1, 1));
        assertMessage("rows of a bias: expected 1, found 4", () -> graph.affine(w, column, three));
        assertMessage("input of a product: expected 4, found 3", () -> graph.product(w, three, true));
        assertMessage("a shared value is asked for, not v0[3]", () -> graph.product(three, three, false));
        assertMessage("a batched value is asked for, not v2[3×4 shared]", () -> graph.tanh(w));
        assertMessage("a batched value is asked for, not v2[3×4 shared]", () -> graph.product(w, w, false));
        assertMessage("a batched value is asked for, not v3[1×5 shared]", () -> graph.concat(three, b));
        assertMessage("ADD of v0[3] and v1[2]: expected 3, found 2", () -> graph.add(three, two));
        assertMessage("ADD of v2[3×4 shared] and v4[3×2 shared]: expected 4, found 2", () -> graph.add(w, v));
        assertMessage("MULTIPLY is for batched values: v2[3×4 shared]", () -> graph.multiply(w, w));
        assertMessage("row to repeat: expected 1, found 2", () -> graph.repeatRow(two, 2));
        assertMessage("rows 1 to 4 of v0[3]", () -> graph.slice(three, 1, 4));
        assertMessage("rows 2 to 2 of v0[3]", () -> graph.slice(three, 2, 2));
        assertMessage("rows -1 to 2 of v0[3]", () -> graph.slice(three, -1, 2));
        assertMessage("index 1 of rows of v0[3] is 3 of 3", () -> graph.gather(three, 0, 3));
        assertMessage("no rows: 0 indices, 3 rows", () -> graph.gather(three));
        assertMessage("rows to scatter: expected 2, found 3", () -> graph.scatterAdd(three, 2, 0, 1));
        assertMessage("index 2 of rows of v0[3] is 2 of 2", () -> graph.scatterAdd(three, 2, 0, 1, 2));
        assertMessage("input of a product: expected 6, found 3", () -> graph.product(w, three, false, 2));
        assertMessage(
                "left factor of an outer product: v0[3] cannot be cut into 2 equal parts",
                () -> graph.outerSum(three, two, 2));
        assertMessage(
                "rows of the left factors: v0[3] cannot be cut into 2 equal parts",
                () -> graph.dotProducts(three, two, 2, 1));
    }

    private static void assertMessage(String message, Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
