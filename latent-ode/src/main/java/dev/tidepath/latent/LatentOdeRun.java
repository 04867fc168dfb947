package dev.tidepath.latent;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One thread's passes through a {@link LatentOde}, bound to a parameter vector. Not thread-safe. */
public final class LatentOdeRun implements SequenceModel.Run {

    private final LatentOde model;
    private final OdeSolver solver;
    private final Adjoint adjoint;
    private final Encoder.Run encoder;
    private final DifferentiableMap.Pass posterior;
    private final Decoder.Run decoder;
    private final NeuralField field;
    private final Posterior.Draw draw;
    private final Matrix encodedAdjoint;

    LatentOdeRun(LatentOde model, double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        this.model = model;
        this.solver = solver;
        this.adjoint = adjoint;
        encoder = model.encoder().newRun(values);
        posterior = model.posterior().newPass(values);
        decoder = model.decoder().newRun(values);
        field = model.dynamics().program().bind(values, capacity);
        draw = Posterior.Draw.zeros(model.options().latentSize(), capacity);
        encodedAdjoint = Matrix.zeros(model.options().encoder().size(), capacity);
    }

    /**
     * One draw of z₀ a window:
     *
     * <pre>weight · Σ_windows ( −Σ_observed log p(y | z) + klWeight · KL )</pre>
     */
    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        Matrix encoded = encoder.encode(chunk);
        draw.resize(chunk.size());
        encodedAdjoint.resize(chunk.size());
        for (int b = 0; b < chunk.size(); b++) {
            drawNoise(b, chunk.get(b).key());
        }
        draw(encoded);
        double loss = 0;
        for (int b = 0; b < chunk.size(); b++) {
            loss += klWeight * draw.kl().get(0, b);
        }
        Adjoint.Trajectory path = adjoint.solve(solver, field, draw.start(), Context.none(), saveAt(chunk));
        Matrix states = path.solution().orThrow().outputs();
        double[] each = decoder.lossAndPullback(states, chunk, weight, gradient);
        for (int i = 0; i < states.batch(); i++) {
            loss += each[i];
        }
        if (!Double.isFinite(loss)) {
            return Double.NaN;
        }
        draw.startAdjoint().clear();
        Arrays.fill(draw.klAdjoint().row(0), 0, chunk.size(), weight * klWeight);
        path.backward(decoder.stateAdjoints(), TrajectoryGradient.of(draw.startAdjoint(), gradient, null));
        posterior.pullback(
                chunk.size(),
                new Matrix[] {encoded, draw.noise()},
                new Matrix[] {draw.startAdjoint(), draw.klAdjoint()},
                new Matrix[] {encodedAdjoint},
                gradient);
        encoder.backward(encodedAdjoint, gradient);
        return weight * loss;
    }

    private void draw(Matrix encoded) {
        posterior.value(encoded.batch(), new Matrix[] {encoded, draw.noise()}, new Matrix[] {draw.start(), draw.kl()});
    }

    /**
     * The path that starts from the posterior's mean, at the target times of windows, packed window by window.
     *
     * @param chunk windows, at most the capacity
     * @return latent features × columns
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public Matrix path(List<Window> chunk) {
        Matrix encoded = encoder.encode(chunk);
        draw.resize(chunk.size());
        draw.noise().clear();
        draw(encoded);
        return solver.solve(field, draw.start(), Context.none(), saveAt(chunk))
                .orThrow()
                .outputs();
    }

    @Override
    public Matrix means(List<Window> chunk) {
        Matrix states = path(chunk);
        Matrix means = Matrix.zeros(model.options().channels(), states.batch());
        decoder.mean(states, chunk, means);
        return means;
    }

    @Override
    public void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        Matrix one = encoder.encode(List.of(window));
        Matrix encoded = Matrix.zeros(one.features(), paths);
        for (int f = 0; f < one.features(); f++) {
            Arrays.fill(encoded.row(f), 0, paths, one.get(f, 0));
        }
        draw.resize(paths);
        for (int p = 0; p < paths; p++) {
            drawNoise(p, window.key().derive("path").derive(p));
        }
        draw(encoded);
        List<Window> copies = Collections.nCopies(paths, window);
        SaveAt at = saveAt(copies);
        Matrix states =
                solver.solve(field, draw.start(), Context.none(), at).orThrow().outputs();
        Matrix decoded = Matrix.zeros(model.options().channels(), states.batch());
        decoder.mean(states, copies, decoded);
        decoder.scatter(window, decoded, paths, means, draws);
    }

    private void drawNoise(int lane, RandomKey key) {
        for (int k = 0; k < draw.noise().features(); k++) {
            draw.noise().set(k, lane, key.gaussian(k));
        }
    }

    private static SaveAt saveAt(List<Window> chunk) {
        double[] starts = new double[chunk.size()];
        double[][] times = new double[chunk.size()][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = chunk.get(b).start();
            times[b] = chunk.get(b).targets().times();
        }
        return SaveAt.times(starts, times);
    }
}
