package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.GruCell;
import dev.tidepath.nn.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * GRU-ODE-Bayes (De Brouwer, Simm, Arany and Moreau 2019, arXiv:1905.12374). Between observations the state follows the
 * gated recurrent unit made continuous, which keeps it within (−1, 1),
 *
 * <pre>
 * r, z = σ(W (h, φ(t)) + b)    u = tanh(U (r ⊙ h, φ(t)) + c)    h' = (1 − z) ⊙ (u − h)
 * </pre>
 *
 * <p>and at an observation a {@link GruCell} sees, of each channel observed, features {@code max(0, A (y, m, ln v, (y − m)/√v)
 * + a)} of the value and of the mean m and variance v predicted just before. The loss is the negative log-likelihood
 * before each jump; the paper's second term, the divergence from a filter's posterior after it, which it weights by 10⁻⁴
 * on its climate data, is left out.
 */
public final class GruOdeBayes extends RecurrentModel {

    private static final int KINDS = 4;

    private final Transition flow;
    private final Transition jump;

    /**
     * Records the model.
     *
     * @param options its shape; {@code hidden} is the number of features made of each channel
     */
    public GruOdeBayes(RecurrentOptions options) {
        super(options);
        int width = options.channels() * options.hidden();
        int from = parameters().blocks().size();
        Parameters.Block factors = parameters().add("features.weight", 1, KINDS * width, 1 / Math.sqrt(KINDS));
        Parameters.Block shifts = parameters().add("features.bias", 1, width, 0.1);
        GruCell cell = GruCell.in(parameters(), "cell", width, options.size());
        List<Parameters.Block> blocks = new ArrayList<>(parameters().blocksAfter(from));
        blocks.addAll(decoder().momentBlocks());
        jump = new MapTransition(blocks, options.channels(), options.size(), (g, state, seen) -> {
            List<Var> kinds = kinds(g, state, seen);
            Var sum = g.broadcast(g.parameter(shifts));
            Var weights = g.broadcast(g.parameter(factors));
            for (int k = 0; k < KINDS; k++) {
                sum = g.add(sum, g.multiply(g.slice(weights, k * width, (k + 1) * width), tile(g, kinds.get(k))));
            }
            return cell.apply(g, g.multiply(tile(g, seen.mask()), g.relu(sum)), state);
        });
        flow = OdeTransition.of(field(parameters(), options));
    }

    private static FieldProgram field(Parameters parameters, RecurrentOptions options) {
        int size = options.size();
        int in = size + options.features().size();
        int from = parameters.blocks().size();
        Linear gates = Linear.in(parameters, "field.gates", in, 2 * size, 1);
        Linear candidate = Linear.in(parameters, "field.candidate", in, size, 1);
        List<Parameters.Block> blocks = parameters.blocksAfter(from);
        return new FieldProgram(parameters, blocks, size, 0, (g, t, h, context) -> {
            Var open = g.sigmoid(gates.apply(g, options.features().below(g, t, h)));
            Var reset = g.multiply(g.slice(open, 0, size), h);
            Var u = g.tanh(candidate.apply(g, options.features().below(g, t, reset)));
            Var moving = g.scaleShift(g.slice(open, size, 2 * size), -1, 1);
            return g.multiply(moving, g.subtract(u, h));
        });
    }

    /** Value, mean, logarithm of the variance, normalised error, by channel. */
    private List<Var> kinds(Graph g, Var state, Readings.Seen seen) {
        Var mean = decoder().mean(g, List.of(state, seen.time()));
        Var logVariance =
                decoder().logVariance(g, g.scaleShift(seen.waits(), options().gap(), 0));
        Var precision = g.exp(g.scaleShift(logVariance, -0.5, 0));
        return List.of(seen.value(), mean, logVariance, g.multiply(g.subtract(seen.value(), mean), precision));
    }

    /** A row of each channel for each feature made of it. */
    private Var tile(Graph g, Var channels) {
        return g.concat(Collections.nCopies(options().hidden(), channels));
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
