package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products with shared matrices and sums over the batch. */
sealed interface LinearOp extends Op {

    /** In each block out = bias + weightᵀ x, with weight [in × out] and bias [1 × out] shared. */
    record Affine(Var weight, Var bias, Var x, int blocks) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            run(w, w.rows(out));
        }

        /** Writes the result to rows. */
        void run(Workspace w, double[][] rows) {
            int in = weight.rows();
            int each = weight.columns();
            for (int i = 0; i < blocks; i++) {
                Kernels.affine(
                        w.vector(weight),
                        w.offset(weight) - i * each,
                        each,
                        1,
                        w.vector(bias),
                        w.offset(bias) - i * each,
                        w.rows(x, i * in, in),
                        in,
                        rows,
                        i * each,
                        (i + 1) * each,
                        w.lanes());
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(weight, bias, x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(weight, g.outerSum(x, bar, blocks));
            sink.add(bias, g.sumBatch(g.sumBlocks(bar, blocks)));
            sink.add(x, g.product(weight, bar, true, blocks));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = null;
            if (tangents[0] != null) {
                sum = g.product(tangents[0], x, false, blocks);
            }
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.tile(g.broadcast(tangents[1]), blocks));
            }
            if (tangents[2] != null) {
                sum = g.addOrFirst(sum, g.product(weight, tangents[2], false, blocks));
            }
            return g.required(sum);
        }
    }

    /** In each block out = weightᵀ x, or weight x if transposed, with weight [in × out] shared. */
    record Product(Var weight, Var x, boolean transposed, int blocks) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            run(w, out, 0, out.rows());
        }

        /** Some of the rows. */
        void run(Workspace w, Var out, int from, int to) {
            int columns = weight.columns();
            int in = x.rows() / blocks;
            int each = out.rows() / blocks;
            int stepJ = transposed ? columns : 1;
            for (int i = 0; i < blocks; i++) {
                int first = Math.max(from, i * each);
                int end = Math.min(to, (i + 1) * each);
                if (first < end) {
                    Kernels.affine(
                            w.vector(weight),
                            w.offset(weight) - i * each * stepJ,
                            transposed ? 1 : columns,
                            stepJ,
                            null,
                            0,
                            w.rows(x, i * in, in),
                            in,
                            w.rows(out),
                            first,
                            end,
                            w.lanes());
                }
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(weight, x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(weight, transposed ? g.outerSum(bar, x, blocks) : g.outerSum(x, bar, blocks));
            sink.add(x, g.product(weight, bar, !transposed, blocks));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = tangents[0] == null ? null : g.product(tangents[0], x, transposed, blocks);
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.product(weight, tangents[1], transposed, blocks));
            }
            return g.required(sum);
        }
    }

    /** Shared: the sum over the batch and over blocks of x yᵀ. */
    record OuterSum(Var x, Var y, int blocks) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            Kernels.outerSum(w.rows(x), w.rows(y), blocks, w.vector(out), w.offset(out), w.batch(), w.scratch());
        }

        @Override
        public List<Var> arguments() {
            return List.of(x, y);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.product(bar, y, true, blocks));
            sink.add(y, g.product(bar, x, false, blocks));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = tangents[0] == null ? null : g.outerSum(tangents[0], y, blocks);
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.outerSum(x, tangents[1], blocks));
            }
            return g.required(sum);
        }
    }

    /** Shared [1 × y.rows]: the sum over the batch. */
    record SumBatch(Var y) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            Kernels.sumBatch(w.rows(y), w.vector(out), w.offset(out), w.batch());
        }

        @Override
        public List<Var> arguments() {
            return List.of(y);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(y, g.broadcast(bar));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.sumBatch(g.required(tangents[0]));
        }
    }

    /** A shared row [1 × n] in every lane. */
    record Broadcast(Var row) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            double[][] rows = w.rows(out);
            for (int j = 0; j < rows.length; j++) {
                Arrays.fill(rows[j], 0, w.lanes(), w.vector(row)[w.offset(row) + j]);
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(row);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(row, g.sumBatch(bar));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.broadcast(g.required(tangents[0]));
        }
    }
}
