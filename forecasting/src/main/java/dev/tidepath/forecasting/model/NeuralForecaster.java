package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Adam;
import dev.tidepath.train.CheckpointStore;
import dev.tidepath.train.EarlyStopping;
import dev.tidepath.train.Schedule;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import dev.tidepath.train.TrainingResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts by a network trained on windows of the series: a latent ODE, a latent SDE, a transformer over tokens, or another {@link Network}.
 *
 * <p>Times and values are normalised inside (see {@link Preparation}): a regression on the time and a recent level are
 * taken out, the network models what remains. One model serves all series of a set, and series it has not seen.
 */
public final class NeuralForecaster implements Forecaster {

    private static final NeuralState.Solver SOLVER = new NeuralState.Solver(1e-3, 1e-3, 10_000);

    private static final double LEARNING_RATE = 1e-2;
    /** With fewer than {@link Calibration#TRUSTED_WINDOWS}. */
    private static final double CAREFUL_RATE = 5e-3;

    private static final double CLIP_NORM = 1.0;
    /** Chunks of windows that tell how good weights are. */
    private static final int VALIDATED = 6;
    /** After so few iterations a network has learnt nothing. */
    private static final int BEFORE = 10;
    /** A round has to make errors smaller by three hundredths for another to be worth its time. */
    private static final double GAIN = 0.03;

    private final NeuralOptions options;

