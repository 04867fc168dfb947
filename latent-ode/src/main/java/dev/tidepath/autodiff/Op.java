package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primitive operation. Each one computes itself in a workspace and emits its pullback (VJP) and its pushforward (JVP)
 * as operations of the same graph, so that derivatives can be differentiated again.
 */
sealed interface Op {

    /** Runs the operation: reads its arguments' storage in the workspace, writes the output's. */
    void run(Workspace w, Var out);

    /** The arguments, in order. */
    List<Var> arguments();

    /** Emits the pullback of {@code bar} and hands each argument's share to the sink. */
    void vjp(Graph g, Var out, Var bar, Sink sink);

    /** Emits the pushforward of the arguments' tangents; a null tangent is zero, and at least one is not null. */
    Var jvp(Graph g, Var out, @Nullable Var[] tangents);

    /** Where pullbacks are added up. */
    interface Sink {
        void add(Var argument, Var share);
    }

    /** Element-wise functions of one argument. */
    enum Unary {
        TANH,
        SIGMOID,
        EXP,
        LOG,
        SIN,
        COS
    }

    /** Element-wise functions of two arguments. */
    enum Binary {
        ADD,
        SUBTRACT,
        MULTIPLY,
        /** g·(1 − y²) for arguments (y, g). */
        TANH_PULLBACK,
        /** g·y·(1 − y) for arguments (y, g). */
        SIGMOID_PULLBACK
    }

    /** A batched value given from outside before each run. */
    record Input() implements Op {
        @Override
        public void run(Workspace w, Var out) {}

        @Override
        public List<Var> arguments() {
            return List.of();
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {}

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            throw new AssertionError("a leaf has no pushforward");
        }
    }

    /** A block of one of the flat vectors bound to a workspace, read in place. */
    record Shared(int vector, int offset) implements Op {
        @Override
        public void run(Workspace w, Var out) {}

        @Override
        public List<Var> arguments() {
            return List.of();
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {}

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            throw new AssertionError("a leaf has no pushforward");
        }
    }

