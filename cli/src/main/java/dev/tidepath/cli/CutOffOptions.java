package dev.tidepath.cli;

import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.TimeText;
import java.time.temporal.TemporalAmount;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From which cut-offs the past is forecast, and how. */
abstract sealed class CutOffOptions permits BacktestOptions, TuneOptions {

    private static final int USUAL_CUTOFFS = 10;
    private static final int USUAL_HISTORY = 10;
    /** As many as a backtest can have. */
    static final int MOST_CUTOFFS = 100_000;

    private static final int MOST_DROPPED = 99;

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description = "How far each forecast reaches from its cut-off. Required.")
    private @Nullable TimeLength horizon;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description = "Distance of two cut-offs (default: the horizon).")
    private @Nullable TimeLength every;

    @Option(
            names = "--cutoffs",
            paramLabel = "N",
            description =
                    "How many cut-offs (default 10, or with --from as many as there are). They are counted back from"
                            + " each series' own end, so that the last one leaves the horizon ahead.")
    private @Nullable Integer cutoffs;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Take the same cut-offs for all series instead, from this time on. Use it where series share a"
                            + " calendar, as stations share the weather.")
    private @Nullable String from;

    @Option(
            names = "--min-history",
            paramLabel = "N",
            description = "Observation times that a cut-off must have before it (default 10).")
    private @Nullable Integer minHistory;

    @Option(
            names = "--refit",
            paramLabel = "never|N",
            converter = RefitConverter.class,
            description =
                    "Fit the models once, on what was known at the first cut-off (never, the default), or again every"
                            + " N cut-offs.")
    private @Nullable Integer refit;

    @Option(
            names = "--drop",
            paramLabel = "PERCENT",
            description =
                    "Hide so much of the past at random from the models, 0 to 99 (default 0): how good would they be"
                            + " with fewer observations?")
    private int drop;

    /**
     * Checks what can be checked without the data.
     *
     * @throws UsageException if an option is missing or out of range
     */
    void check() {
        if (horizon == null) {
            throw new UsageException("missing --horizon DURATION (how far each forecast reaches)");
        }
        requirePositive("--cutoffs", cutoffs);
        requirePositive("--min-history", minHistory);
        if (cutoffs != null && cutoffs > MOST_CUTOFFS) {
            throw new UsageException("--cutoffs " + cutoffs + ": at most " + MOST_CUTOFFS + " are possible");
        }
        if (drop < 0 || drop > MOST_DROPPED) {
            throw new UsageException(
                    "--drop " + drop + ": a whole percentage from 0 to " + MOST_DROPPED + " is needed");
        }
    }

    private static void requirePositive(String option, @Nullable Integer count) {
        if (count != null && count < 1) {
            throw new UsageException(option + " " + count + ": at least 1 is needed");
        }
    }

    /**
     * How far each forecast reaches.
     *
     * @param axis kind of axis
     * @param timeColumn its name, for messages
     * @return the span
     * @throws UsageException if the length lacks a unit, or has one where the times have none
     */
    final TimeSpan horizon(TimeAxis axis, String timeColumn) {
        return stretch().span("--horizon", axis, timeColumn);
    }

    /**
     * The horizon as it is told to models before they are fitted: its far end.
     *
     * @param axis kind of axis
     * @param timeColumn its name, for messages
     * @return a horizon of one time
     */
    final Horizon farEnd(TimeAxis axis, String timeColumn) {
        if (axis == TimeAxis.NUMERIC) {
            double length = stretch().plain("--horizon", timeColumn).value();
            return Horizon.lasting(length).every(length);
        }
        TemporalAmount amount = stretch().withUnit("--horizon", timeColumn).amount();
        return Horizon.lasting(amount).every(amount);
    }

    private TimeLength stretch() {
        if (horizon == null) {
            throw new IllegalStateException("--horizon was not checked");
        }
        return horizon;
    }

    /**
     * The backtest.
     *
     * @param models unfitted models by name
     * @param series what they forecast
     * @param settings what they are told
     * @param timeColumn name of the series' column of times, for messages
     * @return the backtest
     * @throws UsageException if a length or the start does not suit the times
     */
    final Backtest backtest(
            Map<String, Forecaster> models, SeriesSet series, ModelSettings settings, String timeColumn) {
        OptionalDouble season =
                settings.periods().stream().mapToDouble(Double::doubleValue).min();
        return Backtest.of(models, horizon(series.axis(), timeColumn))
                .cutOffs(cutOffs(series.axis(), timeColumn))
                .minHistory(minHistory())
                .refitEvery(refitEvery())
                .season(season)
                .thinned(drop / 100.0, settings.seed());
    }

    /**
     * Distance of two cut-offs.
     *
     * @param axis kind of axis
     * @param timeColumn its name, for messages
     * @return the span
     * @throws UsageException if the length lacks a unit, or has one where the times have none
     */
    final TimeSpan step(TimeAxis axis, String timeColumn) {
        return (every == null ? stretch() : every).span("--every", axis, timeColumn);
    }

    /**
     * Whether all series have the same cut-offs.
     *
     * @return false if each series has its own
     */
    final boolean areShared() {
        return from != null;
    }

    /**
     * The cut-offs.
     *
     * @param axis kind of axis
     * @param timeColumn name of the column of times, for messages
     * @return when the past ends
     * @throws UsageException if a length or the start does not suit the times
     */
    private CutOffs cutOffs(TimeAxis axis, String timeColumn) {
        TimeSpan step = step(axis, timeColumn);
        if (from == null) {
            return CutOffs.backFromEnd(step, cutoffs == null ? USUAL_CUTOFFS : cutoffs);
        }
        OptionalInt most = cutoffs == null ? OptionalInt.empty() : OptionalInt.of(cutoffs);
        return CutOffs.from(start(from, axis, timeColumn), step, most);
    }

    private static Times start(String text, TimeAxis axis, String timeColumn) {
        return TimeText.parse(text)
                .filter(time -> time.axis() == axis)
                .orElseThrow(() -> new UsageException("--from " + text + ": write "
                        + (axis == TimeAxis.NUMERIC
                                ? "a plain number, as column '" + timeColumn + "' holds numbers"
                                : "a date or a date-time, such as 2024-02-29 or 2024-02-29T13:45Z")));
    }

    /**
     * Observation times that a cut-off must have before it.
     *
     * @return one or more
     */
    final int minHistory() {
        return minHistory == null ? USUAL_HISTORY : minHistory;
    }

    /**
     * After how many rounds of cut-offs models are fitted again.
     *
     * @return zero for never
     */
    final int refitEvery() {
        return refit == null ? 0 : refit;
    }

    /**
     * How much of the past is hidden from the models.
     *
     * @return a percentage from 0 to 99
     */
    final int drop() {
        return drop;
    }

    /** Reads {@code never} or a count. */
    static final class RefitConverter implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String text) {
            if (text.equals("never")) {
                return 0;
            }
            if (!text.matches("[1-9]\\d{0,8}")) {
                throw new TypeConversionException("'" + text + "' is neither never nor a number of cut-offs");
            }
            return Integer.valueOf(text);
        }
    }
}
