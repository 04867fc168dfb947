package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Program;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.nn.Mlp;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variational posterior of the latent path's start: a network maps the encoder's result to mean μ and log-variance λ,
 * a draw is {@code z₀ = μ + exp(λ/2) ε} with standard normal ε, and the divergence from the standard normal prior is
 * {@code KL = ½ Σ (μ² + exp λ − λ − 1)} (Kingma and Welling 2014, arXiv:1312.6114).
 */
final class Posterior {

    private static final double INITIAL_LOG_VARIANCE = -3;

    private final int latentSize;
    private final int inputSize;
    private final List<Parameters.Block> blocks;
    private final Mlp network;
    private final Recording draw;
    private final Recording pullback;

    Posterior(LatentOdeOptions options, Parameters parameters) {
        latentSize = options.latentSize();
        inputSize = options.encoderSize();
        int from = parameters.blocks().size();
        network = Mlp.in(parameters, "posterior", new int[] {inputSize, options.encoderSize(), 2 * latentSize}, 0.3);
        blocks = parameters.blocks().subList(from, parameters.blocks().size());
        draw = new Recording(false);
        pullback = new Recording(true);
    }

    /** Outputs (z0, KL), or their pullback (encoder adjoint, one gradient a block). */
    private final class Recording {
        private final Var encoded;
        private final Var noise;
        private final Var startAdjoint;
        private final Var klAdjoint;
        private final Program program;

        Recording(boolean ofPullback) {
            Graph g = new Graph();
            encoded = g.input(inputSize);
            noise = g.input(latentSize);
            startAdjoint = g.input(latentSize);
            klAdjoint = g.input(1);
            Var moments = network.apply(g, encoded);
            Var mean = g.slice(moments, 0, latentSize);
            Var logVariance = g.scaleShift(g.slice(moments, latentSize, 2 * latentSize), 1, INITIAL_LOG_VARIANCE);
            Var start = g.add(mean, g.multiply(g.exp(g.scaleShift(logVariance, 0.5, 0)), noise));
            Var spread = g.subtract(g.exp(logVariance), g.scaleShift(logVariance, 1, 1));
            Var kl = g.scaleShift(g.sumRows(g.add(g.multiply(mean, mean), spread)), 0.5, 0);
            if (ofPullback) {
                List<Var> wrt = new ArrayList<>();
                wrt.add(encoded);
                blocks.forEach(b -> wrt.add(g.parameter(b)));
                program = g.compile(g.vjp(List.of(start, kl), List.of(startAdjoint, klAdjoint), wrt).stream()
                        .map(Objects::requireNonNull)
                        .toList());
            } else {
                program = g.compile(start, kl);
            }
        }
    }

    Run newRun(double[] parameters, int capacity) {
        return new Run(parameters, capacity);
    }

    /** Draws and pullbacks on one thread. */
    final class Run {
        private final Workspace forward;
        private final double[] parameters;
        private final int capacity;
        private @Nullable Workspace backward;
        private final Matrix kl;

        private Run(double[] parameters, int capacity) {
            this.parameters = parameters;
            this.capacity = capacity;
            forward = draw.program.newWorkspace(capacity);
            forward.bindParameters(parameters);
            kl = Matrix.zeros(1, capacity);
        }

        /** Draws z0 into {@code start} and returns the divergence of each sample, valid until the next call. */
        double[] draw(Matrix encoded, Matrix noise, Matrix start) {
            forward.resize(encoded.batch());
            forward.set(draw.encoded, encoded);
            forward.set(draw.noise, noise);
            forward.run();
            forward.get(0, start);
            kl.resize(encoded.batch());
            forward.get(1, kl);
            return kl.row(0);
        }

        /** Pulls the adjoints of z0 and of the divergence back to the encoder's result; adds parameter gradients. */
        void backward(
                Matrix encoded,
                Matrix noise,
                Matrix startAdjoint,
                double klAdjoint,
                Matrix encodedAdjoint,
                double[] gradient) {
            Workspace w = backward;
            if (w == null) {
                w = pullback.program.newWorkspace(capacity);
                w.bindParameters(parameters);
                backward = w;
            }
            w.resize(encoded.batch());
            w.set(pullback.encoded, encoded);
            w.set(pullback.noise, noise);
            w.set(pullback.startAdjoint, startAdjoint);
            Arrays.fill(w.row(pullback.klAdjoint, 0), klAdjoint);
            w.run();
            w.get(0, encodedAdjoint);
            w.addShared(1, blocks, gradient);
        }
    }
}
