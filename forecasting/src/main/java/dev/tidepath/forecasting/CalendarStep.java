package dev.tidepath.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;

/** Steps on a calendar axis: periods go by the days of a zone, durations by physical time. */
final class CalendarStep {

    private static final long DAY = 86_400;

    private CalendarStep() {}

    /**
     * The step of a series that none is named for: its median gap. One of whole days is of days of the zone, which may have
     * 23 or 25 hours, unless the series keeps to the time of day of UTC where the zone's clock is changed.
     *
     * @param series observed at two times or more
     * @param zone whose days they are
     * @return a period of days or a duration
     * @throws DataException if there are fewer than two different times
     */
    static TemporalAmount usual(TimeSeries series, ZoneId zone) {
        double gap = series.medianGap();
        if (gap % DAY == 0 && gap / DAY <= Integer.MAX_VALUE && followsClock(series, zone)) {
            return Period.ofDays((int) (gap / DAY));
        }
        return duration(gap);
    }

    /** A distance of calendar times. */
    static Duration duration(double seconds) {
        double whole = Math.floor(seconds);
        return Duration.ofSeconds((long) whole, Math.round(1e9 * (seconds - whole)));
    }

    /** Whether as many of the last times have the last one's time of day by the zone's clock as have it by that of UTC. */
    private static boolean followsClock(TimeSeries series, ZoneId zone) {
        if (zone.getRules().isFixedOffset()) {
            return false;
        }
        Instant last = series.last().instant(0);
        LocalTime local = LocalTime.ofInstant(last, zone);
        LocalTime even = LocalTime.ofInstant(last, ZoneOffset.UTC);
        int more = 0;
        for (Channel c : series.recent(TimeSeries.GAP_TIMES).targets()) {
            for (int i = 0; i < c.size(); i++) {
                Instant time = c.times().instant(i);
                more += LocalTime.ofInstant(time, zone).equals(local) ? 1 : 0;
                more -= LocalTime.ofInstant(time, ZoneOffset.UTC).equals(even) ? 1 : 0;
            }
        }
        return more >= 0;
    }

    /**
     * A time some steps on, counted at once so that months do not drift.
     *
     * @param from where to begin, in the zone whose days are counted
     * @param step a period or a duration
     * @param times how many steps
     * @return the time
     */
    static ZonedDateTime plus(ZonedDateTime from, TemporalAmount step, int times) {
        if (step instanceof Period p) {
            return from.plus(p.multipliedBy(times));
        }
        return from.plus(Duration.from(step).multipliedBy(times));
    }
}
