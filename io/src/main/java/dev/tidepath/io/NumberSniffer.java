package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds out what the numbers in a time column count, by how many digits they have. */
final class NumberSniffer {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    /** Numbers that are all of one make. */
    private static final class Make {
        private final TimePattern pattern;
        private long count;
        private long impossible;
        private String example = "";
        private long line;

        private Make(TimePattern pattern) {
            this.pattern = pattern;
        }
    }

    private final ColumnRef column;
    private final TimeCell cell;
    private final Origin origin;
    private final List<Make> epochs = new ArrayList<>();
    private final List<Make> compacts = new ArrayList<>();
    private final Make hours = new Make(TimeCatalog.COMPACT_HOUR);

    private final Make others = new Make(TimeCatalog.NUMBER);

    private long count;

    NumberSniffer(ColumnRef column, TimeCell cell, Origin origin) {
        this.column = column;
        this.cell = cell;
        this.origin = origin;
        for (EpochTime.Unit unit : EpochTime.Unit.values()) {
            epochs.add(new Make(new EpochTime(unit, unit.usualDigits())));
        }
        compacts.add(new Make(TimeCatalog.COMPACT_DATE));
        compacts.add(new Make(TimeCatalog.COMPACT_MINUTE));
        compacts.add(new Make(TimeCatalog.COMPACT_SECOND));
    }

    /** Looks at a cell; whether it is a number. */
    boolean add(char[] c, int from, int to, long line) {
        if (TimeCatalog.NUMBER.read(c, from, to, cell) == TimePattern.Outcome.OTHER) {
            return false;
        }
        count++;
        boolean epoch = false;
        for (Make make : epochs) {
            epoch |= tryOut(make, c, from, to, line);
        }
        if (!epoch && others.count++ == 0) {
            others.example = new String(c, from, to - from);
            others.line = line;
        }
        compacts.forEach(make -> tryOutDate(make, c, from, to, line));
        tryOutDate(hours, c, from, to, line);
        return true;
    }

    private boolean tryOut(Make make, char[] c, int from, int to, long line) {
        boolean time = make.pattern.read(c, from, to, cell) == TimePattern.Outcome.TIME;
        if (time && make.count++ == 0) {
            make.example = new String(c, from, to - from);
            make.line = line;
        }
        return time;
    }

    private void tryOutDate(Make make, char[] c, int from, int to, long line) {
        TimePattern.Outcome outcome = make.pattern.read(c, from, to, cell);
        if (outcome == TimePattern.Outcome.OTHER || cell.year() < FIRST_YEAR || cell.year() > LAST_YEAR) {
            return;
        }
        if (outcome == TimePattern.Outcome.IMPOSSIBLE) {
            make.impossible++;
        } else {
            tryOut(make, c, from, to, line);
        }
    }

    long count() {
        return count;
    }

    /** Whether all numbers have the digits of times since 1970 or of dates. */
    boolean areTimes() {
        boolean since1970 = epochs.stream().anyMatch(make -> make.count == count);
        return count > 0
                && (since1970 || compacts.stream().anyMatch(m -> m.count + m.impossible == count && m.count > 0));
    }

    /** What the numbers count, where all cells are numbers. */
    TimePattern decide() {
        long since1970 = epochs.stream().mapToLong(make -> make.count).sum();
        boolean alike = epochs.stream().anyMatch(make -> make.count == count);
        if (!alike && 2 * since1970 >= count) {
            throw mixed();
        }
        for (Make make : epochs) {
            if (make.count == count) {
                if (hours.count == count) {
                    throw hoursOrSeconds();
                }
                return make.pattern;
            }
        }
        for (Make make : compacts) {
            if (make.count + make.impossible == count && make.count > make.impossible) {
                return make.pattern;
            }
        }
        return TimeCatalog.NUMBER;
    }

    private InputException mixed() {
        List<String> parts = new ArrayList<>();
        long latest = 0;
        for (Make make : Stream.concat(epochs.stream(), Stream.of(others))
                .filter(m -> m.count > 0)
                .toList()) {
            String words = make.pattern instanceof EpochTime epoch ? epoch.digits() + " digits" : "others";
            parts.add(words + " such as " + make.example + " (" + Phrases.count(make.count, "row") + ", first in "
                    + origin.rowWord() + " " + make.line + ")");
            latest = Math.max(latest, make.line);
        }
        return InputException.data(
                "TP-D034",
                origin.at(latest, column),
                "numbers of different sizes, some like times since 1970: " + Phrases.and(parts),
                "bring them to one unit, or say what they are: --time-format epoch-s, epoch-ms, epoch-us, epoch-ns or number");
    }

    private InputException hoursOrSeconds() {
        return InputException.data(
                "TP-D034",
                origin.at(hours.line, column),
                hours.example + " could be seconds since 1970 or the hour of a date (yyyyMMddHH)",
                "--time-format epoch-s or --time-format yyyyMMddHH");
    }
}
