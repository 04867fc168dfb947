package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import java.util.List;

/** A plain network {@code z' = f(z, φ(t))} with time features φ. */
final class NetworkDynamics implements Dynamics {

    private final FieldProgram program;

    NetworkDynamics(FieldOptions options, TimeFeatures features, Parameters parameters) {
        int latent = options.latentSize();
        int from = parameters.blocks().size();
        Mlp network = Mlp.in(
                parameters, "field.network", new int[] {latent + features.size(), options.hidden(), latent}, 0.5);
        List<Parameters.Block> blocks = parameters.blocksAfter(from);
        program = new FieldProgram(parameters, blocks, latent, 0, (g, t, z, context) -> {
            return network.apply(g, features.below(g, t, z));
        });
    }

    @Override
    public FieldProgram program() {
        return program;
    }
}
