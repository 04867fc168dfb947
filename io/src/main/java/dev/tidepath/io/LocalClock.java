package dev.tidepath.io;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the times of a wall clock into instants, row by row. Times that the zone skips, and times it passes twice, are
 * treated as the {@link TimeStyle} says; those that cannot be told are counted.
 */
final class LocalClock {

    /** Rows of one series within one repeated hour. */
    private static final class Repeat {
        private final long transition;
        private final Faults rows = new Faults();
        private long latest = Long.MIN_VALUE;
        private int latestNano;
        private boolean second;
        private boolean confused;

        private Repeat(long transition) {
            this.transition = transition;
        }
    }

    private final ZoneId zone;
    private final ZoneRules rules;
    private final DstGap gap;
    private final DstOverlap overlap;
    private final Faults skipped = new Faults();
    private final Faults untold = new Faults();
    private final Map<String, Repeat> repeats = new HashMap<>();

    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int offset;
    private long repeated;
    private boolean refused;

    LocalClock(ZoneId zone, TimeStyle style) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.gap = style.gap();
        this.overlap = style.overlap();
    }

    ZoneId zone() {
        return zone;
    }

    /**
     * The instant of a local time.
     *
     * @param local seconds of the clock since 1970
     * @param nano nanoseconds of the second
     * @param line where the row is
     * @param id the series it belongs to
     * @param channel the channel it belongs to in the long layout, else empty
     * @return seconds of UTC since 1970
     */
    long second(long local, int nano, long line, String id, String channel) {
        refused = false;
        if (local >= from && local < to) {
            return local - offset;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(local, nano, ZoneOffset.UTC);
        ZoneOffsetTransition change = rules.getTransition(time);
        if (change == null) {
            offset = rules.getOffset(time).getTotalSeconds();
            remember(local);
            return local - offset;
        }
        if (change.isGap()) {
            refused = gap == DstGap.ERROR;
            skipped.add(
                    line,
                    skipped.isEmpty()
                            ? time + " does not exist in " + zone + ": clocks went from " + change.getDateTimeBefore()
                                    + " to " + change.getDateTimeAfter()
                            : "");
            return local - change.getOffsetBefore().getTotalSeconds();
        }
        repeated++;
        boolean second = overlap == DstOverlap.LATER
                || (overlap == DstOverlap.ORDER
                        && isSecond(change.toEpochSecond(), local, nano, line, id + "\u0000" + channel, time));
        return local - (second ? change.getOffsetAfter() : change.getOffsetBefore()).getTotalSeconds();
    }

    /** Whether the time read last is refused. */
    boolean isRefused() {
        return refused;
    }

    /** Keeps the stretch of local time around a time in which the offset is the same. */
    private void remember(long local) {
        Instant instant = Instant.ofEpochSecond(local - offset);
        ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        from = before == null ? Long.MIN_VALUE : latest(before);
        to = after == null ? Long.MAX_VALUE : earliest(after);
    }

    private static long latest(ZoneOffsetTransition change) {
        return change.toEpochSecond()
                + Math.max(
                        change.getOffsetBefore().getTotalSeconds(),
                        change.getOffsetAfter().getTotalSeconds());
    }

    private static long earliest(ZoneOffsetTransition change) {
        return change.toEpochSecond()
                + Math.min(
                        change.getOffsetBefore().getTotalSeconds(),
                        change.getOffsetAfter().getTotalSeconds());
    }

    /** Whether a series has stepped back within a repeated hour before this row, or does so with it. */
    private boolean isSecond(long transition, long local, int nano, long line, String key, LocalDateTime time) {
        Repeat r = repeats.get(key);
        if (r == null || r.transition != transition) {
            close(r);
            r = new Repeat(transition);
            repeats.put(key, r);
        }
        boolean back = local < r.latest || (local == r.latest && nano <= r.latestNano);
        r.confused |= back && r.second;
        r.second |= back;
        r.latest = local;
        r.latestNano = nano;
        r.rows.add(
                line,
                r.rows.isEmpty()
                        ? time + " comes twice in " + zone + ", and the order of the rows does not tell"
                                + " which is meant"
                        : "");
        return r.second;
    }

    private void close(@Nullable Repeat r) {
        if (r != null && (!r.second || r.confused)) {
            untold.addAll(r.rows);
        }
    }

    /** What is wrong with times that the zone skips, if they are refused. */
    Optional<InputException> skippedFault(ColumnRef column, Origin origin) {
        if (gap == DstGap.ERROR && !skipped.isEmpty()) {
            return Optional.of(InputException.data(
                    "TP-D031",
                    origin.at(skipped.firstLine(), column),
                    skipped.what("such time", origin),
                    "correct the times, name another --zone, or move them on: --dst-gap shift"));
        }
        return Optional.empty();
    }

    /** What is wrong with times that the zone passes twice, if that cannot be told; asked once, at the end. */
    Optional<InputException> repeatedFault(ColumnRef column, Origin origin) {
        repeats.values().forEach(this::close);
        repeats.clear();
        if (!untold.isEmpty()) {
            return Optional.of(InputException.data(
                    "TP-D032",
                    origin.at(untold.firstLine(), column),
                    untold.what("such time", origin),
                    "--dst-overlap earlier or --dst-overlap later; or write times with their offset"));
        }
        return Optional.empty();
    }

    void addNotes(Origin origin, Remarks remarks) {
        remarks.note("times without a zone are those of " + zone);
        if (!skipped.isEmpty()) {
            remarks.warn(skipped.firstWhat() + "; moved on by the gap: " + Phrases.count(skipped.total(), "time") + " ("
                    + skipped.lines(origin) + ")");
        }
        if (repeated > 0) {
            String how = switch (overlap) {
                case EARLIER -> "as the first of the two";
                case LATER -> "as the second of the two";
                case ORDER -> "by the order of the rows";
            };
            remarks.note(Phrases.count(repeated, "time") + " in a repeated hour of " + zone + " taken " + how);
        }
    }
}
