package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Mlp;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/**
 * The variational posterior of the latent path's start: a network maps the encoder's result to mean μ and log-variance λ,
 * a draw is {@code z₀ = μ + exp(λ/2) ε} with standard normal ε, and the divergence from the standard normal prior is
 * {@code KL = ½ Σ (μ² + exp λ − λ − 1)} (Kingma and Welling 2014, arXiv:1312.6114).
 */
final class Posterior {

    private static final double INITIAL_LOG_VARIANCE = -3;

    private final int latentSize;
    private final Mlp network;
    private final DifferentiableMap draw;

    Posterior(LatentOdeOptions options, Parameters parameters) {
        latentSize = options.latentSize();
        int in = options.encoder().size();
        int hidden = options.encoder().posteriorSize();
        int from = parameters.blocks().size();
        int[] sizes = hidden == 0 ? new int[] {in, 2 * latentSize} : new int[] {in, hidden, 2 * latentSize};
        network = Mlp.in(parameters, "posterior", sizes, 0.3);
        List<Parameters.Block> blocks =
                parameters.blocks().subList(from, parameters.blocks().size());
        draw = new DifferentiableMap(blocks, new int[] {in, latentSize}, 1, this::record);
    }

    /** From (encoded, ε) to (z₀, KL). */
    private List<Var> record(Graph g, List<Var> inputs) {
        Var moments = network.apply(g, inputs.get(0));
        Var mean = g.slice(moments, 0, latentSize);
        Var logVariance = g.scaleShift(g.slice(moments, latentSize, 2 * latentSize), 1, INITIAL_LOG_VARIANCE);
        Var start = g.add(mean, g.multiply(g.exp(g.scaleShift(logVariance, 0.5, 0)), inputs.get(1)));
        Var spread = g.subtract(g.exp(logVariance), g.scaleShift(logVariance, 1, 1));
        Var kl = g.scaleShift(g.sumRows(g.add(g.multiply(mean, mean), spread)), 0.5, 0);
        return List.of(start, kl);
    }

    DifferentiableMap.Pass newPass(double[] parameters) {
        return draw.newPass(parameters);
    }

    /** The matrices of a batch: what the draw is made of and its adjoints. */
    record Draw(Matrix noise, Matrix start, Matrix kl, Matrix startAdjoint, Matrix klAdjoint) {

        static Draw zeros(int latentSize, int capacity) {
            return new Draw(
                    Matrix.zeros(latentSize, capacity),
                    Matrix.zeros(latentSize, capacity),
                    Matrix.zeros(1, capacity),
                    Matrix.zeros(latentSize, capacity),
                    Matrix.zeros(1, capacity));
        }

        void resize(int batch) {
            noise.resize(batch);
            start.resize(batch);
            kl.resize(batch);
            startAdjoint.resize(batch);
            klAdjoint.resize(batch);
        }
    }
}
