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
import org.jspecify.annotations.Nullable;

/** One thread's passes through a {@link LatentOde}, bound to a parameter vector. Not thread-safe. */
public final class LatentOdeRun implements SequenceModel.Run {

    private final LatentOde model;
    private final OdeSolver solver;
    private final Adjoint adjoint;
    private final int samples;
    private final RecognitionNetwork.Run encoder;
    private final DifferentiableMap.Pass posterior;
    private final Decoder.Run decoder;
    private final NeuralField field;
    private final @Nullable Continuity continuity;
    private final @Nullable Refinement refinement;
    private final Start start;

    LatentOdeRun(
            LatentOde model,
            double[] values,
            int capacity,
            OdeSolver solver,
            Adjoint adjoint,
            InferenceOptions inference) {
        this.model = model;
        this.solver = solver;
        this.adjoint = adjoint;
        samples = inference.samples();
        encoder = model.encoder().newRun(values, capacity, solver, adjoint);
        posterior = model.posterior().draw(samples).newPass(values);
        decoder = model.decoder().newRun(values);
        int lanes = samples * capacity;
        field = model.dynamics().program().bind(values, lanes);
        continuity = inference.continuity() == 0
                ? null
                : new Continuity(
                        model.posterior().continuity(inference.continuity()).newPass(values), encoder, samples);
        refinement = inference.refinement() == 0
                ? null
                : new Refinement(model, values, solver, field, decoder, inference.refinement());
        start = new Start(model.options().encoder().size(), model.options().latentSize(), lanes);
    }

    /** The matrices of the path's start, one lane a draw: what it is made of and the adjoints. */
    private record Start(
            Matrix encoded,
            Matrix noise,
            Matrix state,
            Matrix divergence,
            Matrix stateAdjoint,
            Matrix divergenceAdjoint) {

        Start(int encoderSize, int latentSize, int lanes) {
            this(
                    Matrix.zeros(encoderSize, lanes),
                    Matrix.zeros(latentSize, lanes),
                    Matrix.zeros(latentSize, lanes),
                    Matrix.zeros(1, lanes),
                    Matrix.zeros(latentSize, lanes),
                    Matrix.zeros(1, lanes));
        }

        void resize(int lanes) {
            for (Matrix m : List.of(encoded, noise, state, divergence, stateAdjoint, divergenceAdjoint)) {
                m.resize(lanes);
            }
        }
    }

