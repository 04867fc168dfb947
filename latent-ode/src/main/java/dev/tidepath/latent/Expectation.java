package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Mlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mean of what a {@link Decoder} makes of a state. */
interface Expectation {

    /** The parameters that are learnt; each of them is read. */
    List<Parameters.Block> blocks();

    /** From the state and, one below the other, time and conditions to the mean of each channel. */
    Var of(Graph g, List<Var> in);

    /** Multiplies a channel's mean by a factor. */
    void scale(double[] values, int channel, double factor);

    /** {@code A (z, c, u(t)) + g(z, φ(t), c, u(t))}; one of the two may be missing. */
    record Network(@Nullable Linear linear, @Nullable Mlp network, Exogenous exogenous, List<Parameters.Block> blocks)
            implements Expectation {

        static Network in(Parameters parameters, int channels, int stateSize, DecoderOptions own, Exogenous exogenous) {
            int from = parameters.blocks().size();
            int linearSize = stateSize + exogenous.conditioning().size();
            Linear linear = own.linear() ? Linear.in(parameters, "decoder.linear", linearSize, channels, 0.5) : null;
            int[] sizes = {stateSize + exogenous.size(), own.hidden(), channels};
            double gain = own.linear() ? 0.1 : 1;
            Mlp network =
                    own.hidden() == 0 ? null : Mlp.in(parameters, "decoder.network", sizes, own.activation(), gain);
            return new Network(linear, network, exogenous, parameters.blocksAfter(from));
        }

        @Override
        public Var of(Graph g, List<Var> in) {
            Var z = in.get(0);
            Var at = in.get(1);
            Var conditions = exogenous.conditions(g, at);
            Var m = linear == null ? null : linear.apply(g, conditions == null ? z : g.concat(z, conditions));
            if (network != null) {
                Var own = network.apply(g, exogenous.below(g, at, z));
                m = m == null ? own : g.add(m, own);
            }
            if (m == null) {
                throw new AssertionError("a decoder has a linear part or a network");
            }
            return m;
        }

        @Override
        public void scale(double[] values, int channel, double factor) {
            if (linear != null) {
                linear.scale(values, channel, factor);
            }
            if (network != null) {
                network.layers().get(network.layers().size() - 1).scale(values, channel, factor);
            }
        }
    }
}
