package dev.tidepath.autodiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation's VJP and JVP against each other and against central differences, and the same for the VJP's own
 * derivatives (second order).
 */
class OpGradientTest {

    private static final int BATCH = 19;

    /** Records a function of batched inputs and parameter blocks. */
    private interface Definition {
        Var record(Graph g, List<Var> inputs, List<Var> parameters);
    }

    private record Case(String name, int[] inputs, int[][] blocks, Definition definition) {
        @Override
        public String toString() {
            return name;
        }

        /** The pullback of this function with a fixed adjoint, as a function of the same inputs and parameters. */
        Case pullback() {
            return new Case("pullback of " + name, inputs, blocks, (g, in, p) -> {
                Var out = definition.record(g, in, p);
                Var bar = out.shared() ? g.outerSum(in.get(0), in.get(0)) : g.tanh(g.scaleShift(out, 0.7, 0.2));
                List<Var> wrt = new ArrayList<>(in);
                wrt.addAll(p);
                Var total = null;
                for (Var v : g.vjp(List.of(out), List.of(bar), wrt)) {
                    if (v != null) {
                        Var row = g.sumRows(g.multiply(asBatched(g, v), asBatched(g, v)));
                        total = total == null ? row : g.add(total, row);
                    }
                }
                return total == null ? g.zeros(1) : total;
            });
        }

        private static Var asBatched(Graph g, Var v) {
            if (!v.shared()) {
                return v;
            }
            double[] weights = new double[v.rows()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = 0.5 - 0.3 * i;
            }
            return g.product(v, g.constant(weights), false);
        }
    }

