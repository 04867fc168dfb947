package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;

/**
 * A gated recurrent unit (Cho et al. 2014, doi:10.3115/v1/D14-1179), in the form whose reset gate acts on the recurrent
 * product:
 *
 * <pre>
 * r = σ(W_r x + U_r h + b_r)      u = σ(W_u x + U_u h + b_u)
 * c = tanh(W_c x + b_c + r ⊙ (U_c h + d_c))
 * h' = c + u ⊙ (h − c)
 * </pre>
 *
 * @param input affine map of x to the three gates
 * @param recurrent affine map of h to the three gates
 * @param size hidden features
 */
public record GruCell(Linear input, Linear recurrent, int size) implements RecurrentCell {

    /**
     * Adds a cell to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param in input features
     * @param size hidden features
     * @return the cell
     */
    public static GruCell in(Parameters parameters, String name, int in, int size) {
        return new GruCell(
                Linear.in(parameters, name + ".input", in, 3 * size, 1),
                Linear.in(parameters, name + ".recurrent", size, 3 * size, 1),
                size);
    }

    @Override
    public Var apply(Graph g, Var x, Var h) {
        Var fromInput = input.apply(g, x);
        Var fromState = recurrent.apply(g, h);
        Var gates = g.sigmoid(g.add(g.slice(fromInput, 0, 2 * size), g.slice(fromState, 0, 2 * size)));
        Var reset = g.slice(gates, 0, size);
        Var update = g.slice(gates, size, 2 * size);
        Var candidate = g.tanh(g.add(
                g.slice(fromInput, 2 * size, 3 * size), g.multiply(reset, g.slice(fromState, 2 * size, 3 * size))));
        return g.add(candidate, g.multiply(update, g.subtract(h, candidate)));
    }
}
