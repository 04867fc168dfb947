package dev.tidepath.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A step on a calendar axis: periods go by the days of a zone, durations by physical time.
 *
 * @param amount a period or a duration
 * @param toMonthEnds whether each step leads on to the last day of its month
 */
record CalendarStep(TemporalAmount amount, boolean toMonthEnds) {

    private static final long DAY = 86_400;

    /** The shortest month. */
    private static final long MONTH = 28 * DAY;

    private static final long HOUR = 3_600;

    /** A step that was named. */
    static CalendarStep of(TemporalAmount amount) {
        return new CalendarStep(amount, false);
    }

    /**
     * The step of a series that none is named for: its median gap. Where all times fall on one day of the month, or on the last
     * one, at one time of day, it is of whole months. Else one of whole days is of days of the zone, which may have
     * 23 or 25 hours, unless the series keeps to the time of day of UTC where the zone's clock is changed.
     *
     * @param series observed at two times or more
     * @param zone whose days and months they are
     * @return a step of months, of days, or of physical time
     * @throws DataException if there are fewer than two different times
     */
    static CalendarStep usual(TimeSeries series, ZoneId zone) {
        double gap = series.medianGap();
        if (gap >= MONTH - HOUR) {
            Optional<CalendarStep> months = months(series, zone);
            if (months.isPresent()) {
                return months.get();
            }
        }
        if (gap % DAY == 0 && gap / DAY <= Integer.MAX_VALUE && followsClock(series, zone)) {
            return of(Period.ofDays((int) (gap / DAY)));
        }
        return of(duration(gap));
    }

    private static Optional<CalendarStep> months(TimeSeries series, ZoneId zone) {
        List<LocalDateTime> times = series.recent(TimeSeries.GAP_TIMES).targets().stream()
                .map(Channel::times)
                .flatMap(t -> IntStream.range(0, t.size()).mapToObj(t::instant))
                .map(instant -> LocalDateTime.ofInstant(instant, zone))
                .distinct()
                .sorted()
                .toList();
        LocalDateTime first = times.get(0);
        boolean ends = times.stream().allMatch(t -> t.equals(t.with(TemporalAdjusters.lastDayOfMonth())));
        boolean alike = times.stream()
                .allMatch(t -> t.toLocalTime().equals(first.toLocalTime())
                        && (ends || t.getDayOfMonth() == first.getDayOfMonth()));
        if (!alike) {
            return Optional.empty();
        }
        int[] gaps = IntStream.range(1, times.size())
                .map(i -> (int) ChronoUnit.MONTHS.between(
                        times.get(i - 1).withDayOfMonth(1), times.get(i).withDayOfMonth(1)))
                .sorted()
                .toArray();
        return Optional.of(new CalendarStep(Period.ofMonths(gaps[gaps.length / 2]), ends));
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
     * @param times how many steps
     * @return the time
     */
    ZonedDateTime plus(ZonedDateTime from, int times) {
        if (amount instanceof Period p) {
            return onItsDay(from.plus(p.multipliedBy(times)));
        }
        return from.plus(Duration.from(amount).multipliedBy(times));
    }

    /**
     * Where a stretch from one of the times ends: one of months, at the end of a month if the steps lead to those.
     *
     * @param from where it begins
     * @param length how long it is
     * @return the end
     */
    ZonedDateTime end(ZonedDateTime from, TemporalAmount length) {
        ZonedDateTime end = from.plus(length);
        return length instanceof Period p && p.get(ChronoUnit.DAYS) == 0 ? onItsDay(end) : end;
    }

    private ZonedDateTime onItsDay(ZonedDateTime time) {
        return toMonthEnds ? time.with(TemporalAdjusters.lastDayOfMonth()) : time;
    }
}