    /** With one draw a window {@code Σ_windows ( −Σ_observed ln p(y | z) + klWeight · KL )}; see {@link InferenceOptions}. */
    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        List<Window> lanes = repeated(chunk, samples);
        begin(encoder.encode(chunk), samples);
        for (int b = 0; b < lanes.size(); b++) {
            RandomKey key = lanes.get(b).key();
            drawNoise(b, samples == 1 ? key : key.derive("sample").derive(b % samples));
        }
        draw();
        Adjoint.Trajectory path = adjoint.solve(solver, field, start.state(), Context.none(), saveAt(lanes));
        Matrix states = path.solution().orThrow().outputs();
        double loss = decode(states, lanes, klWeight, weight, gradient);
        Matrix stateAdjoints = decoder.stateAdjoints();
        if (continuity != null) {
            loss += continuity.add(chunk, states, klWeight, weight, stateAdjoints, gradient);
        }
        if (!Double.isFinite(loss)) {
            throw decoder.notFinite(lanes, samples);
        }
        start.stateAdjoint().clear();
        path.backward(stateAdjoints, TrajectoryGradient.of(start.stateAdjoint(), gradient, null));
        posterior.pullback(
                lanes.size(),
                new Matrix[] {start.encoded(), start.noise()},
                new Matrix[] {start.stateAdjoint(), start.divergenceAdjoint()},
                new Matrix[] {start.encoded()},
                gradient);
        encoder.backward(gathered(chunk.size()), continuity, gradient);
        return weight * loss;
    }

    /** The bound without continuity; leaves the adjoints of states and divergences behind. */
    private double decode(Matrix states, List<Window> lanes, double klWeight, double weight, double[] gradient) {
        double[] divergence = start.divergence().row(0);
        double[] divergenceAdjoint = start.divergenceAdjoint().row(0);
        double[] laneWeights = new double[lanes.size()];
        double loss = 0;
        if (samples == 1) {
            Arrays.fill(laneWeights, weight);
            double[] each = decoder.lossAndPullback(states, lanes, laneWeights, gradient);
            for (int i = 0; i < states.batch(); i++) {
                loss += each[i];
            }
            for (int b = 0; b < lanes.size(); b++) {
                loss += klWeight * divergence[b];
            }
        } else {
            double[] each = decoder.loss(states, lanes);
            int column = 0;
            for (int b = 0; b < lanes.size(); b++) {
                double sum = klWeight * divergence[b];
                for (int i = 0; i < lanes.get(b).targets().size(); i++) {
                    sum += each[column++];
                }
                laneWeights[b] = sum;
            }
            for (int b = 0; b < lanes.size(); b += samples) {
                loss += softMinimum(laneWeights, b);
            }
            for (int b = 0; b < lanes.size(); b++) {
                laneWeights[b] *= weight;
            }
            decoder.lossAndPullback(states, lanes, laneWeights, gradient);
        }
        for (int b = 0; b < lanes.size(); b++) {
            divergenceAdjoint[b] = klWeight * laneWeights[b];
        }
        return loss;
    }

    /** {@code −ln 1/K Σ exp(−loss)} of a window's draws; the losses are replaced by its derivatives, which sum to one. */
    private double softMinimum(double[] losses, int first) {
        double least = losses[first];
        for (int k = 1; k < samples; k++) {
            least = Math.min(least, losses[first + k]);
        }
        double sum = 0;
        for (int k = 0; k < samples; k++) {
            losses[first + k] = StrictMath.exp(least - losses[first + k]);
            sum += losses[first + k];
        }
        for (int k = 0; k < samples; k++) {
            losses[first + k] /= sum;
        }
        return least - StrictMath.log(sum / samples);
    }

    /** What the encoder found, once a draw. */
    private void begin(Matrix encoded, int draws) {
        start.resize(draws * encoded.batch());
        for (int f = 0; f < encoded.features(); f++) {
            for (int b = 0; b < start.encoded().batch(); b++) {
                start.encoded().row(f)[b] = encoded.row(f)[b / draws];
            }
        }
    }

    /** The adjoints of the encoder's result: the sums over a window's draws. */
    private Matrix gathered(int windows) {
        Matrix adjoints = start.encoded();
        for (int f = 0; f < adjoints.features() && samples > 1; f++) {
            double[] row = adjoints.row(f);
            for (int b = 0; b < windows; b++) {
                double sum = 0;
                for (int k = 0; k < samples; k++) {
                    sum += row[b * samples + k];
                }
                row[b] = sum;
            }
        }
        adjoints.resize(windows);
        return adjoints;
    }

    private static List<Window> repeated(List<Window> chunk, int times) {
        return times == 1
                ? chunk
                : chunk.stream()
                        .flatMap(w -> Collections.nCopies(times, w).stream())
                        .toList();
    }

    private void draw() {
        posterior.value(start.encoded().batch(), new Matrix[] {start.encoded(), start.noise()}, new Matrix[] {
            start.state(), start.divergence()
        });
    }

    /** The starts of paths at the posterior's mean. */
    private void startAtMean(Matrix encoded) {
        begin(encoded, 1);
        start.noise().clear();
        draw();
    }

    private Matrix solve(List<Window> lanes) {
        return solver.solve(field, start.state(), Context.none(), saveAt(lanes))
                .orThrow()
                .outputs();
    }

    /**
     * The path that starts from the posterior's mean, the mode if it is refined, at the target times of windows, packed window
     * by window.
     *
     * @param chunk windows, at most the capacity
     * @return latent features × columns
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public Matrix path(List<Window> chunk) {
        startAtMean(encoder.encode(chunk));
        if (refinement != null) {
            refinement.refine(chunk, start.state());
        }
        return solve(chunk);
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
        drawStarts(window, paths);
        List<Window> copies = Collections.nCopies(paths, window);
        Matrix states = solve(copies);
        Matrix decoded = Matrix.zeros(model.options().channels(), states.batch());
        decoder.mean(states, copies, decoded);
        decoder.scatter(window, decoded, paths, means, draws);
    }

    private void drawStarts(Window window, int paths) {
        Matrix encoded = encoder.encode(List.of(window));
        Refinement.Cholesky curvature = null;
        double[] mode = new double[0];
        if (refinement != null) {
            startAtMean(encoded);
            Matrix state = start.state().slice(0, 1);
            curvature = refinement.refine(List.of(window), state).get(0);
            mode = state.sample(0);
        }
        begin(encoded, paths);
        for (int p = 0; p < paths; p++) {
            drawNoise(p, window.key().derive("path").derive(p));
        }
        if (curvature == null) {
            draw();
            return;
        }
        for (int p = 0; p < paths; p++) {
            double[] apart = curvature.scatter(start.noise().sample(p));
            for (int f = 0; f < mode.length; f++) {
                start.state().set(f, p, mode[f] + apart[f]);
            }
        }
    }

    private void drawNoise(int lane, RandomKey key) {
        for (int k = 0; k < start.noise().features(); k++) {
            start.noise().set(k, lane, key.gaussian(k));
        }
    }

    static SaveAt saveAt(List<Window> chunk) {
        double[] starts = new double[chunk.size()];
        double[][] times = new double[chunk.size()][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = chunk.get(b).start();
            times[b] = chunk.get(b).targets().times();
        }
        return SaveAt.times(starts, times);
    }
}
