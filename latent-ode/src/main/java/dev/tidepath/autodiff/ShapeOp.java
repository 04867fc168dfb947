package dev.tidepath.autodiff;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows put together, taken apart, added up and repeated. */
sealed interface ShapeOp extends Op {

    /** Rows of other values under another name: nothing to compute. */
    sealed interface View extends ShapeOp {

        @Override
        default boolean computes() {
            return false;
        }

        @Override
        default void run(Workspace w, Var out) {}
    }

    /** The rows of all arguments one below the other; a view, it computes nothing. */
    record Concat(List<Var> parts) implements View {
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
    record Slice(Var x, int from) implements View {
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
    record SumRows(Var x) implements ShapeOp {
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
    record RepeatRow(Var x) implements View {
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