    /** The same given values in every lane. */
    record Constant(List<Double> values) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            double[][] rows = w.rows(out);
            for (int i = 0; i < rows.length; i++) {
                Arrays.fill(rows[i], values.get(i));
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of();
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {}

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            throw new AssertionError("a leaf has no pushforward");
        }
    }

    /** out = bias + weightᵀ x, with weight [in × out] and bias [1 × out] shared. */
    record Affine(Var weight, Var bias, Var x) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            double[] b = w.vector(bias);
            int offset = w.offset(bias);
            double[][] rows = w.rows(out);
            for (int j = 0; j < rows.length; j++) {
                Arrays.fill(rows[j], 0, w.lanes(), b[offset + j]);
            }
            Kernels.addProduct(w.vector(weight), w.offset(weight), weight.columns(), 1, w.rows(x), rows, w.lanes());
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
    record Product(Var weight, Var x, boolean transposed) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            double[][] rows = w.rows(out);
            for (double[] row : rows) {
                Arrays.fill(row, 0, w.lanes(), 0.0);
            }
            int columns = weight.columns();
            Kernels.addProduct(
                    w.vector(weight),
                    w.offset(weight),
                    transposed ? 1 : columns,
                    transposed ? columns : 1,
                    w.rows(x),
                    rows,
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
    record OuterSum(Var x, Var y) implements Op {
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
    record SumBatch(Var y) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            Kernels.outerSum(w.ones(), w.rows(y), w.vector(out), w.offset(out), w.batch(), w.scratch());
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
    record Broadcast(Var row) implements Op {
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

    /** A function of every element. */
    record Map(Unary function, Var x) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            double[][] in = w.rows(x);
            double[][] rows = w.rows(out);
            int n = w.lanes();
            for (int i = 0; i < rows.length; i++) {
                switch (function) {
                    case TANH -> Kernels.tanh(in[i], rows[i], n);
                    case SIGMOID -> Kernels.sigmoid(in[i], rows[i], n);
                    case EXP -> Kernels.exp(in[i], rows[i], n);
                    case LOG -> Kernels.log(in[i], rows[i], w.batch());
                    case SIN -> Kernels.sin(in[i], rows[i], w.batch());
                    case COS -> Kernels.cos(in[i], rows[i], w.batch());
                }
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, derivative(g, out, bar));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return derivative(g, out, g.required(tangents[0]));
        }

        private Var derivative(Graph g, Var out, Var v) {
            return switch (function) {
                case TANH -> g.binary(Binary.TANH_PULLBACK, out, v);
                case SIGMOID -> g.binary(Binary.SIGMOID_PULLBACK, out, v);
                case EXP -> g.multiply(out, v);
                case LOG -> g.multiply(g.exp(g.scaleShift(out, -1, 0)), v);
                case SIN -> g.multiply(g.cos(x), v);
                case COS -> g.scaleShift(g.multiply(g.sin(x), v), -1, 0);
            };
        }
    }

    /** A function of two elements; also adds shared matrices. */
    record Zip(Binary function, Var x, Var y) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            if (out.shared()) {
                double[] a = w.vector(x);
                double[] b = w.vector(y);
                double[] c = w.vector(out);
                for (int i = 0; i < out.rows() * out.columns(); i++) {
                    c[w.offset(out) + i] = a[w.offset(x) + i] + b[w.offset(y) + i];
                }
                return;
            }
            double[][] a = w.rows(x);
            double[][] b = w.rows(y);
            double[][] c = w.rows(out);
            int n = w.lanes();
            for (int i = 0; i < c.length; i++) {
                switch (function) {
                    case ADD -> Kernels.add(a[i], b[i], c[i], n);
                    case SUBTRACT -> Kernels.subtract(a[i], b[i], c[i], n);
                    case MULTIPLY -> Kernels.multiply(a[i], b[i], c[i], n);
                    case TANH_PULLBACK -> Kernels.tanhPullback(a[i], b[i], c[i], n);
                    case SIGMOID_PULLBACK -> Kernels.sigmoidPullback(a[i], b[i], c[i], n);
                }
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(x, y);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, partialX(g, bar));
            sink.add(y, partialY(g, bar));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            Var sum = tangents[0] == null ? null : partialX(g, tangents[0]);
            if (tangents[1] != null) {
                sum = g.addOrFirst(sum, partialY(g, tangents[1]));
            }
            return g.required(sum);
        }

        private Var partialX(Graph g, Var v) {
            return switch (function) {
                case ADD, SUBTRACT -> v;
                case MULTIPLY -> g.multiply(y, v);
                case TANH_PULLBACK -> g.scaleShift(g.multiply(g.multiply(x, y), v), -2, 0);
                case SIGMOID_PULLBACK -> g.multiply(g.multiply(g.scaleShift(x, -2, 1), y), v);
            };
        }

        private Var partialY(Graph g, Var v) {
            return switch (function) {
                case ADD -> v;
                case SUBTRACT -> g.scaleShift(v, -1, 0);
                case MULTIPLY -> g.multiply(x, v);
                case TANH_PULLBACK, SIGMOID_PULLBACK -> g.binary(function, x, v);
            };
        }
    }

    /** out = factor·x + shift. */
    record ScaleShift(Var x, double factor, double shift) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            double[][] in = w.rows(x);
            double[][] rows = w.rows(out);
            for (int i = 0; i < rows.length; i++) {
                Kernels.scaleShift(factor, in[i], shift, rows[i], w.lanes());
            }
        }

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.scaleShift(bar, factor, 0));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.scaleShift(g.required(tangents[0]), factor, 0);
        }
    }

    /** The rows of all arguments one below the other; a view, it computes nothing. */
    record Concat(List<Var> parts) implements Op {
        @Override
        public void run(Workspace w, Var out) {}

        @Override
        public List<Var> arguments() {
            return parts;
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            int from = 0;
            for (Var part : parts) {
                sink.add(part, g.slice(bar, from, from + part.rows()));
                from += part.rows();
            }
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            List<Var> pushed = new ArrayList<>();
            for (int i = 0; i < tangents.length; i++) {
                Var t = tangents[i];
                pushed.add(t == null ? g.zeros(parts.get(i).rows()) : t);
            }
            return g.concat(pushed);
        }
    }

    /** Some neighbouring rows; a view, it computes nothing. */
    record Slice(Var x, int from) implements Op {
        @Override
        public void run(Workspace w, Var out) {}

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            List<Var> parts = new ArrayList<>();
            if (from > 0) {
                parts.add(g.zeros(from));
            }
            parts.add(bar);
            int below = x.rows() - from - out.rows();
            if (below > 0) {
                parts.add(g.zeros(below));
            }
            sink.add(x, g.concat(parts));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.slice(g.required(tangents[0]), from, from + out.rows());
        }
    }

    /** One row: the sum of all rows. */
    record SumRows(Var x) implements Op {
        @Override
        public void run(Workspace w, Var out) {
            Kernels.sumRows(w.rows(x), w.rows(out)[0], w.lanes());
        }

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.repeatRow(bar, x.rows()));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.sumRows(g.required(tangents[0]));
        }
    }

    /** One row several times; a view, it computes nothing. */
    record RepeatRow(Var x) implements Op {
        @Override
        public void run(Workspace w, Var out) {}

        @Override
        public List<Var> arguments() {
            return List.of(x);
        }

        @Override
        public void vjp(Graph g, Var out, Var bar, Sink sink) {
            sink.add(x, g.sumRows(bar));
        }

        @Override
        public Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
            return g.repeatRow(g.required(tangents[0]), out.rows());
        }
    }
}
