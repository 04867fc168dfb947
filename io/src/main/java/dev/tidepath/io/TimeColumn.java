package dev.tidepath.io;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The time column while a file is read by patterns that are known, and the cells that none of them reads. */
final class TimeColumn {

    private static final int WAYS_LISTED = 4;
    private static final int UNKNOWN_TRIED = 1_000;
    private static final int EARLIEST_USUAL_YEAR = 1000;
    private static final int LATEST_USUAL_YEAR = 2200;

    /** Cells written one way. */
    private static final class Way {
        private final TimePattern pattern;
        private String example = "";
        private long line;
        private long count;

        private Way(TimePattern pattern) {
            this.pattern = pattern;
        }

        private void add(char[] c, int from, int to, long newLine) {
            if (count++ == 0) {
                example = new String(c, from, to - from);
                line = newLine;
            }
        }
    }

    private final ColumnRef column;
    private final Origin origin;
    private final List<TimePattern> patterns;
    private final TimeStyle style;
    private final Optional<LocalClock> clock;
    private final TimeCell cell;
    private final MissingCell missingCell;
    private final Stamp stamp = new Stamp();
    private final Way[] ways;
    private final Map<TimePattern, Way> others = new LinkedHashMap<>();
    private final Faults missing = new Faults();
    private final Faults impossible = new Faults();
    private final Faults unknown = new Faults();
    private final Faults endsOfDay = new Faults();
    private final NumericTimes numericTimes = new NumericTimes();

    private String unknownText = "";
    private boolean clockRead;
    private char separator = 'T';
    private int clockDigits = -1;
    private String zone = "Z";
    private int zoneSeconds;
    private boolean zonesDiffer;
    private long firstSecond = Long.MAX_VALUE;
    private long firstLine;
    private long lastSecond = Long.MIN_VALUE;
    private long lastLine;

    TimeColumn(ColumnRef column, List<TimePattern> patterns, TimeStyle style, NumberStyle numbers, Origin origin) {
        this.column = column;
        this.origin = origin;
        this.patterns = patterns;
        this.style = style;
        this.clock = style.zone().map(z -> new LocalClock(z, style));
        this.cell = new TimeCell(numbers);
        this.missingCell = new MissingCell(numbers);
        this.ways = patterns.stream().map(Way::new).toArray(Way[]::new);
    }

    ColumnRef column() {
        return column;
    }

    /** The time read last. */
    Stamp stamp() {
        return stamp;
    }

    /** Reads a cell of a series and, in the long layout, of a channel; whether it is a time. */
    boolean read(char[] c, int from, int to, long line, String id, String channel) {
        boolean fits = false;
        for (Way way : ways) {
            TimePattern.Outcome outcome = way.pattern.read(c, from, to, cell);
            if (outcome == TimePattern.Outcome.TIME) {
                way.add(c, from, to, line);
                return take(way.pattern.kind(), c, from, to, line, id, channel);
            }
            fits |= outcome == TimePattern.Outcome.IMPOSSIBLE;
        }
        if (fits) {
            impossible(c, from, to, line);
        } else if (missingCell.token(c, from, to) >= 0) {
            missing.add(line);
        } else {
            classify(c, from, to, line);
        }
        return false;
    }

    private boolean take(TimePattern.Kind kind, char[] c, int from, int to, long line, String id, String channel) {
        if (kind == TimePattern.Kind.NUMBER) {
            stamp.setNumber(cell.number());
            numericTimes.add(cell.number());
            return true;
        }
        long second = cell.second();
        if (clock.isPresent() && kind.isOfAClock()) {
            second = clock.get().second(second, cell.nano(), line, id, channel);
            if (clock.get().isRefused()) {
                return false;
            }
        }
        if (!stamp.setInstant(second, cell.nano())) {
            cell.impossible("years run from 0001 to 9999");
            impossible(c, from, to, line);
            return false;
        }
        if (second < firstSecond) {
            firstSecond = second;
            firstLine = line;
        }
        if (second > lastSecond) {
            lastSecond = second;
            lastLine = line;
        }
        if (kind != TimePattern.Kind.DATE) {
            rememberClock(kind, line);
        }
        return true;
    }