    private static List<Case> firstOrder() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("constant", new int[] {2}, new int[0][], (g, x, p) -> g.add(x.get(0), g.constant(1, -2))));
        cases.add(new Case(
                "affine",
                new int[] {5},
                new int[][] {{5, 3}, {1, 3}},
                (g, x, p) -> g.affine(p.get(0), p.get(1), x.get(0))));
        cases.add(new Case(
                "product", new int[] {5}, new int[][] {{5, 3}}, (g, x, p) -> g.product(p.get(0), x.get(0), false)));
        cases.add(new Case(
                "product transposed",
                new int[] {3},
                new int[][] {{5, 3}},
                (g, x, p) -> g.product(p.get(0), x.get(0), true)));
        cases.add(new Case(
                "some rows of a product",
                new int[] {3},
                new int[][] {{5, 3}},
                (g, x, p) -> g.slice(g.product(p.get(0), x.get(0), true), 1, 4)));
        cases.add(new Case(
                "outer sum",
                new int[] {3, 2},
                new int[0][],
                (g, x, p) -> g.product(g.outerSum(x.get(0), x.get(1)), g.constant(0.2, -0.5, 1), false)));
        cases.add(new Case(
                "outer sum, wide",
                new int[] {2, 5},
                new int[0][],
                (g, x, p) -> g.product(g.outerSum(x.get(0), x.get(1)), g.constant(0.2, -0.5), false)));
        cases.add(new Case(
                "affine by blocks",
                new int[] {6},
                new int[][] {{2, 3}, {1, 3}},
                (g, x, p) -> g.affine(p.get(0), p.get(1), x.get(0), 3)));
        cases.add(new Case(
                "product by blocks",
                new int[] {6},
                new int[][] {{2, 3}},
                (g, x, p) -> g.product(p.get(0), x.get(0), false, 3)));
        cases.add(new Case(
                "some rows of a transposed product by blocks",
                new int[] {6},
                new int[][] {{3, 2}},
                (g, x, p) -> g.slice(g.product(p.get(0), x.get(0), true, 3), 2, 8)));
        cases.add(new Case(
                "outer sum by blocks",
                new int[] {6, 4},
                new int[0][],
                (g, x, p) -> g.product(g.outerSum(x.get(0), x.get(1), 2), g.constant(0.2, -0.5, 1), false)));
        cases.add(new Case(
                "dot products",
                new int[] {12, 18},
                new int[0][],
                (g, x, p) -> g.dotProducts(x.get(0), x.get(1), 2, 3)));
        cases.add(new Case(
                "dot products with itself, of four terms or more",
                new int[] {20},
                new int[0][],
                (g, x, p) -> g.dotProducts(x.get(0), x.get(0), 2, 5)));
        cases.add(new Case(
                "sum over the batch", new int[] {3}, new int[0][], (g, x, p) -> g.broadcast(g.sumBatch(x.get(0)))));
        cases.add(new Case(
                "broadcast",
                new int[] {3},
                new int[][] {{1, 3}},
                (g, x, p) -> g.multiply(x.get(0), g.broadcast(p.get(0)))));
        cases.add(new Case(
                "add shared",
                new int[] {3},
                new int[][] {{3, 2}, {3, 2}},
                (g, x, p) -> g.product(g.add(p.get(0), p.get(1)), x.get(0), false)));
        cases.add(new Case("tanh", new int[] {3}, new int[0][], (g, x, p) -> g.tanh(x.get(0))));
        cases.add(new Case("sigmoid", new int[] {3}, new int[0][], (g, x, p) -> g.sigmoid(x.get(0))));
        cases.add(new Case("relu", new int[] {3}, new int[0][], (g, x, p) -> g.relu(x.get(0))));
        cases.add(new Case("softplus", new int[] {3}, new int[0][], (g, x, p) -> g.softplus(x.get(0))));
        for (String function : List.of("tanh", "sigmoid", "softplus")) {
            cases.add(new Case(
                    function + " of an affine map", new int[] {5}, new int[][] {{5, 3}, {1, 3}}, (g, x, p) -> {
                        Var z = g.affine(p.get(0), p.get(1), x.get(0));
                        return switch (function) {
                            case "tanh" -> g.tanh(z);
                            case "sigmoid" -> g.sigmoid(z);
                            default -> g.softplus(z);
                        };
                    }));
        }
        cases.add(new Case(
                "inverse square root", new int[] {3}, new int[0][], (g, x, p) -> g.inverseSqrt(g.exp(x.get(0)))));
        cases.add(new Case("exp", new int[] {3}, new int[0][], (g, x, p) -> g.exp(x.get(0))));
        cases.add(new Case("log", new int[] {3}, new int[0][], (g, x, p) -> g.log(g.exp(g.sin(x.get(0))))));
        cases.add(new Case("sin", new int[] {3}, new int[0][], (g, x, p) -> g.sin(x.get(0))));
        cases.add(new Case("cos", new int[] {3}, new int[0][], (g, x, p) -> g.cos(x.get(0))));
        cases.add(new Case("add", new int[] {3, 3}, new int[0][], (g, x, p) -> g.add(x.get(0), x.get(1))));
        cases.add(new Case("subtract", new int[] {3, 3}, new int[0][], (g, x, p) -> g.subtract(x.get(0), x.get(1))));
        cases.add(new Case("multiply", new int[] {3, 3}, new int[0][], (g, x, p) -> g.multiply(x.get(0), x.get(1))));
        cases.add(new Case("square", new int[] {3}, new int[0][], (g, x, p) -> g.multiply(x.get(0), x.get(0))));
        cases.add(new Case(
                "tanh pullback",
                new int[] {3, 3},
                new int[0][],
                (g, x, p) -> g.binary(ElementwiseOp.Binary.TANH_PULLBACK, x.get(0), x.get(1))));
        cases.add(new Case(
                "sigmoid pullback",
                new int[] {3, 3},
                new int[0][],
                (g, x, p) -> g.binary(ElementwiseOp.Binary.SIGMOID_PULLBACK, x.get(0), x.get(1))));
        cases.add(new Case(
                "relu pullback",
                new int[] {3, 3},
                new int[0][],
                (g, x, p) -> g.binary(ElementwiseOp.Binary.RELU_PULLBACK, g.relu(x.get(0)), x.get(1))));
        cases.add(new Case("scale and shift", new int[] {3}, new int[0][], (g, x, p) -> g.scaleShift(x.get(0), -3, 2)));
        cases.add(new Case("concat", new int[] {3, 2}, new int[0][], (g, x, p) -> g.concat(x)));
        cases.add(new Case(
                "slice",
                new int[] {5},
                new int[0][],
                (g, x, p) -> g.multiply(g.slice(x.get(0), 1, 3), g.slice(x.get(0), 2, 4))));
        cases.add(new Case("gather", new int[] {4}, new int[0][], (g, x, p) -> g.gather(x.get(0), 2, -1, 0, 2, 2, -1)));
        cases.add(new Case(
                "some rows of a product picked",
                new int[] {3},
                new int[][] {{3, 6}},
                (g, x, p) -> g.gather(g.product(p.get(0), x.get(0), false), 4, -1, 1, 4)));
        cases.add(new Case(
                "scatter and add",
                new int[] {8},
                new int[0][],
                (g, x, p) -> g.scatterAdd(x.get(0), 4, 3, 0, -1, 3, 3, 0, 3, 3)));
        cases.add(new Case(
                "scatter without a sum",
                new int[] {3},
                new int[0][],
                (g, x, p) -> g.scatterAdd(x.get(0), 5, 3, -1, 0)));
        cases.add(new Case("tiled", new int[] {2}, new int[0][], (g, x, p) -> g.tile(x.get(0), 3)));
        cases.add(new Case("sum of blocks", new int[] {6}, new int[0][], (g, x, p) -> g.sumBlocks(x.get(0), 3)));
        cases.add(new Case("sum of rows", new int[] {4}, new int[0][], (g, x, p) -> g.sumRows(x.get(0))));
        cases.add(new Case(
                "repeated row",
                new int[] {1, 3},
                new int[0][],
                (g, x, p) -> g.multiply(g.repeatRow(x.get(0), 3), x.get(1))));
        return cases;
    }

    private static Stream<Case> cases() {
        return firstOrder().stream().flatMap(c -> Stream.of(c, c.pullback()));
    }

    private static Stream<Class<?>> operations(Class<?> type) {
        Class<?>[] parts = type.getPermittedSubclasses();
        return parts == null ? Stream.of(type) : Stream.of(parts).flatMap(OpGradientTest::operations);
    }

    @Test
    void everyOperationIsCovered() {
        Set<String> seen = new TreeSet<>();
        for (Case c : firstOrder()) {
            Built b = new Built(c);
            b.program.ops().forEach(op -> seen.add(op.getClass().getSimpleName()));
        }
        Set<String> all = operations(Op.class).map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(all, seen);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void vjpAndJvpAgreeWithEachOtherAndWithDifferences(Case c) {
        Built b = new Built(c);
        RandomKey key = RandomKey.of(7).derive(c.name);
        double[] values = random(key.derive("values"), b.size());
        double[] direction = random(key.derive("direction"), b.size());
        double[][] bar = new double[b.out.rows()][];
        for (int i = 0; i < bar.length; i++) {
            bar[i] = random(key.derive("bar").derive(i), BATCH);
        }

        double[] gradient = b.vjp(values, bar);
        double[][] pushed = b.jvp(values, direction);

        double forward = 0;
        double magnitude = 0;
        for (int i = 0; i < bar.length; i++) {
            for (int lane = 0; lane < BATCH; lane++) {
                forward += bar[i][lane] * pushed[i][lane];
                magnitude += Math.abs(bar[i][lane] * pushed[i][lane]);
            }
        }
        double reverse = 0;
        for (int k = 0; k < gradient.length; k++) {
            reverse += gradient[k] * direction[k];
            magnitude += Math.abs(gradient[k] * direction[k]);
        }
        assertEquals(forward, reverse, 1e-12 * Math.max(1, magnitude), "VJP against JVP");

        double largest = 1e-3;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int k = 0; k < gradient.length; k++) {
            double difference = b.difference(values, bar, k);
            assertTrue(
                    Math.abs(gradient[k] - difference) <= 1e-7 * largest,
                    "entry " + k + ": VJP " + gradient[k] + ", differences " + difference + ", largest " + largest);
        }
    }

    private static double[] random(RandomKey key, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = 0.8 * key.gaussian(i);
        }
        return values;
    }

    /** A case's function, VJP and JVP as programs over one flat vector of inputs and parameters. */
    private static final class Built {
        private final Case c;
        private final Parameters layout = new Parameters();
        private final List<Parameters.Block> blocks = new ArrayList<>();
        private final List<Var> inputs = new ArrayList<>();
        private final Var out;
        private final Program program;
        private final Map<String, Workspace> workspaces = new HashMap<>();

        Built(Case c) {
            this.c = c;
            for (int i = 0; i < c.blocks.length; i++) {
                blocks.add(layout.add("p" + i, c.blocks[i][0], c.blocks[i][1], 1));
            }
            Graph g = new Graph();
            out = record(g, inputs);
            program = g.compile(out);
        }

        private Var record(Graph g, List<Var> in) {
            for (int rows : c.inputs) {
                in.add(g.input(rows));
            }
            return c.definition.record(g, in, blocks.stream().map(g::parameter).toList());
        }

        int size() {
            int batched = inputs.stream().mapToInt(Var::rows).sum();
            return batched * BATCH + layout.size();
        }

        private void load(Workspace w, List<Var> in, double[] flat, double[] parameters) {
            int at = 0;
            for (Var v : in) {
                for (int r = 0; r < v.rows(); r++) {
                    double[] row = new double[32];
                    System.arraycopy(flat, at, row, 0, BATCH);
                    w.setRow(v, r, row);
                    at += BATCH;
                }
            }
            System.arraycopy(flat, at, parameters, 0, parameters.length);
        }

        double[][] value(double[] flat) {
            Workspace w = workspaces.computeIfAbsent("value", n -> program.newWorkspace(BATCH));
            double[] parameters = new double[layout.size()];
            w.bindParameters(parameters);
            load(w, inputs, flat, parameters);
            w.run();
            return copy(w.rows(out));
        }

        double difference(double[] flat, double[][] bar, int k) {
            double h = 6e-6 * Math.max(1, Math.abs(flat[k]));
            double[] moved = flat.clone();
            moved[k] = flat[k] + h;
            double[][] up = value(moved);
            moved[k] = flat[k] - h;
            double[][] down = value(moved);
            double sum = 0;
            for (int i = 0; i < bar.length; i++) {
                for (int lane = 0; lane < BATCH; lane++) {
                    sum += bar[i][lane] * (up[i][lane] - down[i][lane]);
                }
            }
            return sum / (2 * h);
        }

        double[] vjp(double[] flat, double[][] bar) {
            Graph g = new Graph();
            List<Var> in = new ArrayList<>();
            Var y = record(g, in);
            Var adjoint = g.input(y.rows());
            List<Var> wrt = new ArrayList<>(in);
            blocks.forEach(b -> wrt.add(g.parameter(b)));
            List<Var> grads = g.vjp(List.of(y), List.of(adjoint), wrt);
            List<Var> kept = grads.stream().filter(v -> v != null).toList();
            Workspace w = g.compile(kept).newWorkspace(BATCH);
            double[] parameters = new double[layout.size()];
            w.bindParameters(parameters);
            load(w, in, flat, parameters);
            for (int i = 0; i < bar.length; i++) {
                w.setRow(adjoint, i, bar[i]);
            }
            w.run();
            double[] result = new double[flat.length];
            int at = 0;
            for (int i = 0; i < in.size(); i++) {
                for (int r = 0; r < in.get(i).rows(); r++) {
                    System.arraycopy(w.rows(grads.get(i))[r], 0, result, at, BATCH);
                    at += BATCH;
                }
            }
            for (int i = 0; i < blocks.size(); i++) {
                Var v = grads.get(in.size() + i);
                if (v != null) {
                    System.arraycopy(
                            w.vector(v), w.offset(v), result, at, blocks.get(i).size());
                }
                at += blocks.get(i).size();
            }
            return result;
        }

        double[][] jvp(double[] flat, double[] direction) {
            Graph g = new Graph();
            List<Var> in = new ArrayList<>();
            Var y = record(g, in);
            List<Var> tangentInputs = new ArrayList<>();
            Map<Var, Var> tangents = new LinkedHashMap<>();
            for (Var v : in) {
                Var t = g.input(v.rows());
                tangentInputs.add(t);
                tangents.put(v, t);
            }
            blocks.forEach(b -> tangents.put(g.parameter(b), g.parameterTangent(b)));
            Var pushed = g.jvp(tangents, List.of(y)).get(0);
            Workspace w = g.compile(pushed).newWorkspace(BATCH);
            double[] parameters = new double[layout.size()];
            double[] parameterTangents = new double[layout.size()];
            w.bindParameters(parameters);
            w.bindTangents(parameterTangents);
            load(w, in, flat, parameters);
            load(w, tangentInputs, direction, parameterTangents);
            w.run();
            return copy(w.rows(pushed));
        }

        private static double[][] copy(double[][] rows) {
            return Stream.of(rows).map(double[]::clone).toArray(double[][]::new);
        }
    }
}
