package dev.tidepath.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A primitive operation. Each one computes itself in a workspace and emits its pullback (VJP) and its pushforward (JVP)
 * as operations of the same graph, so that derivatives can be differentiated again.
 */
sealed interface Op permits LeafOp, LinearOp, ElementwiseOp, ShapeOp, RowProducts, ProgramOp {

    /** Runs the operation: reads its arguments' storage in the workspace, writes the output's. */
    void run(Workspace w, Var out);

    /** Whether a run has to do anything: not for leaves, which are given, nor for views of other rows. */
    default boolean computes() {
        return true;
    }

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
}
