package dev.tidepath.autodiff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has no argument: inputs, blocks of bound vectors, constants. */
sealed interface LeafOp extends Op {

    /** A batched value given from outside before each run. */
    record Input() implements LeafOp {
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
    record Shared(int vector, int offset) implements LeafOp {
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
    record Constant(List<Double> values) implements LeafOp {
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
}
