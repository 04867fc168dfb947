package dev.tidepath.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Proposes which columns are times, ids, channels and values, where the user has not named them, and says why: by what the
 * cells of the first rows are, by whether rows of one time are told apart, and by names last.
 */
final class ColumnProposal {

    private static final int SAMPLE_DOUBLINGS = 5;
    private static final int MOST_TRIED = 8;

    private final CsvRows rows;
    private final Named named;
    private final TimeStyle timeStyle;
    private final Origin origin;
    private final List<SampledColumn> columns = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    /**
     * What the user has named.
     *
     * @param time the column of times, if named
     * @param id the column of ids, if named
     * @param channel the column of channels, if named
     * @param values the columns to forecast; empty if none is named
     * @param error the column of standard deviations, if named
     * @param others columns with another role
     */
    record Named(
            Optional<String> time,
            Optional<String> id,
            Optional<String> channel,
            List<String> values,
            Optional<String> error,
            List<String> others) {

        List<String> all() {
            List<String> all = new ArrayList<>(values);
            Stream.of(time, id, channel, error).flatMap(Optional::stream).forEach(all::add);
            all.addAll(others);
            return all;
        }
    }

    private ColumnProposal(CsvRows rows, Named named, NumberStyle numbers, TimeStyle times, Origin origin) {
        this.rows = rows;
        this.named = named;
        this.timeStyle = times;
        this.origin = origin;
        List<String> names = rows.header().names();
        for (int i = 0; i < names.size(); i++) {
            boolean unique = names.indexOf(names.get(i)) == names.lastIndexOf(names.get(i));
            if (unique && !names.get(i).isEmpty()) {
                columns.add(new SampledColumn(new ColumnRef(names.get(i), i), numbers, times.patterns(), origin));
            }
        }
        SampleRows sample = rows.sampled();
        for (Optional<RowBuffer> next = sample.next(); next.isPresent(); next = sample.next()) {
            RowBuffer row = next.get();
            columns.stream().filter(c -> c.column().index() < row.count()).forEach(c -> c.add(row));
        }
        taken.addAll(named.all());
    }

    /** Looks at the first rows, a few millions of characters at most. */
    static ColumnChoice of(CsvRows rows, Named named, NumberStyle numbers, TimeStyle times, Origin origin)
            throws IOException {
        for (int i = 0; i < SAMPLE_DOUBLINGS && rows.growSample(); i++) {
            // each time twice as far
        }
        rows.requireHeader();
        rows.require(named.all());
        return new ColumnProposal(rows, named, numbers, times, origin).choose();
    }

    private ColumnChoice choose() {
        SampledColumn time = named.time().map(this::get).orElseGet(this::time);
        taken.add(time.name());
        Optional<String> id = named.id();
        Optional<String> channel = named.channel();
        if (id.isEmpty()) {
            List<String> numbers = named.values().isEmpty() ? numbersLeft(time) : named.values();
            LabelChoice choice = new LabelChoice(rows, time, patterns(time), labels(time), numbers);
            choice.choose(channel);
            id = choice.id();
            channel = choice.channel();
            evidence.addAll(choice.evidence());
        }
        id.ifPresent(taken::add);
        channel.ifPresent(taken::add);
        Optional<String> error = named.error();
        List<String> values = named.values();
        if (values.isEmpty()) {
            error = error.or(() -> error(time));
            error.ifPresent(taken::add);
            values = values(time, channel.isPresent());
        }
        return new ColumnChoice(time.name(), id, channel, values, error, evidence);
    }

