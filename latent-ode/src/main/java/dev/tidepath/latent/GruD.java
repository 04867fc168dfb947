package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.GruCell;
import dev.tidepath.nn.Linear;
import dev.tidepath.random.RandomKey;
import java.util.List;

/**
 * The gated recurrent unit with decay, GRU-D (Che et al. 2018, doi:10.1038/s41598-018-24271-9). With the time δ since each
 * channel was last observed, in typical gaps, its last value x′, the mask m and the channels' mean of zero in model units:
 *
 * <pre>
 * γ = exp(−max(0, w ⊙ δ + b))       x̂ = m ⊙ x + (1 − m) ⊙ γ ⊙ x′
 * Γ = exp(−max(0, W δ + B))         h = GRU((x̂, m, φ(t)), Γ ⊙ h)
 * </pre>
 *
 * <p>What is decoded at a target is the step the cell would take if nothing were observed there.
 */
public final class GruD extends RecurrentModel {

    private final Parameters.Block inputDecay;
    private final Linear stateDecay;
    private final Transition flow;
    private final Transition jump;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public GruD(RecurrentOptions options) {
        super(options);
        int channels = options.channels();
        int from = parameters().blocks().size();
        inputDecay = parameters().add("decay.input", 1, 2 * channels, 0.3);
        stateDecay = Linear.in(parameters(), "decay.state", channels, options.size(), 0.3);
        int in = 2 * channels + options.features().size();
        GruCell cell = GruCell.in(parameters(), "cell", in, options.size());
        List<Parameters.Block> blocks = parameters().blocksAfter(from);
        MapTransition.Step step = (g, state, seen) -> {
            Var rates = g.broadcast(g.parameter(inputDecay));
            Var rate = g.multiply(g.slice(rates, 0, channels), seen.waits());
            Var ofInput = g.exp(g.scaleShift(g.relu(g.add(rate, g.slice(rates, channels, 2 * channels))), -1, 0));
            Var ofState = g.exp(g.scaleShift(g.relu(stateDecay.apply(g, seen.waits())), -1, 0));
            Var missing = g.scaleShift(seen.mask(), -1, 1);
            Var filled = g.add(seen.value(), g.multiply(missing, g.multiply(ofInput, seen.held())));
            Var input = options.features().below(g, seen.time(), filled, seen.mask());
            return cell.apply(g, input, g.multiply(ofState, state));
        };
        jump = new MapTransition(blocks, channels, options.size(), step);
        flow = new MapTransition(blocks, channels, options.size(), step.beforeArrival());
    }

    /** Every rate of decay starts positive: below zero there is no gradient. */
    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = super.initialValues(key);
        for (Parameters.Block block : List.of(inputDecay, stateDecay.weight())) {
            for (int i = block.offset(); i < block.offset() + block.size(); i++) {
                values[i] = Math.abs(values[i]);
            }
        }
        return values;
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
