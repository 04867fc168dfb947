package dev.tidepath.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out how the cells of a time column are written, from the first of them; never by a guess. */
final class TimeSniffer {

    private static final int ROWS_OF_ALL_CANDIDATES = 200;
    private static final int LEAST_ROWS_OF_ORDER = 10;
    private static final int SECONDS_PER_HOUR = 3_600;

    /** A layout on trial. */
    private static final class Candidate {
        private final TimePattern pattern;
        private final Optional<TimePattern> monthFirst;
        private final Map<String, Long> latest = new HashMap<>();
        private long times;
        private long impossible;
        private long backwards;
        private String example = "";
        private long line;
        private String counterExample = "";
        private long counterLine;

        private Candidate(TimePattern pattern) {
            this.pattern = pattern;
            this.monthFirst = TimeCatalog.monthFirst(pattern);
        }

        private String text() {
            return pattern.textFor(example);
        }

        private long fits() {
            return times + impossible;
        }
    }

    private final ColumnRef column;
    private final Origin origin;
    private final List<TimePattern> known;
    private final TimeCell cell;
    private final MissingCell missing = new MissingCell(NumberStyle.PLAIN);
    private final List<Candidate> candidates = new ArrayList<>();
    private final NumberSniffer numbers;

    private long cells;
    private long knownCells;
    private long elapsed;
    private boolean beyondADay;
    private String example = "";
    private long exampleLine;

    /** A sniffer that prefers patterns known from another file, where they fit. */
    TimeSniffer(ColumnRef column, NumberStyle style, List<TimePattern> known, Origin origin) {
        this.column = column;
        this.origin = origin;
        this.known = known;
        this.cell = new TimeCell(style);
        this.numbers = new NumberSniffer(column, cell, origin);
        TimeCatalog.layouts().forEach(layout -> candidates.add(new Candidate(layout)));
    }

    /** Looks at a cell. */
    void add(char[] c, int from, int to, long line, String id) {
        if (missing.token(c, from, to) >= 0) {
            return;
        }
        if (cells++ == 0) {
            example = new String(c, from, to - from);
            exampleLine = line;
        }
        knownCells += known.stream().anyMatch(p -> p.read(c, from, to, cell) == TimePattern.Outcome.TIME) ? 1 : 0;
        if (numbers.add(c, from, to, line)) {
            return;
        }
        if (TimeCatalog.ELAPSED.read(c, from, to, cell) == TimePattern.Outcome.TIME) {
            elapsed++;
            beyondADay |= cell.second() >= 24L * SECONDS_PER_HOUR;
            return;
        }
        for (Candidate candidate : candidates) {
            tryOut(candidate, c, from, to, line, id);
        }
        if (cells == ROWS_OF_ALL_CANDIDATES) {
            candidates.removeIf(candidate -> candidate.fits() == 0);
        }
    }

    private void tryOut(Candidate candidate, char[] c, int from, int to, long line, String id) {
        switch (candidate.pattern.read(c, from, to, cell)) {
            case TIME -> {
                if (candidate.times++ == 0) {
                    candidate.example = new String(c, from, to - from);
                    candidate.line = line;
                }
                if (twin(candidate).isPresent()) {
                    Long before = candidate.latest.put(id, cell.second());
                    candidate.backwards += before != null && cell.second() < before ? 1 : 0;
                }
            }
            case IMPOSSIBLE -> {
                if (candidate.impossible++ == 0) {
                    candidate.counterExample = new String(c, from, to - from);
                    candidate.counterLine = line;
                }
            }
            case OTHER -> {}
        }
    }

    /** How many cells are dates or date-times, or numbers written like some. */
    long times() {
        return numbers.areTimes() && numbers.count() == cells
                ? cells
                : best().map(candidate -> candidate.times).orElse(0L);
    }

    /** How many cells are hours and minutes without a date. */
    long clocks() {
        return elapsed;
    }

    /** Whether what was seen decides. */
    boolean isDecided() {
        if (cells == 0 || isKnown() || numbers.count() == cells) {
            return true;
        }
        Optional<Candidate> best = best();
        if (best.isEmpty()) {
            return elapsed == 0 || beyondADay;
        }
        Optional<Candidate> twin = twin(best.get());
        return twin.isEmpty()
                || twin.get().times != best.get().times
                || byOrder(best.get(), twin.get()).isPresent();
    }