    private void rememberClock(TimePattern.Kind kind, long line) {
        if (!clockRead) {
            clockRead = true;
            separator = cell.separator();
            zone = kind == TimePattern.Kind.ZONED ? cell.zone() : "Z";
            zoneSeconds = cell.zoneSeconds();
        }
        zonesDiffer |= zoneSeconds != cell.zoneSeconds();
        clockDigits = Math.max(clockDigits, cell.clockDigits());
        if (cell.isEndOfDay()) {
            endsOfDay.add(line);
        }
    }

    private void impossible(char[] c, int from, int to, long line) {
        String text = new String(c, from, to - from);
        impossible.add(line, Phrases.quote(text) + " is no time: " + cell.trouble());
    }

    /** Finds out in which other way a cell is written, for the message. */
    private void classify(char[] c, int from, int to, long line) {
        List<TimePattern> candidates = new ArrayList<>(others.keySet());
        if (others.size() < WAYS_LISTED && unknown.total() < UNKNOWN_TRIED) {
            candidates.addAll(TimeCatalog.layouts());
            candidates.add(TimeCatalog.NUMBER);
            candidates.add(TimeCatalog.ELAPSED);
        }
        for (TimePattern pattern : candidates) {
            if (pattern.read(c, from, to, cell) == TimePattern.Outcome.TIME) {
                others.computeIfAbsent(pattern, Way::new).add(c, from, to, line);
                return;
            }
        }
        unknownText = unknown.isEmpty() ? new String(c, from, to - from) : unknownText;
        unknown.add(line);
    }

    /** What is wrong with cells that are no time or are written in another way, if there are any. */
    Optional<InputException> fault() {
        if (!impossible.isEmpty()) {
            return Optional.of(fault(
                    "TP-D033", impossible.firstLine(), impossible.what("such cell", origin), hintForImpossible()));
        }
        if (!unknown.isEmpty()) {
            return Optional.of(unknown());
        }
        if (!missing.isEmpty()) {
            String what = missing.inRows("the time is missing", origin);
            return Optional.of(fault(
                    "TP-D024",
                    missing.firstLine(),
                    what,
                    "give each row a time, or leave such rows out: --on-bad-row skip"));
        }
        if (!others.isEmpty()) {
            return ways(others.values().stream().map(TimeColumn::told).toList());
        }
        return clock.flatMap(c -> c.skippedFault(column, origin));
    }

    /** What is wrong with cells that can be read one by one but not together, if anything is; asked once. */
    Optional<InputException> conflict() {
        return ways(List.of()).or(() -> clock.flatMap(c -> c.repeatedFault(column, origin)));
    }

    private Optional<InputException> ways(List<TimeWays.Way> unread) {
        return TimeWays.of(used(), unread, clock.isPresent(), origin)
                .map(w -> fault(w.code(), w.line(), w.what(), w.hint()));
    }

    private String hintForImpossible() {
        boolean told = !style.formats().isEmpty();
        boolean iso = patterns.get(0).text().startsWith("yyyy");
        return told || iso || used().isEmpty() || patterns.get(0).kind() == TimePattern.Kind.NUMBER
                ? "correct the cell"
                : "correct the cell, or name the format of all: --time-format";
    }

    private List<TimeWays.Way> used() {
        List<TimeWays.Way> used = new ArrayList<>();
        for (Way way : ways) {
            if (way.count > 0) {
                used.add(told(way));
            }
        }
        return used;
    }

    private static TimeWays.Way told(Way way) {
        return new TimeWays.Way(way.pattern, way.example, way.line, way.count);
    }

    private InputException unknown() {
        boolean noneAtAll = used().isEmpty() && unknown.total() > 1;
        TimeAdvice advice = TimeAdvice.on(unknownText, noneAtAll, style.formats());
        String what = Phrases.quote(unknownText) + " is not a time" + advice.why();
        if (unknown.total() > 1) {
            what += "; " + Phrases.count(unknown.total(), "such cell") + " in all: " + unknown.lines(origin);
        }
        return fault(advice.code(), unknown.firstLine(), what, advice.hint());
    }

    private InputException fault(String code, long line, String what, String hint) {
        return InputException.data(code, origin.at(line, column), what, hint);
    }

