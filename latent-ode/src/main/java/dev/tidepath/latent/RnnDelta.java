package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.GruCell;
import java.util.List;

/**
 * The recurrent network that is told the time between observations, "RNN Δt" of Rubanova, Chen and Duvenaud (2019,
 * arXiv:1907.03907): a {@link GruCell} sees the values, which channels they belong to, the time Δ since the last observation
 * in model time and as ln(1 + Δ/gap), and the time features. The state rests between observations; what is decoded at a
 * target is the step the cell would take if nothing were observed there.
 */
public final class RnnDelta extends RecurrentModel {

    private final Transition flow;
    private final Transition jump;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public RnnDelta(RecurrentOptions options) {
        super(options);
        int from = parameters().blocks().size();
        int in = 2 * options.channels() + 2 + options.features().size();
        GruCell cell = GruCell.in(parameters(), "cell", in, options.size());
        List<Parameters.Block> blocks = parameters().blocksAfter(from);
        MapTransition.Step step = (g, state, seen) -> {
            Var delta = g.scaleShift(seen.sinceLast(), options.gap(), 0);
            Var waited = g.concat(delta, seen.logSinceLast(g));
            Var input = options.features().below(g, seen.time(), seen.value(), seen.mask(), waited);
            return cell.apply(g, input, state);
        };
        jump = new MapTransition(blocks, options.channels(), options.size(), step);
        flow = new MapTransition(blocks, options.channels(), options.size(), step.beforeArrival());
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