    private boolean isKnown() {
        return !known.isEmpty() && knownCells == cells;
    }

    /** The layout that reads most cells; of those that read as many, the more usual one. */
    private Optional<Candidate> best() {
        return candidates.stream()
                .filter(candidate -> candidate.fits() > 0)
                .max(Comparator.<Candidate>comparingLong(candidate -> candidate.times)
                        .thenComparingLong(Candidate::fits)
                        .thenComparingInt(candidate -> -candidates.indexOf(candidate)));
    }

    /** The same layout with day and month the other way round. */
    private Optional<Candidate> twin(Candidate candidate) {
        return candidates.stream()
                .filter(other ->
                        candidate.monthFirst.filter(p -> p == other.pattern).isPresent()
                                || other.monthFirst
                                        .filter(p -> p == candidate.pattern)
                                        .isPresent())
                .findFirst();
    }

    /** Which of two readings puts the rows of each series in order, where the other does not. */
    private Optional<Candidate> byOrder(Candidate one, Candidate other) {
        if (cells < LEAST_ROWS_OF_ORDER || (one.backwards == 0) == (other.backwards == 0)) {
            return Optional.empty();
        }
        return Optional.of(one.backwards == 0 ? one : other);
    }

    /** The patterns of the column; refuses times that could be read in two ways. */
    List<TimePattern> decide(Remarks remarks) {
        if (cells == 0) {
            return List.of(TimeCatalog.ISO_DATE);
        }
        if (isKnown()) {
            return known;
        }
        Optional<Candidate> best = best();
        if (numbers.count() > best.map(candidate -> candidate.times).orElse(0L)) {
            return List.of(numbers.count() == cells ? numbers.decide() : TimeCatalog.NUMBER);
        }
        if (best.isEmpty()) {
            return List.of(elapsed == 0 ? TimeCatalog.ISO_DATE : elapsed(remarks));
        }
        Candidate chosen = best.get();
        Optional<Candidate> twin = twin(chosen);
        if (twin.isPresent()) {
            return List.of(ordered(chosen, twin.get(), remarks).pattern);
        }
        if (!chosen.pattern.text().startsWith("yyyy-MM-dd")) {
            remarks.note("times are read as " + chosen.text() + ", such as " + Phrases.quote(chosen.example) + " ("
                    + origin.rowWord() + " " + chosen.line + ")");
        }
        return List.of(chosen.pattern);
    }

    private Candidate ordered(Candidate best, Candidate twin, Remarks remarks) {
        if (twin.times != best.times) {
            remarks.note("times are read as " + best.text() + ": as " + twin.pattern.textFor(best.example) + ", "
                    + Phrases.quote(twin.counterExample) + " (" + origin.rowWord() + " " + twin.counterLine
                    + ") would be no date");
            return best;
        }
        Candidate inOrder = byOrder(best, twin).orElseThrow(() -> ambiguous(best, twin));
        Candidate other = inOrder == best ? twin : best;
        remarks.note("times are read as " + inOrder.text() + ": so they are in order, and as " + other.text()
                + " they are not");
        return inOrder;
    }

    private InputException ambiguous(Candidate dayFirst, Candidate monthFirst) {
        return InputException.data(
                "TP-D026",
                origin.at(dayFirst.line, column),
                Phrases.quote(dayFirst.example) + " could be " + dayFirst.text() + " or " + monthFirst.text()
                        + ", and no time in the column tells",
                "--time-format \"" + dayFirst.text() + "\" or --time-format \"" + monthFirst.text() + "\"");
    }

    private TimePattern elapsed(Remarks remarks) {
        if (!beyondADay) {
            throw InputException.data(
                    "TP-D024",
                    origin.at(exampleLine, column),
                    Phrases.quote(example) + " is a time without a date",
                    "--time-format elapsed if it is the time since a start; else write the date too");
        }
        remarks.note("times are elapsed hours and minutes: some are 24 hours or more");
        return TimeCatalog.ELAPSED;
    }
}
