package dev.tidepath.cli;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.io.HorizonCsv;
import dev.tidepath.io.LoadedHorizon;
import dev.tidepath.io.LoadedSeries;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which times lie ahead: a stretch from each series' last observation, or the times in a file. */
sealed class AheadOptions permits HorizonOptions {

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description = "How far to forecast from each series' last observation.")
    private @Nullable TimeLength horizon;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            converter = TimeLength.Converter.class,
            description =
                    "Distance of the times forecast (default: the series' median gap, in months where its dates are).")
    private @Nullable TimeLength every;

    @Option(
            names = "--at",
            paramLabel = "TIMES.csv",
            description = "Forecast at the times in a CSV file instead. It has a header; its first column is the time,"
                    + " and a column 'id' limits a row to one series.")
    private @Nullable Path at;

    /**
     * Checks that the times are asked for in one way.
     *
     * @throws UsageException if not
     */
    void check() {
        if (horizon == null && at == null) {
            throw new UsageException("missing --horizon DURATION (how far to forecast) or --at TIMES.csv");
        }
        if (horizon != null && at != null) {
            throw new UsageException("--horizon and --at exclude each other");
        }
        if (every != null && at != null) {
            throw new UsageException("--every goes with --horizon, not with --at");
        }
    }

    /**
     * Whether any of these options is given.
     *
     * @return true if one is
     */
    final boolean isGiven() {
        return horizon != null || every != null || at != null;
    }

    /**
     * The file of times.
     *
     * @return its path, empty if a stretch is asked for
     */
    final Optional<Path> at() {
        return Optional.ofNullable(at);
    }

    /**
     * The times asked for.
     *
     * @param history the series to forecast
     * @param timeColumn name of their column of times, for messages
     * @param zone whose calendar days, months and years are counted by
     * @param in standard input, should the times be there
     * @return the horizon
     * @throws UsageException if a length lacks a unit, or has one where the times have none
     * @throws dev.tidepath.io.InputException if a file of times cannot be read or does not suit the series
     */
    final LoadedHorizon load(LoadedSeries history, String timeColumn, ZoneId zone, InputStream in) {
        if (at != null) {
            return StandardStream.is(at)
                    ? HorizonCsv.read(in, StandardStream.INPUT, history)
                    : HorizonCsv.read(at, history);
        }
        boolean numeric = history.series().axis() == TimeAxis.NUMERIC;
        return new LoadedHorizon(numeric ? numericStretch(timeColumn) : calendarStretch(timeColumn, zone), List.of());
    }

    private Horizon numericStretch(String timeColumn) {
        Horizon.Numeric stretch =
                Horizon.lasting(stretch().plain("--horizon", timeColumn).value());
        return every == null
                ? stretch
                : stretch.every(every.plain("--every", timeColumn).value());
    }

    private Horizon calendarStretch(String timeColumn, ZoneId zone) {
        Horizon.Calendar stretch = Horizon.lasting(
                        stretch().withUnit("--horizon", timeColumn).amount())
                .in(zone);
        return every == null
                ? stretch
                : stretch.every(every.withUnit("--every", timeColumn).amount());
    }

    private TimeLength stretch() {
        if (horizon == null) {
            throw new IllegalStateException("the times are in a file");
        }
        return horizon;
    }

    /**
     * Resolves the times asked for, before any work is done for them.
     *
     * @param asked this horizon
     * @param series each observed at least twice
     * @return the times
     * @throws UsageException if the stretch is too short or too long for the series
     * @throws DataException if the times in a file do not suit the series
     */
    final AskedTimes resolve(Horizon asked, SeriesSet series) {
        try {
            return new AskedTimes(asked, series);
        } catch (DataException e) {
            if (at != null) {
                throw Located.in(StandardStream.is(at) ? StandardStream.INPUT : at.toString(), e);
            }
            throw unsuitable(e.location().isEmpty() ? "" : e.location() + ": ", e.getMessage() + "; " + e.hint());
        }
    }

    private UsageException unsuitable(String where, String why) {
        return new UsageException("--horizon " + stretch().text() + ": " + where + why);
    }
}
