package dev.tidepath.io;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The time column while a file is read: how its cells are written, which must be one way for all, and those that cannot
 * be read.
 */
final class TimeColumn {

    private static final String ADVICE =
            "write times as 2024-02-29, 2024-02-29T13:45:00, 2024-02-29T13:45:00Z or plain numbers";

    /** Cells written one way. */
    private static final class Way {
        private final String example;
        private final long line;
        private long count;

        private Way(String example, long line) {
            this.example = example;
            this.line = line;
        }
    }

    private final ColumnRef column;
    private final Origin origin;
    private final TimeCell cell = new TimeCell();
    private final Map<TimeCell.Outcome, Way> ways = new EnumMap<>(TimeCell.Outcome.class);
    private final Faults missing = new Faults();
    private final Faults impossible = new Faults();
    private final Faults unknown = new Faults();
    private final Faults endsOfDay = new Faults();
    private final NumericTimes numericTimes = new NumericTimes();

    private TimeCell.Outcome lastOutcome = TimeCell.Outcome.MISSING;
    private String unknownText = "";
    private char separator = 'T';
    private int clockDigits = -1;
    private String zone = "";
    private int zoneSeconds;
    private boolean zonesDiffer;

    TimeColumn(ColumnRef column, Origin origin) {
        this.column = column;
        this.origin = origin;
    }

    ColumnRef column() {
        return column;
    }

    /** The time read last. */
    Stamp stamp() {
        return cell.stamp();
    }

    /** Reads a cell. */
    void read(char[] c, int from, int to, long line) {
        TimeCell.Outcome outcome = cell.parse(c, from, to);
        switch (outcome) {
            case MISSING -> missing.add(line);
            case IMPOSSIBLE -> {
                String text = new String(c, from, to - from);
                impossible.add(line, Phrases.quote(text) + " is no time: " + cell.trouble());
            }
            case UNKNOWN -> {
                unknownText = unknown.isEmpty() ? new String(c, from, to - from) : unknownText;
                unknown.add(line);
            }
            default -> count(outcome, c, from, to, line);
        }
    }

    private void count(TimeCell.Outcome outcome, char[] c, int from, int to, long line) {
        Way way = ways.get(outcome);
        if (way == null) {
            way = new Way(new String(c, from, to - from), line);
            ways.put(outcome, way);
        }
        boolean first = way.count++ == 0;
        lastOutcome = outcome;
        if (outcome == TimeCell.Outcome.NUMBER) {
            numericTimes.add(cell.stamp().number());
        } else if (outcome != TimeCell.Outcome.DATE) {
            rememberClock(first, line);
        }
    }

    private void rememberClock(boolean first, long line) {
        if (first) {
            separator = cell.separator();
            zone = cell.zone();
            zoneSeconds = cell.zoneSeconds();
        }
        zonesDiffer |= zoneSeconds != cell.zoneSeconds();
        clockDigits = Math.max(clockDigits, cell.hasSeconds() ? cell.fractionDigits() : -1);
        if (cell.isEndOfDay()) {
            endsOfDay.add(line);
        }
    }

    /** Whether every cell so far is a time, and all are written one way. */
    boolean isSound() {
        return ways.size() <= 1 && missing.isEmpty() && impossible.isEmpty() && unknown.isEmpty();
    }

    /** Refuses a column with a cell that is no time, or with cells written in different ways. */
    void requireSound() {
        if (!impossible.isEmpty()) {
            throw fault("TP-D033", impossible.firstLine(), impossible.what("such cell", origin), "correct the cell");
        }
        if (!unknown.isEmpty()) {
            throw unknown();
        }
        if (!missing.isEmpty()) {
            String what = missing.inRows("the time is missing", origin);
            throw fault("TP-D024", missing.firstLine(), what, "give each row a time, or take the row out");
        }
        if (ways.size() > 1) {
            throw mixed();
        }
    }

    private InputException unknown() {
        String what = Phrases.quote(unknownText) + " is not a time";
        if (unknown.total() > 1) {
            what += "; " + Phrases.count(unknown.total(), "such cell") + " in all: " + unknown.lines(origin);
        }
        String hint = ADVICE;
        if (ways.isEmpty() && unknown.total() > 1 && unknownText.chars().noneMatch(Character::isDigit)) {
            hint = "no cell of this column is a time: is it the right one?";
        } else if (unknownText.matches("\\d{1,4}[/.]\\d{1,2}[/.]\\d{1,4}\\b.*")) {
            hint = "write dates as year-month-day, such as 2024-02-29, so that day and month cannot be confused";
        }
        return fault("TP-D024", unknown.firstLine(), what, hint);
    }

    private InputException mixed() {
        List<String> parts = new ArrayList<>();
        long latest = 0;
        for (Map.Entry<TimeCell.Outcome, Way> e : ways.entrySet()) {
            Way way = e.getValue();
            parts.add(words(e.getKey()) + " such as " + Phrases.quote(way.example) + " ("
                    + Phrases.count(way.count, "row") + ", first in " + origin.rowWord() + " " + way.line + ")");
            latest = Math.max(latest, way.line);
        }
        boolean zones = ways.size() == 2
                && !ways.containsKey(TimeCell.Outcome.NUMBER)
                && !ways.containsKey(TimeCell.Outcome.DATE);
        return fault(
                zones ? "TP-D029" : "TP-D025",
                latest,
                "times are written in " + ways.size() + " ways: " + Phrases.and(parts),
                zones ? "give every time an offset, or none" : "write every time in one way");
    }

    private static String words(TimeCell.Outcome way) {
        return switch (way) {
            case DATE -> "dates";
            case LOCAL -> "date-times without a zone";
            case ZONED -> "date-times with a zone";
            default -> "plain numbers";
        };
    }

    private InputException fault(String code, long line, String what, String hint) {
        return InputException.data(code, origin.at(line, column), what, hint);
    }

    /** How the cells are written, once the column is known to be sound and not empty. */
    TimeFormat format() {
        return switch (lastOutcome) {
            case NUMBER -> TimeFormat.numbers();
            case DATE -> TimeFormat.dates();
            case LOCAL -> TimeFormat.local(separator, clockDigits);
            default ->
                zonesDiffer
                        ? TimeFormat.zoned(separator, clockDigits, 0, "Z")
                        : TimeFormat.zoned(separator, clockDigits, zoneSeconds, zone);
        };
    }

    /** What the user should know about how the times were taken. */
    void addNotes(List<String> notes) {
        if (!endsOfDay.isEmpty()) {
            notes.add("24:00 is taken as the next day's 00:00 in " + Phrases.count(endsOfDay.total(), "row") + " ("
                    + endsOfDay.lines(origin) + ")");
        }
        if (zonesDiffer) {
            notes.add("offsets differ in '" + column.name() + "': times are compared as instants and written in UTC");
        }
        if (lastOutcome == TimeCell.Outcome.NUMBER) {
            numericTimes.addNote(column.name(), notes);
        }
    }
}
