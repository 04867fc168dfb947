package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.Mlp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A perceptron of the point, the time and the conditions, {@code f(t, z, c) = MLP(z, t, c)}, the unrestricted field of FFJORD
 * (Grathwohl et al. 2019, arXiv:1810.01367). Densities with fine structure are learnt sooner if the perceptron also sees Fourier
 * features of the point, {@code sin} and {@code cos} of {@code 2ᵏ π z/4} (Tancik et al. 2020, arXiv:2006.10739).
 *
 * @param dimension features of a point, positive
 * @param conditions features of its conditions, zero for none
 * @param octaves Fourier features for k from 0 to below this, zero for none; periods from 8 down
 * @param network perceptron of {@code dimension (1 + 2 octaves) + 1 + conditions} features in, {@code dimension} out
 * @param blocks its parameters
 */
public record MlpField(int dimension, int conditions, int octaves, Mlp network, List<Parameters.Block> blocks)
        implements FlowField {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param dimension see the component
     * @param conditions see the component
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
        return conditional(parameters, name, dimension, 0, octaves, hidden);
    }

    /**
     * Adds a field that reads conditions; otherwise as {@link #in}.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param dimension features of a point, positive
     * @param conditions features of its conditions, zero for none
     * @param octaves octaves of Fourier features, zero for none
     * @param hidden widths of the hidden layers
     * @return the field
     */
    public static MlpField conditional(
            Parameters parameters, String name, int dimension, int conditions, int octaves, int... hidden) {
        int before = parameters.blocks().size();
        int[] sizes = new int[hidden.length + 2];
        sizes[0] = dimension * (1 + 2 * octaves) + 1 + conditions;
        System.arraycopy(hidden, 0, sizes, 1, hidden.length);
        sizes[hidden.length + 1] = dimension;
        Mlp network = Mlp.in(parameters, name, sizes, Activation.TANH, 0);
        return new MlpField(dimension, conditions, octaves, network, parameters.blocksAfter(before));
    }

    @Override
    public Var rate(Graph g, Var t, Var z, @Nullable Var c) {
        List<Var> seen = new ArrayList<>(List.of(z, t));
        if (c != null) {
            seen.add(c);
        }
        for (int k = 0; k < octaves; k++) {
            Var angle = g.scaleShift(z, Math.scalb(0.25 * Math.PI, k), 0);
            seen.add(g.sin(angle));
            seen.add(g.cos(angle));
        }
        return network.apply(g, g.concat(seen));
    }
}