    private SampledColumn get(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private Stream<SampledColumn> free() {
        return columns.stream().filter(c -> !taken.contains(c.name()) && c.cells() > 0);
    }

    private SampledColumn time() {
        List<SampledColumn> times = free().filter(SampledColumn::isTime)
                .filter(c -> !c.isNumber() || ColumnHint.TIME.fits(c.name()))
                .toList();
        if (!times.isEmpty()) {
            SampledColumn best = times.stream()
                    .max(Comparator.comparingLong(SampledColumn::distinct).thenComparingInt(c -> -columns.indexOf(c)))
                    .orElseThrow();
            Optional<SampledColumn> clock = free().filter(SampledColumn::isClock)
                    .filter(c -> ColumnHint.CLOCK.fits(c.name()))
                    .findFirst();
            if (clock.isPresent() && best.distinct() < best.cells()) {
                throw split(List.of(best.name(), clock.get().name()));
            }
            evidence.add("time: the cells of '" + best.name() + "' are times, " + best.distinctText()
                    + " different ones in the first " + Phrases.count(best.cells(), "row")
                    + others(times, best, "--time"));
            return best;
        }
        List<String> parts = free().filter(c -> c.isNumber() || c.isClock() || ColumnHint.PART.rank(c.name()) < 5)
                .map(SampledColumn::name)
                .filter(ColumnHint.PART::fits)
                .toList();
        if (parts.size() > 1) {
            throw split(parts);
        }
        return numericTime();
    }

    private SampledColumn numericTime() {
        List<SampledColumn> hinted = free().filter(SampledColumn::isNumber)
                .filter(c -> ColumnHint.TIME.fits(c.name()) && !c.isClockNumber())
                .sorted(Comparator.comparingInt(c -> ColumnHint.TIME.rank(c.name())))
                .toList();
        if (!hinted.isEmpty()) {
            SampledColumn best = hinted.get(0);
            evidence.add("time: '" + best.name() + "' is named so and holds numbers" + others(hinted, best, "--time"));
            return best;
        }
        Optional<SampledColumn> first =
                columns.stream().findFirst().filter(c -> c.isNumber() && !taken.contains(c.name()) && c.distinct() > 2);
        if (first.isPresent()) {
            KeyOrder order = KeyOrder.of(rows.sampled(), first.get().column(), List.of(TimeCatalog.NUMBER), List.of());
            if (order.disorder() == 0 && order.rows() > 2) {
                evidence.add("time: the numbers of '" + first.get().name() + "', the first column, are in order");
                return first.get();
            }
        }
        throw none("no column is seen to hold the times", "name it: --time COL, with --time-format if need be");
    }

    private InputException split(List<String> parts) {
        return none(
                "the time is spread over the columns " + Phrases.names(parts),
                "put it into one column, such as 2024-02-29 13:45, or name the one that tells it: --time COL");
    }

    private InputException none(String what, String hint) {
        return InputException.data(
                "TP-D069",
                rows.header().where(),
                what + "; the columns are " + Phrases.names(rows.header().names()),
                hint);
    }

    private static String others(List<SampledColumn> all, SampledColumn best, String option) {
        List<String> others =
                all.stream().filter(c -> c != best).map(SampledColumn::name).toList();
        return others.isEmpty() ? "" : "; so could be " + Phrases.names(others) + " (" + option + " decides)";
    }

    /** The patterns of the times, to compare them; not the last word on them. */
    private List<TimePattern> patterns(SampledColumn time) {
        if (!timeStyle.formats().isEmpty()) {
            return timeStyle.patterns();
        }
        TimeSniffer sniffer = new TimeSniffer(time.column(), NumberStyle.SNIFFED, List.of(), origin);
        SampleRows sample = rows.sampled();
        for (Optional<RowBuffer> next = sample.next(); next.isPresent(); next = sample.next()) {
            RowBuffer row = next.get();
            int at = time.column().index();
            if (at < row.count()) {
                sniffer.add(row.chars(), row.from(at), row.to(at), row.line(), "");
            }
        }
        try {
            return sniffer.decide(new Remarks());
        } catch (InputException e) {
            return List.copyOf(
                    TimeCatalog.layouts()); // whoever reads the column complains, or knows the ids and does not
        }
    }

    private boolean isPart(SampledColumn column, SampledColumn time) {
        return time.isTime() && column.isWhole() && ColumnHint.PART.fits(column.name());
    }

    private List<SampledColumn> labels(SampledColumn time) {
        return free().filter(c -> !isPart(c, time))
                .filter(c -> c.isLabel(ColumnHint.ID.fits(c.name())))
                .limit(MOST_TRIED)
                .toList();
    }

    private List<String> numbersLeft(SampledColumn time) {
        return free().filter(c -> isValue(c, time))
                .filter(c -> !(c.isWhole() && ColumnHint.ID.fits(c.name())))
                .filter(c -> !ColumnHint.ERROR.fits(c.name()))
                .map(SampledColumn::name)
                .toList();
    }

    private boolean isValue(SampledColumn column, SampledColumn time) {
        return column.isNumber() && !column.isRowNumber() && !isPart(column, time) && column != time;
    }

    private List<String> values(SampledColumn time, boolean isLong) {
        List<SampledColumn> numbers = free().filter(c -> isValue(c, time)).toList();
        if (numbers.isEmpty()) {
            throw none("no column of numbers is left to forecast", "name one: --value COL");
        }
        List<String> left = free().filter(c -> !numbers.contains(c) && c != time)
                .map(SampledColumn::name)
                .toList();
        if (isLong) {
            SampledColumn best = numbers.stream()
                    .min(Comparator.comparingInt(c -> ColumnHint.VALUE.rank(c.name())))
                    .orElseThrow();
            evidence.add("value: '" + best.name() + "' holds numbers" + others(numbers, best, "--value"));
            return List.of(best.name());
        }
        evidence.add("value: " + (numbers.size() == 1 ? "one column holds" : numbers.size() + " columns hold")
                + " numbers" + (left.isEmpty() ? "" : "; without a role are " + Phrases.names(left)));
        return numbers.stream().map(SampledColumn::name).toList();
    }

    /** A column of errors, where one column of values is left beside it. */
    private Optional<String> error(SampledColumn time) {
        List<SampledColumn> numbers = free().filter(c -> isValue(c, time)).toList();
        Optional<SampledColumn> error =
                numbers.stream().filter(c -> ColumnHint.ERROR.fits(c.name())).findFirst();
        if (numbers.size() != 2 || error.isEmpty()) {
            return Optional.empty();
        }
        evidence.add("error: '" + error.get().name() + "' is named so, beside one column of values");
        return error.map(SampledColumn::name);
    }
}
