package dev.tidepath.autodiff;

import org.jspecify.annotations.Nullable;

/** An operation that stands for others in a program, where nothing is differentiated any more. It is in no graph. */
sealed interface ProgramOp extends Op permits AffineMap, PartialProduct {

    @Override
    default void vjp(Graph g, Var out, Var bar, Sink sink) {
        throw new AssertionError("an operation of programs, not of graphs");
    }

    @Override
    default Var jvp(Graph g, Var out, @Nullable Var[] tangents) {
        throw new AssertionError("an operation of programs, not of graphs");
    }
}
