package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.IntStream;

/** How the page's horizontal axis counts and how its labels read. */
enum PlotAxis {
    /** Seconds since 1970, every one of them a midnight in UTC: labels without a clock. */
    DATE,
    /** Seconds since 1970, labels with a clock. */
    INSTANT,
    /** Instants too close together for a browser's millisecond clock: seconds since the series' first time. */
    ELAPSED,
    /** Plain numbers. */
    NUMBER;

    private static final long DAY = 86_400;
    private static final double MILLISECOND = 1e-3;

    static PlotAxis of(SeriesSet history, Forecast forecast) {
        if (history.axis() == TimeAxis.NUMERIC) {
            return NUMBER;
        }
        if (history.series().stream().anyMatch(PlotAxis::finerThanBrowsers)) {
            return ELAPSED;
        }
        boolean dates = history.series().stream()
                        .flatMap(s -> s.channels().stream())
                        .map(Channel::times)
                        .allMatch(PlotAxis::midnights)
                && forecast.series().stream().map(SeriesForecast::times).allMatch(PlotAxis::midnights);
        return dates ? DATE : INSTANT;
    }

    private static boolean finerThanBrowsers(TimeSeries series) {
        try {
            return series.observations() > 1 && series.medianGap() < MILLISECOND;
        } catch (DataException oneTimeOnly) {
            return false;
        }
    }

    private static boolean midnights(Times times) {
        return IntStream.range(0, times.size()).mapToObj(times::instant).allMatch(PlotAxis::midnight);
    }

    private static boolean midnight(Instant t) {
        return t.getNano() == 0 && Math.floorMod(t.getEpochSecond(), DAY) == 0;
    }

    /** The name the page's script knows this axis by. */
    String key() {
        return switch (this) {
            case DATE -> "date";
            case INSTANT -> "instant";
            case ELAPSED -> "elapsed";
            case NUMBER -> "number";
        };
    }

    /** Where a time lies on the axis, as the script will have it. */
    double position(Times times, int i, Times origin) {
        return switch (this) {
            case DATE, INSTANT -> epochSeconds(times.instant(i)).doubleValue();
            case ELAPSED -> times.since(i, origin, 0);
            case NUMBER -> times.number(i);
        };
    }

    /** Writes positions as an array; instants keep their nanoseconds. */
    void write(PlotJson json, Times times, Times origin) throws IOException {
        json.open('[');
        for (int i = 0; i < times.size(); i++) {
            if (this == DATE || this == INSTANT) {
                json.decimal(epochSeconds(times.instant(i)));
            } else {
                json.number(position(times, i, origin));
            }
        }
        json.close(']');
    }

    private static BigDecimal epochSeconds(Instant t) {
        return BigDecimal.valueOf(t.getEpochSecond()).add(BigDecimal.valueOf(t.getNano(), 9));
    }
}
