package dev.tidepath.latent;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thread's passes through a {@link LatentOde}, bound to a parameter vector. Not thread-safe. */
public final class LatentOdeRun implements SequenceModel.Run {

    private final LatentOde model;
    private final OdeSolver solver;
    private final Adjoint adjoint;
    private final int samples;
    private final RecognitionNetwork.Run encoder;
    private final Decoder.Run decoder;
    private final DifferentiableField field;
    private final @Nullable Continuity continuity;
    private final @Nullable Refinement refinement;
    private final Intensity.@Nullable Run intensity;
    private final Classifier.@Nullable Run classifier;
    private final DifferentiableField trainedField;
    private final Bound bound;
    private final Starts starts;

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
        decoder = model.decoder().newRun(values);
        int lanes = samples * capacity;
        field = model.newField(values, lanes);
        continuity = inference.continuity() == 0
                ? null
                : new Continuity(
                        model.posterior().continuity(inference.continuity()).newPass(values), encoder, samples);
        refinement = inference.refinement() == 0
                ? null
                : new Refinement(model, values, solver, field, decoder, inference.refinement());
        starts = new Starts(model.posterior().draw(samples).newPass(values), model.options(), lanes);
        Intensity times = model.intensity();
        Classifier labels = model.classifier();
        intensity = times == null ? null : times.newRun(values);
        classifier = labels == null ? null : labels.newRun(values);
        trainedField = intensity == null ? field : model.newTrainedField(values, lanes);
        List<BoundTerm> terms = new ArrayList<>();
        if (intensity != null) {
            terms.add(intensity);
        }
        if (classifier != null) {
            terms.add(classifier);
        }
        bound = new Bound(model.options().latentSize(), decoder, terms, samples);
    }

    /**
     * With one draw a window {@code Σ_windows ( −Σ_observed ln p(y | z) + klWeight · KL )}; see {@link InferenceOptions},
     * {@link IntensityOptions} and {@link ClassOptions}.
     */
    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        List<Window> lanes = repeated(chunk, samples);
        starts.begin(encoder.encode(chunk), samples);
        for (int b = 0; b < lanes.size(); b++) {
            RandomKey key = lanes.get(b).key();
            starts.drawNoise(b, 1, samples == 1 ? key : key.derive("sample").derive(b % samples));
        }
        starts.draw();
        Matrix solvedStarts = intensity == null ? starts.state() : StateRows.withZeros(starts.state());
        Adjoint.Trajectory path = adjoint.solve(solver, trainedField, solvedStarts, context(lanes), saveAt(lanes));
        Matrix states = path.solution().orThrow().outputs();
        BoundTerm.Paths paths = new BoundTerm.Paths(lanes, starts.state(), states);
        Bound.Value value = bound.of(paths, starts, klWeight, weight, gradient);
        double loss = value.loss();
        Matrix stateAdjoints = value.adjoints().states();
        if (continuity != null) {
            Matrix latent = StateRows.first(model.options().latentSize(), states);
            loss += continuity.add(chunk, latent, klWeight, weight, stateAdjoints, gradient);
        }
        if (!Double.isFinite(loss)) {
            throw notFinite(chunk, paths, klWeight);
        }
        Matrix startAdjoints = starts.stateAdjoint();
        Matrix solvedAdjoints = intensity == null ? startAdjoints : StateRows.withZeros(startAdjoints);
        path.backward(stateAdjoints, TrajectoryGradient.of(solvedAdjoints, gradient, null));
        encoder.backward(starts.pullback(samples, gradient), continuity, gradient);
        return weight * loss;
    }

    private NonFiniteLossException notFinite(List<Window> chunk, BoundTerm.Paths paths, double klWeight) {
        List<NonFiniteLossException> blamed = bound.blamed(paths, starts, klWeight);
        if (continuity != null) {
            continuity.blamed(chunk, klWeight).ifPresent(blamed::add);
        }
        return blamed.stream()
                .min(Comparator.comparingInt(NonFiniteLossException::sample))
                .orElseGet(() -> new NonFiniteLossException("the sum of the losses is not finite"));
    }

    private static List<Window> repeated(List<Window> chunk, int times) {
        return times == 1
                ? chunk
                : chunk.stream()
                        .flatMap(w -> Collections.nCopies(times, w).stream())
                        .toList();
    }

    private Matrix solve(List<Window> lanes) {
        return solver.solve(field, starts.state(), context(lanes), saveAt(lanes))
                .orThrow()
                .outputs();
    }

    /** The starts at the posterior's mean, the mode if it is refined. */
    private Matrix likelyStarts(List<Window> chunk) {
        starts.drawMean(encoder.encode(chunk));
        if (refinement != null) {
            refinement.refine(chunk, starts.state());
        }
        return starts.state();
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
        likelyStarts(chunk);
        return solve(chunk);
    }

    /**
     * The rates at which the channels are observed along {@link #path}, in events a unit of model time.
     *
     * @param chunk windows, at most the capacity; the rates are those at their target times
     * @return channels × columns, packed window by window
     * @throws IllegalStateException if the model has no {@link IntensityOptions}
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public Matrix intensities(List<Window> chunk) {
        if (intensity == null) {
            throw new IllegalStateException("the model has no intensity");
        }
        return exponentials(intensity.logRates(chunk, path(chunk)));
    }

    /**
     * The rates at which the channels of one window are observed, in events a unit of model time: the mean over paths from its
     * posterior, {@code E λ(z(t))}. What the likelihood of the times is trained for is this mean; along the path of the mean
     * start, as {@link #intensities(List)} has it, the rate is lower by a share of about half the variance of its logarithm.
     *
     * @param window its rates are those at its target times; its key is that of the draws
     * @param paths how many, at most the capacity
     * @return channels × times
     * @throws IllegalStateException if the model has no {@link IntensityOptions}
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public Matrix intensities(Window window, int paths) {
        if (intensity == null) {
            throw new IllegalStateException("the model has no intensity");
        }
        drawStarts(window, paths);
        List<Window> copies = Collections.nCopies(paths, window);
        Matrix rates = exponentials(intensity.logRates(copies, solve(copies)));
        int times = window.targets().size();
        Matrix mean = Matrix.zeros(rates.features(), times);
        for (int f = 0; f < rates.features(); f++) {
            for (int column = 0; column < rates.batch(); column++) {
                mean.row(f)[column % times] += rates.get(f, column) / paths;
            }
        }
        return mean;
    }

    /**
     * The probabilities of the windows' classes, given the posterior's mean, the mode if it is refined. Their targets and
     * labels play no part.
     *
     * @param chunk windows, at most the capacity
     * @return classes × windows
     * @throws IllegalStateException if the model has no {@link ClassOptions}
     */
    public Matrix classProbabilities(List<Window> chunk) {
        if (classifier == null) {
            throw new IllegalStateException("the model has no classes");
        }
        return exponentials(classifier.logProbabilities(likelyStarts(chunk)));
    }

    private static Matrix exponentials(Matrix logs) {
        for (int f = 0; f < logs.features(); f++) {
            for (int b = 0; b < logs.batch(); b++) {
                logs.set(f, b, StrictMath.exp(logs.get(f, b)));
            }
        }
        return logs;
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

    /**
     * The gradient of {@code Σ_p w_p m_p} by the values of a window's context, where m_p is the mean of a channel at one target
     * on the sample path p that {@link #sample} draws: one pass back through decoder, paths and encoder with the draws held. A
     * refined posterior has no encoder to go through: its mode is followed by the implicit function theorem.
     *
     * @param window what is known and the times asked for
     * @param channel channel index
     * @param target index of the target time
     * @param weights one a path, at most the capacity
     * @return gradient by the packed index of the context's values
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     * @throws IllegalStateException if the encoder has no gradient by what it reads
     */
    public double[] contextGradient(Window window, int channel, int target, double[] weights) {
        int paths = weights.length;
        int targets = window.targets().size();
        Optional<Refinement.Mode> mode = drawStarts(window, paths);
        List<Window> copies = Collections.nCopies(paths, window);
        if (mode.isPresent() && refinement != null) {
            return refinement.contextGradient(window, mode.get(), beside -> {
                scatter(beside, paths);
                Matrix states = solve(copies);
                Matrix means = Matrix.zeros(model.options().channels(), states.batch());
                decoder.mean(states, copies, means);
                double sum = 0;
                for (int p = 0; p < paths; p++) {
                    sum += weights[p] * means.get(channel, p * targets + target);
                }
                return sum;
            });
        }
        Adjoint.Trajectory path = adjoint.solve(solver, field, starts.state(), context(copies), saveAt(copies));
        Matrix states = path.solution().orThrow().outputs();
        Matrix bars = Matrix.zeros(model.options().channels(), states.batch());
        for (int p = 0; p < paths; p++) {
            bars.set(channel, p * targets + target, weights[p]);
        }
        double[] ignored = new double[model.parameters().size()];
        starts.stateAdjoint().clear();
        Arrays.fill(starts.divergenceAdjoint(), 0, paths, 0.0);
        path.backward(
                decoder.meanPullback(states, copies, bars),
                TrajectoryGradient.of(starts.stateAdjoint(), ignored, null));
        return encoder.contextAdjoints(window, starts.pullback(paths, ignored));
    }

    private Optional<Refinement.Mode> drawStarts(Window window, int paths) {
        Matrix encoded = encoder.encode(List.of(window));
        Optional<Refinement.Mode> refined = Optional.empty();
        if (refinement != null) {
            starts.drawMean(encoded);
            Matrix state = starts.state().slice(0, 1);
            refined = Optional.of(new Refinement.Mode(
                    state, refinement.refine(List.of(window), state).get(0)));
        }
        starts.begin(encoded, paths);
        for (int p = 0; p < paths; p++) {
            starts.drawNoise(p, Scatter.sign(p), window.key().derive("path").derive(p / 2));
        }
        if (refined.isPresent()) {
            scatter(refined.get(), paths);
        } else {
            starts.draw();
        }
        return refined;
    }

    /** Puts the starts about a mode by the noise drawn. */
    private void scatter(Refinement.Mode mode, int paths) {
        double[] middle = mode.state().sample(0);
        for (int p = 0; p < paths; p++) {
            double[] apart = mode.curvature().scatter(starts.noise().sample(p));
            for (int f = 0; f < middle.length; f++) {
                starts.state().set(f, p, middle[f] + apart[f]);
            }
        }
    }

    private Context context(List<Window> lanes) {
        return model.options().conditioning().context(lanes);
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
