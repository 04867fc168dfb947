package dev.tidepath.autodiff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has no argument: inputs, blocks of bound vectors, constants. */
sealed interface LeafOp extends Op {

    @Override
    default boolean computes() {
        return false;
    }

    @Override
    default void run(Workspace w, Var out) {}

    @Override
    default List<Var> arguments() {
        return List.of();
    }

    @Override
    default void vjp(Graph g, Var out, Var bar, Sink sink) {}

    @Override
    default Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
        throw new AssertionError("a leaf has no pushforward");
    }

    /** A batched value given from outside before each run. */
    record Input() implements LeafOp {}

    /** A block of one of the flat vectors bound to a workspace, read in place. */
    record Shared(int vector, int offset) implements LeafOp {}

    /** The same given values in every lane, written when a workspace is made. */
    record Constant(List<Double> values) implements LeafOp {
        @Override
        public void run(Workspace w, Var out) {
            double[][] rows = w.rows(out);
            for (int i = 0; i < rows.length; i++) {
                Arrays.fill(rows[i], values.get(i));
            }
        }
    }
}
