package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The simple recurrent cell (Elman 1990, doi:10.1207/s15516709cog1402_1): {@code h' = tanh(W (x, h) + b)}.
 *
 * @param map affine map of (x, h)
 * @param size hidden features
 */
public record RnnCell(Linear map, int size) implements RecurrentCell {

    /**
     * Adds a cell to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param in input features
     * @param size hidden features
     * @return the cell
     */
    public static RnnCell in(Parameters parameters, String name, int in, int size) {
        return new RnnCell(Linear.in(parameters, name, in + size, size, 1), size);
    }

    @Override
    public Var apply(Graph g, Var x, Var h) {
        return g.tanh(map.apply(g, g.concat(x, h)));
    }

    /** With the next state y known, {@code tanh' = 1 − y²} and neither product nor tanh is computed again. */
    @Override
    public List<@Nullable Var> pullback(Graph g, Var x, Var h, Var next, Var bar, List<Var> wrt) {
        return g.vjp(List.of(map.apply(g, g.concat(x, h))), List.of(g.tanhPullback(next, bar)), wrt);
    }
}
