package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.GruCell;
import java.util.List;

/**
 * The ODE-RNN (Rubanova, Chen and Duvenaud 2019, arXiv:1907.03907): the state follows {@code h' = f(h, φ(t))} between
 * observations and takes a step of a {@link GruCell} at each, which sees the values, which channels they belong to and the
 * time features.
 */
public final class OdeRnn extends RecurrentModel {

    private final Transition flow;
    private final Transition jump;

    /**
     * Records the model.
     *
     * @param options its shape; {@code hidden} is the width of f
     */
    public OdeRnn(RecurrentOptions options) {
        super(options);
        int from = parameters().blocks().size();
        int in = 2 * options.channels() + options.features().size();
        GruCell cell = GruCell.in(parameters(), "cell", in, options.size());
        List<Parameters.Block> blocks = parameters().blocksAfter(from);
        jump = new MapTransition(blocks, options.channels(), options.size(), (g, state, seen) -> {
            return cell.apply(g, options.features().below(g, seen.time(), seen.value(), seen.mask()), state);
        });
        FieldOptions.Network field = new FieldOptions.Network(options.size(), options.hidden());
        Dynamics dynamics = new NetworkDynamics(field, Exogenous.of(options.features()), parameters());
        flow = OdeTransition.of(new FieldProgram(parameters(), dynamics.blocks(), options.size(), 0, dynamics));
    }

    @Override
    Transition flow() {
        return flow;
    }

    @Override
    Transition jump() {
        return jump;
    }
}
