package dev.tidepath.autodiff;

import java.util.ArrayList;
import java.util.List;

/** Functions that between them use every operation. */
final class OpCases {

    private OpCases() {}

    /** Records a function of batched inputs and parameter blocks. */
    interface Definition {
        Var record(Graph g, List<Var> inputs, List<Var> parameters);
    }

    record Case(String name, int[] inputs, int[][] blocks, Definition definition) {
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

    static List<Case> firstOrder() {
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
}
