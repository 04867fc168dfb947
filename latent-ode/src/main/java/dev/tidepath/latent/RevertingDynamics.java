package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Mlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What draws a random path back to zero, {@code −κ z + f(z, φ(t))}, with positive rates κ, a network f and time features φ. */
final class RevertingDynamics implements Dynamics {

    static final double INITIAL_RATE = 1;

    private final TimeFeatures features;
    private final Parameters.Block logRate;
    private final Mlp network;
    private final List<Parameters.Block> blocks;

    RevertingDynamics(FieldOptions options, TimeFeatures features, Parameters parameters) {
        this.features = features;
        int size = options.latentSize();
        int from = parameters.blocks().size();
        logRate = parameters.add("prior.logReversion", 1, size, 0);
        network = Mlp.in(parameters, "prior", new int[] {size + features.size(), options.hidden(), size}, 0.1);
        blocks = parameters.blocksAfter(from);
    }

    @Override
    public Var rate(Graph g, Var t, Var z, @Nullable Var conditions) {
        Var reversion = g.multiply(g.exp(g.broadcast(g.parameter(logRate))), z);
        return g.subtract(network.apply(g, features.below(g, t, z)), reversion);
    }

    @Override
    public void initialise(double[] values) {
        for (int k = 0; k < logRate.size(); k++) {
            values[logRate.offset() + k] = StrictMath.log(INITIAL_RATE);
        }
    }

    @Override
    public List<Parameters.Block> blocks() {
        return blocks;
    }
}