    /** How the cells are written, once the column is known to be sound and not empty. */
    TimeFormat format() {
        List<TimePattern> used = used().stream().map(TimeWays.Way::pattern).toList();
        return written(used).asRead(patterns, style);
    }

    private TimeFormat written(List<TimePattern> used) {
        TimePattern first = used.get(0);
        boolean dates = used.stream().allMatch(p -> p.kind() == TimePattern.Kind.DATE);
        boolean local = used.stream().allMatch(p -> p.kind().isOfAClock());
        if (first.kind() == TimePattern.Kind.NUMBER) {
            return TimeFormat.numbers();
        }
        if (first.kind() == TimePattern.Kind.ELAPSED) {
            return TimeFormat.elapsed(clockDigits);
        }
        if (used.size() == 1 && first instanceof EpochTime epoch) {
            return TimeFormat.epoch(epoch.unit());
        }
        if (dates) {
            return clock.map(c -> TimeFormat.dates(c.zone())).orElse(TimeFormat.dates());
        }
        if (clock.isPresent()) {
            return TimeFormat.zoned(separator, clockDigits, clock.get().zone());
        }
        if (local) {
            return TimeFormat.local(separator, clockDigits);
        }
        return zonesDiffer
                ? TimeFormat.zoned(separator, clockDigits, ZoneOffset.UTC, "Z")
                : TimeFormat.zoned(separator, clockDigits, ZoneOffset.ofTotalSeconds(zoneSeconds), zone);
    }

    /** What the user should know about how the times were taken, in the first of some files or in another. */
    void addNotes(boolean isFirstFile, Remarks remarks) {
        if (!endsOfDay.isEmpty()) {
            remarks.note("24:00 is taken as the next day's 00:00 in " + Phrases.count(endsOfDay.total(), "row") + " ("
                    + endsOfDay.lines(origin) + ")");
        }
        if (zonesDiffer) {
            remarks.note("offsets differ in '" + column.name() + "': times are compared as instants"
                    + (clock.isPresent() ? "" : " and written in UTC"));
        }
        boolean local = used().stream().anyMatch(w -> w.pattern().kind().isOfAClock());
        if (local && clock.isPresent()) {
            clock.get().addNotes(origin, remarks);
        } else if (isFirstFile && local && clockRead) {
            remarks.note(
                    "times without a zone are taken as a clock that is never changed (--zone makes them instants)");
        }
        TimePattern first = used().get(0).pattern();
        boolean told = !style.formats().isEmpty();
        if (first.kind() == TimePattern.Kind.NUMBER) {
            if (!told) {
                numericTimes.addRemark(column.name(), remarks);
            }
        } else if (first.kind() != TimePattern.Kind.ELAPSED) {
            addCalendarRemarks(first, told, remarks);
        }
    }

    private void addCalendarRemarks(TimePattern pattern, boolean told, Remarks remarks) {
        if (!told && pattern instanceof EpochTime epoch) {
            remarks.note("the numbers in '" + column.name() + "' have " + epoch.digits() + " digits and are taken as "
                    + epoch.unit().words() + " since 1970: from " + instant(firstSecond) + "Z to " + instant(lastSecond)
                    + "Z (--time-format number takes them as they are)");
        } else if (!told
                && pattern.text().startsWith("yyyyMM")
                && !pattern.text().contains("'")) {
            remarks.note("the numbers in '" + column.name() + "' are taken as " + pattern.text() + ": from "
                    + instant(firstSecond) + " to " + instant(lastSecond)
                    + " (--time-format number takes them as they are)");
        }
        boolean early =
                LocalDateTime.ofEpochSecond(firstSecond, 0, ZoneOffset.UTC).getYear() < EARLIEST_USUAL_YEAR;
        boolean late =
                LocalDateTime.ofEpochSecond(lastSecond, 0, ZoneOffset.UTC).getYear() >= LATEST_USUAL_YEAR;
        if (early || late) {
            remarks.warn("TP-D039: '" + column.name() + "' reaches from " + instant(firstSecond) + " ("
                    + origin.rowWord() + " " + firstLine + ") to " + instant(lastSecond) + " (" + origin.rowWord() + " "
                    + lastLine + "); is there a year of two digits, or a stand-in for no time?");
        }
    }

    private static String instant(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC).toString();
    }
}
