package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.List;

/** A field {@code dz/dt = f(t, z; θ)} that carries points of the base density, at time 0, to points of the data, at time 1. */
public interface FlowField {

    /**
     * Features of a point.
     *
     * @return positive
     */
    int dimension();

    /**
     * The parameters it reads.
     *
     * @return blocks of one layout
     */
    List<Parameters.Block> blocks();

    /**
     * Records the rate; its derivatives are recorded from it.
     *
     * @param g graph
     * @param t batched, one row: each point's own time
     * @param z batched, {@link #dimension()} rows: the points
     * @return batched, as many rows
     */
    Var rate(Graph g, Var t, Var z);
}
