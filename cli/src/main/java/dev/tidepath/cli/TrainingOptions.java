package dev.tidepath.cli;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.model.LatentOdeForecaster;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.ode.adjoint.GradientMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            names = "--max-time",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description = "Emergency brake: stop training after so much real time, such as 90s or 5m (default none)."
                    + " Two runs that it stops may differ.")
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

    /**
     * Checks what can be checked without the data.
     *
     * @throws UsageException if a number is out of range
     */
    void check() {
        requirePositive("--iterations", iterations);
        requirePositive("--threads", threads);
        if (maxTime != null) {
            realTime(maxTime);
        }
    }

    /**
     * Hands on what the user gave.
     *
     * @param builder takes the options
     * @param axis kind of axis the periods are on
     * @param timeColumn its name, for messages
     * @throws UsageException if a period lacks a unit, or has one where the times have none
     */
    void applyTo(LatentOdeForecaster.Builder builder, TimeAxis axis, String timeColumn) {
        if (seed != null) {
            builder.seed(seed);
        }
        if (iterations != null) {
            builder.iterations(iterations);
        }
        if (maxTime != null) {
            builder.maxTime(realTime(maxTime));
        }
        if (threads != null) {
            builder.threads(threads);
        }
        if (adjoint != null) {
            builder.gradient(adjoint);
        }
        periods(axis, timeColumn).forEach(builder::period);
    }

    /**
     * What the user gave, as settings for any model.
     *
     * @param axis kind of axis the periods are on
     * @param timeColumn its name, for messages
     * @param horizon what will be asked for
     * @return the defaults where the user gave nothing
     * @throws UsageException if a period lacks a unit, or has one where the times have none
     */
    ModelSettings settings(TimeAxis axis, String timeColumn, Horizon horizon) {
        ModelSettings usual = ModelSettings.DEFAULTS;
        return new ModelSettings(
                seed(),
                usual.paths(),
                threads == null ? usual.threads() : threads,
                periods(axis, timeColumn),
                Optional.of(horizon),
                iterations == null ? usual.iterations() : OptionalInt.of(iterations),
                maxTime == null ? usual.maxTime() : Optional.of(realTime(maxTime)),
                adjoint == null ? usual.gradient() : adjoint);
    }

    /**
     * The periods given.
     *
     * @param axis kind of axis they are on
     * @param timeColumn its name, for messages
     * @return in seconds on a calendar axis, else in the axis's own unit
     * @throws UsageException if a period lacks a unit, or has one where the times have none
     */
    List<Double> periods(TimeAxis axis, String timeColumn) {
        List<Double> given = new ArrayList<>();
        if (periods != null) {
            periods.forEach(period -> given.add(onAxis(period, axis, timeColumn)));
        }
        return given;
    }

    /**
     * The seed of every random number.
     *
     * @return the user's, or the default
     */
    long seed() {
        return seed == null ? ModelSettings.DEFAULTS.seed() : seed;
    }

    private static double onAxis(TimeLength period, TimeAxis axis, String timeColumn) {
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
