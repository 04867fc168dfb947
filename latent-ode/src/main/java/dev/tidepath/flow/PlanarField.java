package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Mlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The planar continuous flow with gated units of Chen et al. (2018), arXiv:1806.07366, section 4:
 *
 * <pre>
 * dz/dt = Σₙ σₙ(t) uₙ tanh(wₙᵀz + bₙ),     ∂ log p/∂t = −Σₙ σₙ(t) uₙᵀwₙ (1 − tanh²(wₙᵀz + bₙ))
 * </pre>
 *
 * with gates {@code σₙ(t)} between 0 and 1 from a perceptron of the time. Its cost is linear in the number of units.
 *
 * @param dimension features of a point, positive
 * @param w block of dimension × units
 * @param b block of 1 × units
 * @param u block of units × dimension
 * @param gate perceptron of the time, one output a unit
 * @param blocks all parameters
 */
public record PlanarField(
        int dimension,
        Parameters.Block w,
        Parameters.Block b,
        Parameters.Block u,
        Mlp gate,
        List<Parameters.Block> blocks)
        implements FlowField {

    private static final int GATE_WIDTH = 16;

    /**
     * Keeps an unmodifiable copy.
     *
     * @param dimension see the component
     * @param w see the component
     * @param b see the component
     * @param u see the component
     * @param gate see the component
     * @param blocks see the component
     */
    public PlanarField {
        blocks = List.copyOf(blocks);
    }

    /**
     * Adds a field to a layout.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param dimension features of a point, positive
     * @param units planar units, positive
     * @return the field
     */
    public static PlanarField in(Parameters parameters, String name, int dimension, int units) {
        int before = parameters.blocks().size();
        Parameters.Block w = parameters.add(name + ".w", dimension, units, 1);
        Parameters.Block b = parameters.add(name + ".b", 1, units, 1);
        Parameters.Block u = parameters.add(name + ".u", units, dimension, 0.1 / Math.sqrt(units));
        Mlp gate = Mlp.in(parameters, name + ".gate", new int[] {1, GATE_WIDTH, units}, 1);
        return new PlanarField(dimension, w, b, u, gate, parameters.blocksAfter(before));
    }

    @Override
    public Var rate(Graph g, Var t, Var z, @Nullable Var none) {
        Var h = g.tanh(g.affine(g.parameter(w), g.parameter(b), z));
        Var gates = g.sigmoid(gate.apply(g, t));
        return g.product(g.parameter(u), g.multiply(gates, h), false);
    }
}
