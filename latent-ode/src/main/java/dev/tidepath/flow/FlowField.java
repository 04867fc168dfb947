package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field {@code dz/dt = f(t, z, c; θ)} that carries points of the base density, at time 0, to points of the data, at time 1.
 * Conditions c belong to a point and do not move: of a field that reads some, the density is that of the data given c.
 */
public interface FlowField {

    /**
     * Features of a point.
     *
     * @return positive
     */
    int dimension();

    /**
     * Features of a point's conditions.
     *
     * @return zero for a field of the point and the time alone
     */
    default int conditions() {
        return 0;
    }

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
     * @param c batched, {@link #conditions()} rows: their conditions; {@code null} if there are none
     * @return batched, as many rows as the points
     */
    Var rate(Graph g, Var t, Var z, @Nullable Var c);
}
