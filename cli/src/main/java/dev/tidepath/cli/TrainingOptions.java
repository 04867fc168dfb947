package dev.tidepath.cli;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.NetworkSettings;
import dev.tidepath.forecasting.prepare.TransformChoice;
import dev.tidepath.ode.adjoint.GradientMethod;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How the model is trained; what the user did not give is left to the forecaster's own defaults. */
final class TrainingOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every random number (default 1). The same seed gives the same bytes, with any number"
                    + " of threads.")
    private @Nullable Long seed;

    @Option(
            names = "--period",
            paramLabel = "DURATION",
            split = ",",
            hideParamSyntax = true,
            converter = TimeLength.Converter.class,
            description = "A cycle the series may follow, such as 24h or 7d; may be repeated. Dates that span two"
                    + " years or more, typically at most a quarter apart, have the year among them.")
    private @Nullable List<TimeLength> periods;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Training iterations (default: as many as the data ask for).")
    private @Nullable Integer iterations;

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "Greatest step length of a network's training, above 0 and at most 1 (default 0.01, or 0.005"
                    + " where there is little to learn from).")
    private @Nullable Double learningRate;

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "Units of a network's state, 3 to 512 (default 48); its other layers follow.")
    private @Nullable Integer units;

    @Option(
            names = "--networks",
            paramLabel = "N",
            description = "Networks that differ in their seeds alone, 1 to 16 (default 1); the forecast is the mean of"
                    + " their quantiles, and fitting takes N times as long.")
    private @Nullable Integer networks;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description =
                    "Stop training after N iterations although more are planned; where there is no rehearsal, replays"
                            + " a run that --max-time stopped at that count.")
    private @Nullable Integer stopAfter;

    @Option(
            names = "--max-time",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description =
                    "Emergency brake: stop the training of a network after so much real time, such as 90s or 5m, half"
                            + " of it in rehearsal where there is one (default none). Two runs that it stops may differ.")
    private @Nullable TimeLength maxTime;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that train (default all processors). The result does not depend on it.")
    private @Nullable Integer threads;

    @Option(
            names = "--adjoint",
            paramLabel = "METHOD",
            converter = GradientMethodConverter.class,
            description = "How gradients pass through the solver: checkpointed, exact for the steps taken (default),"
                    + " full-memory, the same with every state kept, or backsolve, the adjoint ODE in constant memory.")
    private @Nullable GradientMethod adjoint;

    @Option(
            names = "--transform",
            paramLabel = "none|auto|log|boxcox[=L]",
            converter = TransformConverter.class,
            description = "What values go through before a model sees them (default auto: what suits their domain and,"
                    + " for state-space, the series).")
    private @Nullable TransformChoice transform;

    @Option(
            names = "--intervals",
            paramLabel = "calibrated|flow|model",
            converter = IntervalsConverter.class,
            description = "Widen or narrow intervals until they would have covered the past (calibrated), give them the"
                    + " shape of the errors of the past too (flow), or leave them as the model has them (default:"
                    + " calibrated for auto, else model). All but model take a second fit.")
    private @Nullable Intervals intervals;

    /**
     * Checks what can be checked without the data.
     *
     * @throws UsageException if a number is out of range
     */
    void check() {
        requirePositive("--iterations", iterations);
        requirePositive("--stop-after", stopAfter);
        requirePositive("--threads", threads);
        network();
        if (maxTime != null) {
            realTime(maxTime);
        }
    }

    /**
     * Where intervals are to come from, if it is from a rehearsal, for which a model is fitted once more.
     *
     * @return empty unless the user asked for it
     */
    Optional<Intervals> rehearsed() {
        return Optional.ofNullable(intervals).filter(source -> source != Intervals.MODEL);
    }

    /**
     * The options that the user gave.
     *
     * @return their names
     */
    List<String> given() {
        List<String> given = new ArrayList<>();
        addIfGiven("--seed", seed, given);
        addIfGiven("--period", periods, given);
        addIfGiven("--iterations", iterations, given);
        addIfGiven("--learning-rate", learningRate, given);
        addIfGiven("--units", units, given);
        addIfGiven("--networks", networks, given);
        addIfGiven("--stop-after", stopAfter, given);
        addIfGiven("--max-time", maxTime, given);
        addIfGiven("--threads", threads, given);
        addIfGiven("--adjoint", adjoint, given);
        addIfGiven("--transform", transform, given);
        addIfGiven("--intervals", intervals, given);
        return given;
    }

    private static void addIfGiven(String name, @Nullable Object value, List<String> given) {
        if (value != null) {
            given.add(name);
        }
    }

    /**
     * What a model is told: the user's options, and the defaults of those not given.
     *
     * @param horizon what will be asked for
     * @param axis kind of axis the periods are on
     * @param timeColumn its name, for messages
     * @param zone whose clock cycles follow, if it is known
     * @return the settings
     * @throws UsageException if a period lacks a unit, or has one where the times have none
     */
    ModelSettings settings(Horizon horizon, TimeAxis axis, String timeColumn, Optional<ZoneId> zone) {
        return settings(Optional.of(horizon), axis, timeColumn, zone);
    }

    /**
     * What a model is told that may not be asked for a forecast.
     *
     * @param horizon what will be asked for, if it is known
     * @param axis kind of axis the periods are on
     * @param timeColumn its name, for messages
     * @param zone whose clock cycles follow, if it is known
     * @return the settings
     * @throws UsageException if a period lacks a unit, or has one where the times have none
     */
    ModelSettings settings(Optional<Horizon> horizon, TimeAxis axis, String timeColumn, Optional<ZoneId> zone) {
        ModelSettings defaults = ModelSettings.DEFAULTS;
        return new ModelSettings(
                seed(),
                defaults.paths(),
                threads == null ? defaults.threads() : threads,
                periods(axis, timeColumn),
                horizon,
                optional(iterations),
                optional(stopAfter),
                Optional.ofNullable(maxTime).map(TrainingOptions::realTime),
                adjoint == null ? defaults.gradient() : adjoint,
                transform == null ? defaults.transform() : transform,
                defaults.checkpoints(),
                Optional.ofNullable(intervals),
                network(),
                zone);
    }

    /**
     * How many networks are trained.
     *
     * @return one unless more are asked for
     */
    int networks() {
        return networks == null ? 1 : networks;
    }

    private NetworkSettings network() {
        if (learningRate != null && !(learningRate > 0 && learningRate <= 1)) {
            throw new UsageException("--learning-rate " + learningRate + ": a number above 0 and at most 1 is needed");
        }
        if (units != null && (units < NetworkSettings.FEWEST_UNITS || units > NetworkSettings.MOST_UNITS)) {
            throw new UsageException("--units " + units + ": a whole number from " + NetworkSettings.FEWEST_UNITS
                    + " to " + NetworkSettings.MOST_UNITS + " is needed");
        }
        if (networks != null && (networks < 1 || networks > NetworkSettings.MOST_NETWORKS)) {
            throw new UsageException("--networks " + networks + ": a whole number from 1 to "
                    + NetworkSettings.MOST_NETWORKS + " is needed");
        }
        OptionalDouble rate = learningRate == null ? OptionalDouble.empty() : OptionalDouble.of(learningRate);
        return new NetworkSettings(rate, optional(units), networks());
    }

    private static OptionalInt optional(@Nullable Integer count) {
        return count == null ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /**
     * The periods given.
     *
     * @param axis kind of axis they are on
     * @param timeColumn its name, for messages
     * @return in seconds on a calendar axis, else in the axis's own unit
     * @throws UsageException if a period lacks a unit, or has one where the times have none, or there are too many
     */
    List<Double> periods(TimeAxis axis, String timeColumn) {
        List<TimeLength> lengths = periods == null ? List.of() : periods;
        if (lengths.size() > ModelSettings.MOST_PERIODS) {
            throw new UsageException(
                    "--period: at most " + ModelSettings.MOST_PERIODS + " periods, not " + lengths.size());
        }
        return lengths.stream().map(p -> onAxis(p, axis, timeColumn)).toList();
    }

    /**
     * The seed of every random number.
     *
     * @return the user's, or the default
     */
    long seed() {
        return seed == null ? ModelSettings.DEFAULTS.seed() : seed;
    }

    /**
     * A period as a number.
     *
     * @param period a length of time
     * @param axis kind of axis it is on
     * @param timeColumn name of the column of times, for messages
     * @return in seconds on a calendar axis, else in the axis's own unit
     * @throws UsageException if it lacks a unit, or has one where the times have none
     */
    static double onAxis(TimeLength period, TimeAxis axis, String timeColumn) {
        return axis == TimeAxis.CALENDAR
                ? period.withUnit("--period", timeColumn).seconds()
                : period.plain("--period", timeColumn).value();
    }

    private static Duration realTime(TimeLength limit) {
        if (limit instanceof TimeLength.WithUnit w) {
            if (w.followsTheCalendar()) {
                throw new UsageException("--max-time " + limit.text() + ": months differ in length; write days");
            }
            return w.exact();
        }
        String text = limit.text();
        throw new UsageException(
                "--max-time " + text + ": " + text + " what? " + text + "s, " + text + "m, " + text + "h");
    }

    private static void requirePositive(String option, @Nullable Integer count) {
        if (count != null && count < 1) {
            throw new UsageException(option + " " + count + ": at least 1 is needed");
        }
    }

    /** Reads the names of transforms. */
    static final class TransformConverter implements ITypeConverter<TransformChoice> {

        @Override
        public TransformChoice convert(String text) {
            return TransformChoice.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is none of none, auto, log, boxcox and boxcox=L with L from -1 to 2"));
        }
    }

    /** Reads where intervals come from. */
    static final class IntervalsConverter implements ITypeConverter<Intervals> {

        @Override
        public Intervals convert(String text) {
            return Intervals.named(text)
                    .orElseThrow(
                            () -> new TypeConversionException("'" + text + "' is none of calibrated, flow and model"));
        }
    }

    /** Reads the names of gradient methods as they are written on the command line. */
    static final class GradientMethodConverter implements ITypeConverter<GradientMethod> {

        @Override
        public GradientMethod convert(String text) {
            for (GradientMethod method : GradientMethod.values()) {
                if (method.text().equals(text)) {
                    return method;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of checkpointed, full-memory and backsolve");
        }
    }
}
