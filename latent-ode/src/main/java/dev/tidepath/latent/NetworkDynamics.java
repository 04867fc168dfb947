package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Mlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plain network {@code z' = f(z, φ(t), c, u(t))} with time features φ and the window's conditions c and u. */
final class NetworkDynamics implements Dynamics {

    private final Exogenous exogenous;
    private final Mlp network;
    private final List<Parameters.Block> blocks;

    NetworkDynamics(FieldOptions options, Exogenous exogenous, Parameters parameters) {
        this.exogenous = exogenous;
        int latent = options.latentSize();
        int from = parameters.blocks().size();
        int[] sizes = {latent + exogenous.size(), options.hidden(), latent};
        network = Mlp.in(parameters, "field.network", sizes, 0.5);
        blocks = parameters.blocksAfter(from);
    }

    @Override
    public Var rate(Graph g, Var t, Var z, @Nullable Var conditions) {
        return network.apply(g, exogenous.below(g, t, conditions, z));
    }

    @Override
    public List<Parameters.Block> blocks() {
        return blocks;
    }
}
