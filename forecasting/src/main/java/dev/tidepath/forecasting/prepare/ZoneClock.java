package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A time axis on which the clock of a zone goes on evenly, so that a day by that clock has one length: an instant t becomes
 * {@code t′ = t + offset(t)}, the time that the clock shows, as if it were one of UTC.
 *
 * <p>Where the clock is changed by J, the offset does not jump: {@code offset(t) = before + J · s},
 * {@code s = (t − T + 2|J|) / 4|J|} between 0 and 1, with T the instant of the change. So t′ is continuous and increasing,
 * runs at 5/4 or 3/4 of the usual pace from 2|J| before the change until 2|J| after it, and is what the clock shows, to the
 * nanosecond, at all other times. An hour of summer time is spread over the four hours about the change, in the night.
 *
 * @param zone whose clock it is
 */
public record ZoneClock(ZoneId zone) {

    /** A change is spread over so many times its size. */
    private static final int SPREAD = 4;

    /** Offsets are from -18 to 18 hours, so no change plays a part further away than this, in seconds. */
    private static final long REACH = SPREAD / 2 * 36L * 3_600;

    private static final long NANOS = 1_000_000_000L;
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /**
     * The clock of a zone, if it is ever changed.
     *
     * @param zone any zone
     * @return empty for UTC and other fixed offsets
     */
    public static Optional<ZoneClock> of(ZoneId zone) {
        return zone.getRules().isFixedOffset() ? Optional.empty() : Optional.of(new ZoneClock(zone));
    }

    /**
     * What the clock shows.
     *
     * @param times in any order, on any axis
     * @param location where they are from, for a message
     * @return as many times; the same ones on a numeric axis
     * @throws DataException with code TP-D042 if a time leaves the years 0001 to 9999, or two that are a nanosecond apart
     *     become one
     */
    public Times local(Times times, String location) {
        if (times.axis() == TimeAxis.NUMERIC) {
            return times;
        }
        long[] seconds = new long[times.size()];
        int[] nanos = new int[seconds.length];
        Stretch stretch = Stretch.NONE;
        for (int i = 0; i < seconds.length; i++) {
            Instant time = times.instant(i);
            if (!stretch.holds(time)) {
                stretch = Stretch.from(time, zone.getRules());
            }
            Instant local = time.plusSeconds(stretch.offset());
            if (!stretch.holds(time)) {
                local = amongChanges(time, local);
            }
            if (local.getEpochSecond() < FIRST_SECOND || local.getEpochSecond() > LAST_SECOND) {
                throw refused(location, "the time " + times.text(i) + " leaves the years 0001 to 9999");
            }
            seconds[i] = local.getEpochSecond();
            nanos[i] = local.getNano();
            if (i > 0
                    && seconds[i] == seconds[i - 1]
                    && nanos[i] == nanos[i - 1]
                    && times.compare(i - 1, times, i) != 0) {
                throw refused(location, "two times fall together, a nanosecond apart at " + times.text(i));
            }
        }
        return Times.ofEpoch(seconds, nanos);
    }

    private DataException refused(String location, String what) {
        return new DataException(
                "TP-D042",
                location,
                "by the clock of " + zone.getId() + " " + what,
                "leave it out, or name no zone (--zone)");
    }

    /**
     * A stretch of time without a change of the clock that plays a part; empty where changes do.
     *
     * @param from its first second
     * @param until the second after its last one
     * @param offset what the clock is ahead of UTC, in seconds, before any change that plays a part
     */
    private record Stretch(long from, long until, int offset) {

        static final Stretch NONE = new Stretch(0, 0, 0);

        static Stretch from(Instant time, ZoneRules rules) {
            Instant early = time.minusSeconds(REACH);
            ZoneOffsetTransition next = rules.nextTransition(early);
            return new Stretch(
                    time.getEpochSecond(),
                    next == null ? Long.MAX_VALUE : next.toEpochSecond() - REACH,
                    rules.getOffset(early).getTotalSeconds());
        }

        boolean holds(Instant time) {
            return time.getEpochSecond() >= from && time.getEpochSecond() < until;
        }
    }

    /** Adds the changes about a time, as far as they are gone through. */
    private Instant amongChanges(Instant time, Instant shown) {
        Instant local = shown;
        Instant early = time.minusSeconds(REACH);
        ZoneOffsetTransition change = zone.getRules().nextTransition(early);
        while (change != null && change.getInstant().isBefore(time.plusSeconds(REACH))) {
            local = local.plusNanos(share(time, change));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return local;
    }

    /** How far a change of the clock is gone through at a time, in nanoseconds. */
    private static long share(Instant time, ZoneOffsetTransition change) {
        long size = change.getDuration().toSeconds();
        long width = SPREAD * Math.abs(size);
        long since = time.getEpochSecond() - change.toEpochSecond() + width / 2;
        if (since < 0) {
            return 0;
        }
        if (since >= width) {
            return size * NANOS;
        }
        long part = (since * NANOS + time.getNano()) / SPREAD;
        return size > 0 ? part : -part;
    }

    /**
     * The same series by this clock.
     *
     * @param series on any axis
     * @return with the times that the clock shows, of all channels
     * @throws DataException see {@link #local(Times, String)}
     */
    public SeriesSet local(SeriesSet series) {
        return series.map(s -> new TimeSeries(
                s.id(), s.channels().stream().map(c -> local(c, s.location())).toList(), s.features()));
    }

    private Channel local(Channel c, String location) {
        return new Channel(c.spec(), local(c.times(), location), c.values(), c.errors());
    }

    /**
     * The same observation by this clock.
     *
     * @param o on any axis
     * @param location where it is from, for a message
     * @return with the time that the clock shows
     * @throws DataException see {@link #local(Times, String)}
     */
    public Observation local(Observation o, String location) {
        return new Observation(o.channel(), local(o.time(), location), o.value(), o.error());
    }

    /**
     * Given times for each series, by this clock.
     *
     * @param byId times by series id
     * @return with the times that the clock shows
     * @throws DataException see {@link #local(Times, String)}
     */
    public Map<String, Times> local(Map<String, Times> byId) {
        Map<String, Times> local = new HashMap<>();
        byId.forEach((id, times) -> local.put(id, local(times, id.isEmpty() ? "" : "series '" + id + "'")));
        return local;
    }

    /**
     * A horizon to tell a model that learns by this clock. Times that are given are as exact as they were; a stretch has its
     * length on this axis, so that one of a day has the day's 24 hours where the clock is changed, too.
     *
     * @param told what will be asked for
     * @return the same on this axis
     * @throws DataException see {@link #local(Times, String)}
     */
    public Horizon local(Horizon told) {
        if (told instanceof Horizon.Calendar stretch) {
            return stretch.in(ZoneOffset.UTC);
        }
        return told instanceof Horizon.At given
                ? new Horizon.At(given.all().map(times -> local(times, "")), local(given.byId()))
                : told;
    }
}
