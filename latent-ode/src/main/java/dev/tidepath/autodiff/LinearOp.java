package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products with shared matrices and sums over the batch. */
sealed interface LinearOp extends Op {

    /** out = bias + weightᵀ x, with weight [in × out] and bias [1 × out] shared. */
    record Affine(Var weight, Var bias, Var x) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            run(w, w.rows(out));
        }

        /** Writes the result to rows. */
        void run(Workspace w, double[][] rows) {
            Kernels.affine(
                    w.vector(weight),
                    w.offset(weight),
                    weight.columns(),
                    1,
                    w.vector(bias),
                    w.offset(bias),
                    w.rows(x),
                    rows,
                    0,
                    rows.length,
                    w.lanes());
        }

        @Override
        public List<Var> arguments() {
            return List.of(weight, bias, x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(weight, g.outerSum(x, bar));
            sink.add(bias, g.sumBatch(bar));
            sink.add(x, g.product(weight, bar, true));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = null;
            if (tangents[0] != null) {
                sum = g.product(tangents[0], x, false);
            }
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.broadcast(tangents[1]));
            }
            if (tangents[2] != null) {
                sum = g.addOrFirst(sum, g.product(weight, tangents[2], false));
            }
            return g.required(sum);
        }
    }

    /** out = weightᵀ x, or weight x if transposed, with weight [in × out] shared. */
    record Product(Var weight, Var x, boolean transposed) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            run(w, out, 0, out.rows());
        }

        /** Some of the rows. */
        void run(Workspace w, Var out, int from, int to) {
            int columns = weight.columns();
            Kernels.affine(
                    w.vector(weight),
                    w.offset(weight),
                    transposed ? 1 : columns,
                    transposed ? columns : 1,
                    null,
                    0,
                    w.rows(x),
                    w.rows(out),
                    from,
                    to,
                    w.lanes());
        }

        @Override
        public List<Var> arguments() {
            return List.of(weight, x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(weight, transposed ? g.outerSum(bar, x) : g.outerSum(x, bar));
            sink.add(x, g.product(weight, bar, !transposed));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = tangents[0] == null ? null : g.product(tangents[0], x, transposed);
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.product(weight, tangents[1], transposed));
            }
            return g.required(sum);
        }
    }

    /** Shared [x.rows × y.rows]: the sum over the batch of x yᵀ. */
    record OuterSum(Var x, Var y) implements LinearOp {
        @Override
        public void run(Workspace w, Var out) {
            Kernels.outerSum(w.rows(x), w.rows(y), w.vector(out), w.offset(out), w.batch(), w.scratch());
        }

        @Override
        public List<Var> arguments() {
            return List.of(x, y);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.product(bar, y, true));
            sink.add(y, g.product(bar, x, false));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = tangents[0] == null ? null : g.outerSum(tangents[0], y);
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, g.outerSum(x, tangents[1]));
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
