package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Mlp;
import java.util.List;

/**
 * The variational posterior of the latent path's start: a network maps the encoder's result to mean μ and log-variance λ,
 * a draw is {@code z₀ = μ + exp(λ/2) ε} with standard normal ε, and the divergence from the standard normal prior is
 * {@code KL = ½ Σ (μ² + exp λ − λ − 1)} (Kingma and Welling 2014, arXiv:1312.6114).
 */
final class Posterior {

    private static final double INITIAL_LOG_VARIANCE = -3;

    private final int encoderSize;
    private final int latentSize;
    private final Mlp network;
    private final List<Parameters.Block> blocks;
    private final DifferentiableMap draw;
    private final DifferentiableMap weightedDraw;

    Posterior(LatentOdeOptions options, Parameters parameters) {
        latentSize = options.latentSize();
        encoderSize = options.encoder().size();
        int hidden = options.encoder().posteriorSize();
        int from = parameters.blocks().size();
        int[] sizes =
                hidden == 0 ? new int[] {encoderSize, 2 * latentSize} : new int[] {encoderSize, hidden, 2 * latentSize};
        network = Mlp.in(parameters, "posterior", sizes, 0.3);
        blocks = parameters.blocksAfter(from);
        int[] inputs = {encoderSize, latentSize};
        draw = new DifferentiableMap(blocks, inputs, 1, this::draw);
        weightedDraw = new DifferentiableMap(blocks, inputs, 1, this::weightedDraw);
    }

    private record Moments(Var mean, Var logVariance) {

        Var draw(Graph g, Var noise) {
            return g.add(mean, g.multiply(g.exp(g.scaleShift(logVariance, 0.5, 0)), noise));
        }
    }

    private Moments moments(Graph g, Var encoded) {
        Var both = network.apply(g, encoded);
        return new Moments(
                g.slice(both, 0, latentSize),
                g.scaleShift(g.slice(both, latentSize, 2 * latentSize), 1, INITIAL_LOG_VARIANCE));
    }

    /** From (encoded, ε) to (z₀, KL). */
    private List<Var> draw(Graph g, List<Var> inputs) {
        Moments q = moments(g, inputs.get(0));
        Var spread = g.subtract(g.exp(q.logVariance), g.scaleShift(q.logVariance, 1, 1));
        Var kl = g.scaleShift(g.sumRows(g.add(g.multiply(q.mean, q.mean), spread)), 0.5, 0);
        return List.of(q.draw(g, inputs.get(1)), kl);
    }

    /** From (encoded, ε) to (z₀, ln q(z₀)/p(z₀)), with the density ratio {@code ½ Σ (z² − ε² − λ)}. */
    private List<Var> weightedDraw(Graph g, List<Var> inputs) {
        Moments q = moments(g, inputs.get(0));
        Var noise = inputs.get(1);
        Var start = q.draw(g, noise);
        Var each = g.subtract(g.multiply(start, start), g.add(g.multiply(noise, noise), q.logVariance));
        return List.of(start, g.scaleShift(g.sumRows(each), 0.5, 0));
    }

    /** From (encoded, z) to {@code KL(q ‖ N(z, s²)) = ½ Σ ((exp λ + (μ − z)²)/s² − 1 − λ + 2 ln s)}. */
    DifferentiableMap continuity(double deviation) {
        return new DifferentiableMap(blocks, new int[] {encoderSize, latentSize}, 2, (g, inputs) -> {
            Moments q = moments(g, inputs.get(0));
            Var apart = g.subtract(q.mean, inputs.get(1));
            Var spread = g.add(g.exp(q.logVariance), g.multiply(apart, apart));
            Var each = g.subtract(g.scaleShift(spread, 1 / (deviation * deviation), 0), q.logVariance);
            return List.of(g.scaleShift(g.sumRows(each), 0.5, latentSize * (StrictMath.log(deviation) - 0.5)));
        });
    }

    /** The draw of z₀ with its exact divergence or, for several draws a window, its log density ratio. */
    DifferentiableMap draw(int samples) {
        return samples == 1 ? draw : weightedDraw;
    }
}
