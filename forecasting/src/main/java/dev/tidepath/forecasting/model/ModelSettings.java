package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.ode.adjoint.GradientMethod;
import dev.tidepath.train.CheckpointStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Settings that are told to every {@link Model} by name; each takes what concerns it. Start from {@link #DEFAULTS}, and tell
 * the horizon that will be asked for wherever it is known:
 *
 * <pre>{@code
 * ModelSettings.DEFAULTS.withHorizon(day).withPeriods(List.of(86_400.0)).withSeed(7)
 * }</pre>
 *
 * @param seed seed of every random number
 * @param paths joint sample paths of a forecast
 * @param threads how many threads work; results do not depend on it
 * @param periods periods known beforehand, at most {@value #MOST_PERIODS}, in the axis's unit: seconds on a calendar axis
 * @param horizon what will be asked for, if it is known; a network practises it and a blend rehearses it, else a share of the
 *     span of the data
 * @param iterations iterations of training, where a model trains; chosen by the model if absent
 * @param stopAfter iterations after which training stops although more are planned, where a model trains
 * @param maxTime emergency brake on the wall-clock time of training
 * @param gradient how gradients are taken through a solver
 * @param transform which transforms of the values come into question
 * @param checkpoints where checkpoints are kept, where a model trains
 * @param intervals where intervals come from; if absent, those of {@link Model#AUTO} are calibrated, others the model's own
 * @param network size and training of networks
 * @param zone whose clock the cycles of calendar times follow, if it is known
 */
public record ModelSettings(
        long seed,
        int paths,
        int threads,
        List<Double> periods,
        Optional<Horizon> horizon,
        OptionalInt iterations,
        OptionalInt stopAfter,
        Optional<Duration> maxTime,
        GradientMethod gradient,
        TransformChoice transform,
        Optional<CheckpointStore> checkpoints,
        Optional<Intervals> intervals,
        NetworkSettings network,
        Optional<ZoneId> zone) {

    /** So many periods a model can be told, and its file can hold. */
    public static final int MOST_PERIODS = 16;

    /** The defaults: seed 1, 400 paths, all processors. */
    public static final ModelSettings DEFAULTS = new ModelSettings(
            1,
            400,
            Runtime.getRuntime().availableProcessors(),
            List.of(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            GradientMethod.CHECKPOINTED,
            TransformChoice.AUTO,
            Optional.empty(),
            Optional.empty(),
            NetworkSettings.DEFAULTS,
            Optional.empty());

    /**
     * Checks the counts and periods.
     *
     * @param seed see the component
     * @param paths see the component
     * @param threads see the component
     * @param periods see the component
     * @param horizon see the component
     * @param iterations see the component
     * @param stopAfter see the component
     * @param maxTime see the component
     * @param gradient see the component
     * @param transform see the component
     * @param checkpoints see the component
     * @param intervals see the component
     * @param network see the component
     * @param zone see the component
     * @throws IllegalArgumentException if a count or a period is not positive, or there are too many periods
     */
    public ModelSettings {
        periods = List.copyOf(periods);
        if (periods.size() > MOST_PERIODS) {
            throw new IllegalArgumentException("at most " + MOST_PERIODS + " periods: " + periods.size());
        }
        positive("paths", paths);
        positive("threads", threads);
        iterations.ifPresent(count -> positive("iterations", count));
        stopAfter.ifPresent(count -> positive("stopAfter", count));
        for (double period : periods) {
            if (!(period > 0 && Double.isFinite(period))) {
                throw new IllegalArgumentException("a period must be positive: " + period);
            }
        }
    }

    /**
     * The same settings with another seed.
     *
     * @param number seed of every random number
     * @return new settings
     */
    public ModelSettings withSeed(long number) {
        return with(s -> s.seed = number);
    }

    /**
     * The same settings with another number of threads.
     *
     * @param count threads, at least one
     * @return new settings
     */
    public ModelSettings withThreads(int count) {
        return with(s -> s.threads = count);
    }

    /**
     * The same settings with another number of sample paths.
     *
     * @param count paths of a forecast, at least one
     * @return new settings
     */
    public ModelSettings withPaths(int count) {
        return with(s -> s.paths = count);
    }

    /**
     * The same settings with other periods.
     *
     * @param known periods known beforehand, in the axis's unit
     * @return new settings
     */
    public ModelSettings withPeriods(List<Double> known) {
        return with(s -> s.periods = known);
    }

    /**
     * The same settings with another horizon.
     *
     * @param told what will be asked for
     * @return new settings
     */
    public ModelSettings withHorizon(Horizon told) {
        return with(s -> s.horizon = Optional.of(told));
    }

    /**
     * The same settings with other transforms.
     *
     * @param choice which transforms come into question
     * @return new settings
     */
    public ModelSettings withTransform(TransformChoice choice) {
        return with(s -> s.transform = choice);
    }

    /**
     * The same settings with another length of training.
     *
     * @param count iterations, at least one
     * @return new settings
     */
    public ModelSettings withIterations(int count) {
        return with(s -> s.iterations = OptionalInt.of(count));
    }

    /**
     * The same settings with intervals from elsewhere.
     *
     * @param source where intervals come from
     * @return new settings
     */
    public ModelSettings withIntervals(Intervals source) {
        return with(s -> s.intervals = Optional.of(source));
    }

    /**
     * The same settings with other networks.
     *
     * @param told size and training of networks
     * @return new settings
     */
    public ModelSettings withNetwork(NetworkSettings told) {
        return with(s -> s.network = told);
    }

    /**
     * The same settings with checkpoints.
     *
     * @param store where they are kept
     * @return new settings
     */
    public ModelSettings withCheckpoints(CheckpointStore store) {
        return with(s -> s.checkpoints = Optional.of(store));
    }

    /**
     * The same settings by the clock of a zone.
     *
     * @param clock whose clock the cycles of calendar times follow
     * @return new settings
     */
    public ModelSettings withZone(ZoneId clock) {
        return with(s -> s.zone = Optional.of(clock));
    }

    /**
     * The same settings with an end of the training before the planned one.
     *
     * @param count iterations, at least one
     * @return new settings
     */
    public ModelSettings withStopAfter(int count) {
        return with(s -> s.stopAfter = OptionalInt.of(count));
    }

    /**
     * The same settings with an emergency brake on training. What it stops depends on the machine.
     *
     * @param most wall-clock time
     * @return new settings
     */
    public ModelSettings withMaxTime(Duration most) {
        return with(s -> s.maxTime = Optional.of(most));
    }

    /**
     * The same settings with other gradients.
     *
     * @param method how gradients are taken through a solver
     * @return new settings
     */
    public ModelSettings withGradient(GradientMethod method) {
        return with(s -> s.gradient = method);
    }

    /** The same settings with no more than so many iterations. */
    ModelSettings withIterationsOfAtMost(int most) {
        return withIterations(Math.min(most, iterations.orElse(most)));
    }

    /** The same settings for one of so many trainings: its part of the time, and no checkpoints. */
    ModelSettings ofOne(int trainings) {
        return with(s -> {
            s.maxTime = maxTime.map(time -> time.dividedBy(trainings));
            s.checkpoints = Optional.empty();
        });
    }

    private ModelSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ModelSettings(
                draft.seed,
                draft.paths,
                draft.threads,
                draft.periods,
                draft.horizon,
                draft.iterations,
                draft.stopAfter,
                draft.maxTime,
                draft.gradient,
                draft.transform,
                draft.checkpoints,
                draft.intervals,
                draft.network,
                draft.zone);
    }

    /** What may be changed in other settings. */
    private static final class Draft {
        private long seed;
        private int paths;
        private int threads;
        private List<Double> periods;
        private Optional<Horizon> horizon;
        private OptionalInt iterations;
        private OptionalInt stopAfter;
        private Optional<Duration> maxTime;
        private GradientMethod gradient;
        private TransformChoice transform;
        private Optional<CheckpointStore> checkpoints;
        private Optional<Intervals> intervals;
        private NetworkSettings network;
        private Optional<ZoneId> zone;

        Draft(ModelSettings from) {
            seed = from.seed;
            paths = from.paths;
            threads = from.threads;
            periods = from.periods;
            horizon = from.horizon;
            iterations = from.iterations;
            stopAfter = from.stopAfter;
            maxTime = from.maxTime;
            gradient = from.gradient;
            transform = from.transform;
            checkpoints = from.checkpoints;
            intervals = from.intervals;
            network = from.network;
            zone = from.zone;
        }
    }

    private static void positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be positive: " + count);
        }
    }
}
