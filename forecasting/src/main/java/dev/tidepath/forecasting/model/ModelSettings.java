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

/**
 * Settings that are told to every {@link Model} by name; each takes what concerns it.
 *
 * @param seed seed of every random number
 * @param paths joint sample paths of a forecast
 * @param threads how many threads work; results do not depend on it
 * @param periods periods known beforehand, at most {@value #MOST_PERIODS}, in the axis's unit: seconds on a calendar axis
 * @param horizon what will be asked for, if it is known
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
     * Settings without a zone.
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
     */
    public ModelSettings(
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
            NetworkSettings network) {
        this(
                seed,
                paths,
                threads,
                periods,
                horizon,
                iterations,
                stopAfter,
                maxTime,
                gradient,
                transform,
                checkpoints,
                intervals,
                network,
                Optional.empty());
    }

    /**
     * Settings with the default size and training of networks, and no zone.
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
     */
    public ModelSettings(
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
            Optional<Intervals> intervals) {
        this(
                seed,
                paths,
                threads,
                periods,
                horizon,
                iterations,
                stopAfter,
                maxTime,
                gradient,
                transform,
                checkpoints,
                intervals,
                NetworkSettings.DEFAULTS);
    }

    /**
     * The same settings with another number of sample paths.
     *
     * @param count paths of a forecast, at least one
     * @return new settings
     */
    public ModelSettings withPaths(int count) {
        return with(count, periods, horizon, iterations, maxTime, transform, checkpoints, intervals, network);
    }

    /**
     * The same settings with other periods.
     *
     * @param known periods known beforehand, in the axis's unit
     * @return new settings
     */
    public ModelSettings withPeriods(List<Double> known) {
        return with(paths, known, horizon, iterations, maxTime, transform, checkpoints, intervals, network);
    }

    /**
     * The same settings with another horizon.
     *
     * @param told what will be asked for
     * @return new settings
     */
    public ModelSettings withHorizon(Horizon told) {
        return with(paths, periods, Optional.of(told), iterations, maxTime, transform, checkpoints, intervals, network);
    }

    /**
     * The same settings with other transforms.
     *
     * @param choice which transforms come into question
     * @return new settings
     */
    public ModelSettings withTransform(TransformChoice choice) {
        return with(paths, periods, horizon, iterations, maxTime, choice, checkpoints, intervals, network);
    }

    /**
     * The same settings with another length of training.
     *
     * @param count iterations, at least one
     * @return new settings
     */
    public ModelSettings withIterations(int count) {
        return with(
                paths, periods, horizon, OptionalInt.of(count), maxTime, transform, checkpoints, intervals, network);
    }

    /**
     * The same settings with intervals from elsewhere.
     *
     * @param source where intervals come from
     * @return new settings
     */
    public ModelSettings withIntervals(Intervals source) {
        return with(paths, periods, horizon, iterations, maxTime, transform, checkpoints, Optional.of(source), network);
    }

    /**
     * The same settings with other networks.
     *
     * @param told size and training of networks
     * @return new settings
     */
    public ModelSettings withNetwork(NetworkSettings told) {
        return with(paths, periods, horizon, iterations, maxTime, transform, checkpoints, intervals, told);
    }

    /**
     * The same settings with checkpoints.
     *
     * @param store where they are kept
     * @return new settings
     */
    public ModelSettings withCheckpoints(CheckpointStore store) {
        return with(paths, periods, horizon, iterations, maxTime, transform, Optional.of(store), intervals, network);
    }

    /**
     * The same settings by the clock of a zone.
     *
     * @param clock whose clock the cycles of calendar times follow
     * @return new settings
     */
    public ModelSettings withZone(ZoneId clock) {
        return new ModelSettings(
                seed,
                paths,
                threads,
                periods,
                horizon,
                iterations,
                stopAfter,
                maxTime,
                gradient,
                transform,
                checkpoints,
                intervals,
                network,
                Optional.of(clock));
    }

    /** The same settings with no more than so many iterations. */
    ModelSettings withIterationsOfAtMost(int most) {
        OptionalInt fewer = OptionalInt.of(Math.min(most, iterations.orElse(most)));
        return with(paths, periods, horizon, fewer, maxTime, transform, checkpoints, intervals, network);
    }

    /** The same settings for one of so many trainings: its part of the time, and no checkpoints. */
    ModelSettings ofOne(int trainings) {
        Optional<Duration> part = maxTime.map(time -> time.dividedBy(trainings));
        return with(paths, periods, horizon, iterations, part, transform, Optional.empty(), intervals, network);
    }

    private ModelSettings with(
            int otherPaths,
            List<Double> otherPeriods,
            Optional<Horizon> otherHorizon,
            OptionalInt otherIterations,
            Optional<Duration> otherMaxTime,
            TransformChoice otherTransform,
            Optional<CheckpointStore> otherCheckpoints,
            Optional<Intervals> otherIntervals,
            NetworkSettings otherNetwork) {
        return new ModelSettings(
                seed,
                otherPaths,
                threads,
                otherPeriods,
                otherHorizon,
                otherIterations,
                stopAfter,
                otherMaxTime,
                gradient,
                otherTransform,
                otherCheckpoints,
                otherIntervals,
                otherNetwork,
                zone);
    }

    private static void positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be positive: " + count);
        }
    }
}