    private NeuralForecaster(NeuralOptions options) {
        this.options = options;
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public FittedForecaster fit(SeriesSet given, TrainingListener listener) {
        given.requireFittable();
        SeriesSet series = new SeriesSet(given.withoutCovariates().observed());
        RandomKey key = RandomKey.of(options.seed());
        PreparationBuilder data = new PreparationBuilder(series, options.practised(series), options.periods());
        NeuralShape shape = options.shape(series.channels().size(), data);
        SequenceModel model = shape.model();
        double[] values = model.initialValues(key.derive("initial values"));
        ForecastErrors errors = new ForecastErrors(data, SOLVER.solver(), key.derive("validation"), VALIDATED);
        TrainingResult result = train(series, data, shape, model, values, errors, listener);
        PathErrors paths = shape.hasRandomPaths()
                ? PathErrors.of(model, values, data, SOLVER.solver(), key.derive("path errors"))
                : PathErrors.none(model.channels());
        Calibration calibration = new Calibration(model, data, values, paths);
        calibration.measure();
        calibration.trust();
        double[] gate = new double[0];
        if (result.iterations() >= PosteriorChoice.LEAST_TRAINED) {
            if (shape instanceof LatentOdeShape latent) {
                LatentOdeShape chosen = new PosteriorChoice(
                                values, data, SOLVER.solver(), key.derive("posterior"), errors)
                        .choose(latent, data.longest());
                if (chosen.refinement() > 0) {
                    calibration.trust();
                }
                shape = chosen;
            }
            if (!(shape instanceof LatentOdeShape latent && latent.refinement() > 0)) {
                gate = errors.gate(model, values).shares();
                calibration.gate(gate);
            }
        }
        NeuralState state = new NeuralState(
                SeriesSchema.of(series),
                new NeuralState.Options(options.seed(), options.paths(), SOLVER, shape),
                data.preparation(),
                NeuralState.named(model.parameters(), values),
                new Provenance(options.network().text(), facts(series, data, shape, gate, values.length, result)));
        return new FittedNeural(state, options.threads());
    }

    private TrainingResult train(
            SeriesSet series,
            PreparationBuilder data,
            NeuralShape shape,
            SequenceModel model,
            double[] values,
            ForecastErrors errors,
            TrainingListener listener) {
        int[] rounds = options.rounds(data);
        int iterations = rounds[rounds.length - 1];
        double usual = data.effectiveWindows() < Calibration.TRUSTED_WINDOWS ? CAREFUL_RATE : LEARNING_RATE;
        double rate = options.settings().learningRate().orElse(usual);
        TrainingLoop loop = new TrainingLoop(new TrainingOptions(
                iterations,
                Adam.STANDARD,
                new Schedule.Rounds(rate, rounds),
                CLIP_NORM,
                options.threads(),
                options.stopAfter(),
                options.maxTime()));
        if (options.stopsEarly(data)) {
            int[] at = IntStream.concat(IntStream.of(BEFORE), Arrays.stream(rounds))
                    .toArray();
            loop = loop.with(new EarlyStopping(errors.validation(model), at, 1, GAIN));
        }
        RandomKey key = RandomKey.of(options.seed()).derive("training");
        Elbo elbo = new Elbo(model, data, key, rounds[0], SOLVER.solver(), options.gradient());
        Checkpoints checkpoints = options.checkpoints();
        TrainingResult result = checkpoints == null
                ? loop.run(elbo, values, listener)
                : checkpoints.run(loop, elbo, values, options.fingerprint(series, data, shape, SOLVER), listener);
        if (result.iterations() == 0) {
            throw new FitException(
                    "TP-M001",
                    result.failure().orElse("the loss is not finite") + ", in the first iteration",
                    "look for values that are many orders of magnitude apart");
        }
        return result;
    }

    private Map<String, String> facts(
            SeriesSet series,
            PreparationBuilder data,
            NeuralShape shape,
            double[] gate,
            int parameters,
            TrainingResult result) {
        Map<String, String> facts = DataSummary.of(series).facts();
        facts.put("parameters", Integer.toString(parameters));
        facts.put("time features", Integer.toString(data.features().size()));
        facts.put("seed", Long.toString(options.seed()));
        facts.put(
                "iterations",
                result.iterations() + " of " + options.iterations(data) + ", ended by "
                        + result.reason().text());
        result.failure().ifPresent(failure -> facts.put("failure", failure));
        if (gate.length > 0) {
            facts.put(
                    "network's share",
                    Arrays.stream(gate).mapToObj(Double::toString).collect(Collectors.joining(", ")));
        }
        facts.put("gradient", options.gradient().text());
        if (data.preparation().alike()) {
            facts.put("level and scale", "shared by all series");
        }
        facts.put("loss", String.format(Locale.ROOT, "%.4f", result.smoothedLoss()));
        if (shape instanceof LatentOdeShape latent) {
            facts.put("posterior", latent.refinement() > 0 ? "refined" : "encoded");
        }
        return facts;
    }

    /** Options of a forecaster; every one has a default. */
    public static final class Builder {

        private Network network = Network.LATENT_ODE;
        private long seed = 1;
        private int iterations;
        private int stopAfter = Integer.MAX_VALUE;
        private int paths = 400;
        private int threads = Runtime.getRuntime().availableProcessors();
        private NetworkSettings settings = NetworkSettings.DEFAULTS;
        private GradientMethod gradient = GradientMethod.CHECKPOINTED;
        private final List<Double> periods = new ArrayList<>();
        private @Nullable Duration maxTime;
        private @Nullable Horizon horizon;
        private @Nullable Checkpoints checkpoints;

        private Builder() {}

        private static int positive(String what, int count) {
            if (count < 1) {
                throw new IllegalArgumentException(what + " must be positive: " + count);
            }
            return count;
        }

        /**
         * Sets which network is trained; the latent ODE by default.
         *
         * @param newNetwork one of them
         * @return this
         */
        public Builder network(Network newNetwork) {
            network = newNetwork;
            return this;
        }

        /**
         * Sets the seed of every random number; the same seed gives the same bytes.
         *
         * @param newSeed any number
         * @return this
         */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /**
         * Sets how many training iterations are run; by default as many as the data ask for, between 300 and 2,000.
         *
         * @param count positive
         * @return this
         */
        public Builder iterations(int count) {
            iterations = positive("iterations", count);
            return this;
        }

        /**
         * Sets after how many iterations the training stops although more are planned; replays a run that a time limit or a
         * listener ended at that count.
         *
         * @param count positive
         * @return this
         */
        public Builder stopAfter(int count) {
            stopAfter = positive("stopAfter", count);
            return this;
        }

        /**
         * Sets how many joint sample paths a forecast holds.
         *
         * @param count positive
         * @return this
         */
        public Builder paths(int count) {
            paths = positive("paths", count);
            return this;
        }

        /**
         * Sets an emergency brake on the training's wall-clock time; the provenance tells the count for {@link #stopAfter}.
         *
         * @param limit positive
         * @return this
         */
        public Builder maxTime(Duration limit) {
            maxTime = limit;
            return this;
        }

        /**
         * Sets how many threads train; results do not depend on it.
         *
         * @param count positive
         * @return this
         */
        public Builder threads(int count) {
            threads = positive("threads", count);
            return this;
        }

        /**
         * Sets how large the network is and how it learns.
         *
         * @param told what is told of it
         * @return this
         */
        public Builder settings(NetworkSettings told) {
            settings = told;
            return this;
        }

        /**
         * Sets how gradients are taken through the solver.
         *
         * @param method strategy
         * @return this
         */
        public Builder gradient(GradientMethod method) {
            gradient = method;
            return this;
        }

        /**
         * Adds a period whose harmonics the field and the decoder see.
         *
         * @param length positive, in the axis's unit: seconds on a calendar axis
         * @return this
         */
        public Builder period(double length) {
            if (!(length > 0 && Double.isFinite(length))) {
                throw new IllegalArgumentException("a period must be positive: " + length);
            }
            periods.add(length);
            return this;
        }

        /**
         * Sets the horizon the training practises on; give the one you will ask for.
         *
         * @param practised horizon
         * @return this
         */
        public Builder horizon(Horizon practised) {
            horizon = practised;
            return this;
        }

        /**
         * Sets where checkpoints of the training are kept. If one is there when {@link NeuralForecaster#fit} is called,
         * the training goes on from it, bit for bit as if it had never ended.
         *
         * @param store keeps the last one, such as a {@link dev.tidepath.forecasting.store.CheckpointFile}
         * @param interval real time between two; zero for one after every iteration
         * @return this
         */
        public Builder checkpoint(CheckpointStore store, Duration interval) {
            checkpoints = new Checkpoints(store, interval);
            return this;
        }

        /**
         * Builds the forecaster.
         *
         * @return an unfitted forecaster
         */
        public NeuralForecaster build() {
            return new NeuralForecaster(new NeuralOptions(
                    network,
                    seed,
                    iterations,
                    stopAfter,
                    paths,
                    threads,
                    settings,
                    gradient,
                    List.copyOf(periods),
                    maxTime,
                    horizon,
                    checkpoints));
        }
    }
}
