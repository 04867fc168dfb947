package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recurrent cell: from an input and a hidden state to the next hidden state. */
public interface RecurrentCell {

    /**
     * Hidden features.
     *
     * @return positive
     */
    int size();

    /**
     * Records one step.
     *
     * @param g graph
     * @param x batched, input rows
     * @param h batched, {@link #size} rows
     * @return the next hidden state, batched, {@link #size} rows
     */
    Var apply(Graph g, Var x, Var h);

    /**
     * Records the pullback of one step. A cell whose derivative is a function of the next state need not compute that state
     * again.
     *
     * @param g graph
     * @param x batched, input rows
     * @param h batched, the state before the step
     * @param next batched, the state after it, known from the way forward
     * @param bar batched, the adjoint of the next state
     * @param wrt what to differentiate by
     * @return the adjoints, as {@link Graph#vjp} gives them
     */
    default List<@Nullable Var> pullback(Graph g, Var x, Var h, Var next, Var bar, List<Var> wrt) {
        return g.vjp(List.of(apply(g, x, h)), List.of(bar), wrt);
    }
}
