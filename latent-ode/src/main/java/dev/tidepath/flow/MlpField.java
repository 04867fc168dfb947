package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.Mlp;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron of the point and the time, {@code f(t, z) = MLP(z, t)}, the unrestricted field of FFJORD (Grathwohl et al. 2019,
 * arXiv:1810.01367). Densities with fine structure are learnt sooner if the perceptron also sees Fourier features of the point,
 * {@code sin} and {@code cos} of {@code 2ᵏ π z/4} (Tancik et al. 2020, arXiv:2006.10739).
 *
 * @param dimension features of a point, positive
 * @param octaves Fourier features for k from 0 to below this, zero for none; periods from 8 down
 * @param network perceptron of {@code dimension (1 + 2 octaves) + 1} features in, {@code dimension} out
 * @param blocks its parameters
 */
public record MlpField(int dimension, int octaves, Mlp network, List<Parameters.Block> blocks) implements FlowField {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param dimension see the component
     * @param octaves see the component
     * @param network see the component
     * @param blocks see the component
     */
    public MlpField {
        blocks = List.copyOf(blocks);
    }

    /**
     * Adds a field with tanh between its layers to a layout. Its last layer starts at zero, the flow at the identity.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param dimension features of a point, positive
     * @param octaves octaves of Fourier features, zero for none
     * @param hidden widths of the hidden layers
     * @return the field
     */
    public static MlpField in(Parameters parameters, String name, int dimension, int octaves, int... hidden) {
        int before = parameters.blocks().size();
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = dimension * (1 + 2 * octaves) + 1;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = dimension;
        Mlp network = Mlp.in(parameters, name, sizes, Activation.TANH, 0);
        return new MlpField(dimension, octaves, network, parameters.blocksAfter(before));
    }

    @Override
    public Var rate(Graph g, Var t, Var z) {
        List<Var> seen = new ArrayList<>(List.of(z, t));
        for (int k = 0; k < octaves; k++) {
            Var angle = g.scaleShift(z, Math.scalb(0.25 * Math.PI, k), 0);
            seen.add(g.sin(angle));
            seen.add(g.cos(angle));
        }
        return network.apply(g, g.concat(seen));
    }
}
