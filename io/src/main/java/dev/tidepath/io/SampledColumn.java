package dev.tidepath.io;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the first rows of a file show of one column. */
final class SampledColumn {

    private static final int CELLS_FOR_TIMES = 2_000;
    private static final int DISTINCT = 20_000;
    private static final double NEARLY_ALL = 0.9;
    private static final int HUNDRED = 100;
    private static final int SIXTY = 60;
    private static final int MIDNIGHT = 2_400;

    private final ColumnRef column;
    private final TimeSniffer times;
    private final DecimalCell decimal;
    private final MissingCell missing;
    private final List<TimePattern> stated;
    private final TimeCell stampCell;
    private final Set<String> distinct = new HashSet<>();

    private long cells;
    private long labels;
    private long empty;
    private long timesTried;
    private long statedTimes;
    private long numbers;
    private long whole;
    private long clockLike;
    private long counted;
    private double before = Double.NaN;

    SampledColumn(ColumnRef column, NumberStyle style, List<TimePattern> stated, Origin origin) {
        this.column = column;
        this.stated = stated;
        times = new TimeSniffer(column, style, List.of(), origin);
        decimal = new DecimalCell(style);
        missing = new MissingCell(style);
        stampCell = new TimeCell(style);
    }

    void add(RowBuffer row) {
        int at = column.index();
        int from = row.from(at);
        int to = row.to(at);
        char[] c = row.chars();
        if (from < to && distinct.size() < DISTINCT) {
            distinct.add(new String(c, from, to - from));
        }
        labels += from < to ? 1 : 0;
        empty += from < to ? 0 : 1;
        if (missing.token(c, from, to) >= 0) {
            return;
        }
        cells++;
        if (timesTried < CELLS_FOR_TIMES) {
            timesTried++;
            times.add(c, from, to, row.line(), "");
            boolean fits = stated.stream().anyMatch(p -> p.read(c, from, to, stampCell) == TimePattern.Outcome.TIME);
            statedTimes += fits ? 1 : 0;
        }
        addNumber(c, from, to);
    }

    private void addNumber(char[] c, int from, int to) {
        switch (decimal.parse(c, from, to)) {
            case NUMBER -> {
                numbers++;
                double x = decimal.value();
                boolean isWhole = x == Math.rint(x);
                whole += isWhole ? 1 : 0;
                clockLike += isWhole && x >= 0 && x < MIDNIGHT && x % HUNDRED < SIXTY ? 1 : 0;
                counted += x == before + 1 ? 1 : 0;
                before = x;
            }
            case OTHER_MARK, GROUPED -> numbers++;
            default -> {}
        }
    }

    ColumnRef column() {
        return column;
    }

    String name() {
        return column.name();
    }

    long cells() {
        return cells;
    }

    long distinct() {
        return distinct.size();
    }

    /** How many different texts there are, as far as they were counted. */
    String distinctText() {
        return (distinct.size() == DISTINCT ? "more than " : "") + Phrases.number(distinct.size());
    }

    /** Whether nearly all cells are dates, date-times, or numbers written like some; or times of the formats stated. */
    boolean isTime() {
        return stated.isEmpty() ? nearlyAll(times.times(), timesTried) : nearlyAll(statedTimes, timesTried);
    }

    /** Whether nearly all cells are hours and minutes. */
    boolean isClock() {
        return nearlyAll(times.clocks(), timesTried);
    }

    boolean isNumber() {
        return nearlyAll(numbers, cells);
    }

    boolean isWhole() {
        return isNumber() && whole == cells;
    }

    /** Whether the numbers could be hours and minutes written as one number, such as 1350, and nothing else. */
    boolean isClockNumber() {
        return isWhole() && clockLike == cells && distinct.size() > SIXTY;
    }

    /** Whether the numbers count the rows. */
    boolean isRowNumber() {
        return isWhole() && cells > 2 && counted == cells - 1;
    }

    /** Whether it could tell series or channels apart: always there, and each text often. */
    boolean isLabel(boolean numbersToo) {
        boolean kind = isNumber() ? numbersToo && isWhole() : !isTime() && !isClock();
        return kind && empty == 0 && distinct.size() > 1 && 2L * distinct.size() <= labels;
    }

    private static boolean nearlyAll(long some, long of) {
        return of > 0 && some >= NEARLY_ALL * of;
    }
}
