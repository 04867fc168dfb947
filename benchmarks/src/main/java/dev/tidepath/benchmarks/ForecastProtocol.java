package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.OptionalDouble;

/**
 * How the series of a set are forecast.
 *
 * @param step of their grid, or a typical one
 * @param ahead how many steps each forecast reaches
 * @param season steps of the seasonal naive rule that scales errors; one for the rule that repeats the last value
 * @param cutOffs how many, a horizon apart, back from each series' end
 */
record ForecastProtocol(TimeSpan step, int ahead, int season, int cutOffs) {

    /** A protocol on the calendar. */
    static ForecastProtocol every(TemporalAmount step, int ahead, int season, int cutOffs) {
        return new ForecastProtocol(TimeSpan.of(step), ahead, season, cutOffs);
    }

    /** A protocol on a numeric axis. */
    static ForecastProtocol every(double step, int ahead, int season, int cutOffs) {
        return new ForecastProtocol(TimeSpan.of(step), ahead, season, cutOffs);
    }

    TimeSpan horizon() {
        return times(ahead);
    }

    /** Length of the season that errors are scaled by. */
    OptionalDouble seasonLength() {
        return season == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(times(season).length());
    }

    /** The horizon as it is told to models: its far end. */
    Horizon told() {
        TimeSpan horizon = horizon();
        return horizon instanceof TimeSpan.Calendar calendar
                ? Horizon.lasting(calendar.amount()).every(calendar.amount())
                : Horizon.lasting(horizon.length()).every(horizon.length());
    }

    private TimeSpan times(int count) {
        if (!(step instanceof TimeSpan.Calendar calendar)) {
            return TimeSpan.of(step.length() * count);
        }
        return calendar.amount() instanceof Period period
                ? TimeSpan.of(period.multipliedBy(count))
                : TimeSpan.of(Duration.from(calendar.amount()).multipliedBy(count));
    }
}
