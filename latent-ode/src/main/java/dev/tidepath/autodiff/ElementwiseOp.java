package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of every element. */
sealed interface ElementwiseOp extends Op {

    /** Element-wise functions of one argument. */
    enum Unary {
        TANH,
        SIGMOID,
        SOFTPLUS,
        EXP,
        LOG,
        SIN,
        COS,
        RELU,
        INVERSE_SQRT
    }

    /** Element-wise functions of two arguments. */
    enum Binary {
        ADD,
        SUBTRACT,
        MULTIPLY,
        /** g·(1 − y²) for arguments (y, g). */
        TANH_PULLBACK,
        /** g·y·(1 − y) for arguments (y, g). */
        SIGMOID_PULLBACK,
        /** g where y is positive, 0 elsewhere, for arguments (y, g). */
        RELU_PULLBACK
    }

    /** A function of every element. */
    record Map(Unary function, Var x) implements ElementwiseOp {
        @Override
        public void run(Workspace w, Var out) {
            double[][] in = w.rows(x);
            double[][] rows = w.rows(out);
            for (int i = 0; i < rows.length; i++) {
                run(w, in[i], rows[i]);
            }
        }

        /** Whether the result may replace the argument. */
        boolean inPlace() {
            return function != Unary.SOFTPLUS;
        }

        /** One row. */
        void run(Workspace w, double[] in, double[] row) {
            switch (function) {
                case TANH -> Kernels.tanh(in, row, w.lanes());
                case SIGMOID -> Kernels.sigmoid(in, row, w.lanes());
                case SOFTPLUS -> Kernels.softplus(in, row, w.lanes());
                case EXP -> Kernels.exp(in, row, w.lanes());
                case LOG -> Kernels.log(in, row, w.batch());
                case SIN -> Kernels.sin(in, row, w.batch());
                case COS -> Kernels.cos(in, row, w.batch());
                case RELU -> Kernels.relu(in, row, w.lanes());
                case INVERSE_SQRT -> Kernels.inverseSqrt(in, row, w.lanes());
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
                case SOFTPLUS -> g.multiply(g.sigmoid(x), v);
                case EXP -> g.multiply(out, v);
                case LOG -> g.multiply(g.exp(g.scaleShift(out, -1, 0)), v);
                case SIN -> g.multiply(g.cos(x), v);
                case COS -> g.scaleShift(g.multiply(g.sin(x), v), -1, 0);
                case RELU -> g.binary(Binary.RELU_PULLBACK, out, v);
                case INVERSE_SQRT -> g.multiply(g.scaleShift(g.multiply(out, g.multiply(out, out)), -0.5, 0), v);
            };
        }
    }

    /** A function of two elements; also adds shared matrices. */
    record Zip(Binary function, Var x, Var y) implements ElementwiseOp {
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
                    case RELU_PULLBACK -> Kernels.reluPullback(a[i], b[i], c[i], n);
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
                case RELU_PULLBACK -> g.zeros(v.rows());
            };
        }

        private Var partialY(Graph g, Var v) {
            return switch (function) {
                case ADD -> v;
                case SUBTRACT -> g.scaleShift(v, -1, 0);
                case MULTIPLY -> g.multiply(x, v);
                case TANH_PULLBACK, SIGMOID_PULLBACK, RELU_PULLBACK -> g.binary(function, x, v);
            };
        }
    }

    /** out = factor·x + shift. */
    record ScaleShift(Var x, double factor, double shift) implements ElementwiseOp {
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
}
