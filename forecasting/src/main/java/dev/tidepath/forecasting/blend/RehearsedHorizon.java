package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/** How far forecasts of the past have to reach to be like those that will be asked for. */
final class RehearsedHorizon {

    /** Where nobody knows what will be asked for, this part of the longest series is. */
    private static final double USUAL_PART = 3;

    /** In a second. */
    private static final double NANOS = 1e9;

    private RehearsedHorizon() {}

    /** The length of a horizon; empty if nothing is asked for, or there is no stretch of time. */
    static Optional<TimeSpan> of(Optional<Horizon> horizon, SeriesSet series) {
        if (horizon.isEmpty()) {
            return of(longest(series) / USUAL_PART, series.axis());
        }
        if (horizon.get() instanceof Horizon.Calendar calendar
                && (calendar.length() instanceof Duration || calendar.length() instanceof Period)) {
            return Optional.of(TimeSpan.of(calendar.length()));
        }
        double furthest = 0;
        for (TimeSeries s : series.observed()) {
            Times asked = horizon.get().resolve(s);
            if (asked.size() > 0) {
                furthest = Math.max(furthest, asked.since(asked.size() - 1, s.last(), 0));
            }
        }
        return of(furthest, series.axis());
    }

    private static double longest(SeriesSet series) {
        return series.observed().stream()
                .mapToDouble(s -> s.last().since(0, s.first(), 0))
                .max()
                .orElse(0);
    }

    private static Optional<TimeSpan> of(double length, TimeAxis axis) {
        if (!(length > 0 && Double.isFinite(length))) {
            return Optional.empty();
        }
        if (axis == TimeAxis.NUMERIC) {
            return Optional.of(TimeSpan.of(length));
        }
        double seconds = Math.floor(length);
        long nanos = (long) Math.ceil((length - seconds) * NANOS);
        return Optional.of(TimeSpan.of(Duration.ofSeconds((long) seconds, nanos)));
    }
}
