package dev.tidepath.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses the columns that tell series and channels apart: by whether rows of one time are told apart by them. */
final class LabelChoice {

    private final CsvRows rows;
    private final SampledColumn time;
    private final List<TimePattern> patterns;
    private final List<SampledColumn> candidates;
    private final List<String> numbers;
    private final List<String> evidence = new ArrayList<>();

    private Optional<String> id = Optional.empty();
    private Optional<String> channel = Optional.empty();

    /** Some columns to choose from, beside columns of numbers that may be values. */
    LabelChoice(
            CsvRows rows,
            SampledColumn time,
            List<TimePattern> patterns,
            List<SampledColumn> candidates,
            List<String> numbers) {
        this.rows = rows;
        this.time = time;
        this.patterns = patterns;
        this.candidates = candidates;
        this.numbers = numbers;
    }

    Optional<String> id() {
        return id;
    }

    Optional<String> channel() {
        return channel;
    }

    List<String> evidence() {
        return evidence;
    }

    /** Chooses, where the column of channels may be named already. */
    void choose(Optional<String> given) {
        channel = given;
        List<ColumnRef> known = given.map(rows.header()::get).stream().toList();
        KeyOrder alone = order(known);
        List<SampledColumn> left = candidates.stream()
                .filter(c -> given.filter(c.name()::equals).isEmpty())
                .toList();
        if (alone.disorder() == 0) {
            left.stream().filter(c -> ColumnHint.ID.fits(c.name())).findFirst().ifPresent(c -> {
                id = Optional.of(c.name());
                evidence.add("id: '" + c.name() + "' is named so and has " + labels(c));
            });
            return;
        }
        Optional<SampledColumn> single = best(left, known);
        boolean enough = single.isPresent() && order(with(known, single.get())).isGood();
        if (!enough && given.isEmpty() && numbers.size() == 1 && choosePair(left, alone)) {
            return;
        }
        if (single.isEmpty() || 2 * order(with(known, single.get())).disorder() > alone.disorder()) {
            return;
        }
        take(single.get(), alone, given.isEmpty());
    }

    private void take(SampledColumn column, KeyOrder alone, boolean mayBeChannel) {
        boolean isChannel = mayBeChannel
                && numbers.size() == 1
                && ColumnHint.CHANNEL.fits(column.name())
                && !ColumnHint.ID.fits(column.name());
        String why = "'" + column.name() + "' has " + labels(column) + ", and without it "
                + (alone.repeats() > 0
                        ? Phrases.count(alone.repeats(), "time") + " would come again"
                        : "times would be out of order");
        if (isChannel) {
            channel = Optional.of(column.name());
            evidence.add("channel: " + why + " (--id '" + column.name() + "' if it names series)");
        } else {
            id = Optional.of(column.name());
            evidence.add("id: " + why
                    + (mayBeChannel && numbers.size() == 1
                            ? " (--channel '" + column.name() + "' if it names channels)"
                            : ""));
        }
    }

    /** Takes two columns, series and channels, if they tell rows apart that one of them does not. */
    private boolean choosePair(List<SampledColumn> left, KeyOrder alone) {
        for (SampledColumn c : left) {
            boolean named = ColumnHint.CHANNEL.fits(c.name());
            List<SampledColumn> others = left.stream()
                    .filter(o -> o != c && (named || !ColumnHint.CHANNEL.fits(o.name())))
                    .toList();
            Optional<SampledColumn> series = best(others, List.of(c.column()));
            boolean isChannel = named
                    || (!c.isNumber()
                            && series.filter(s -> c.distinct() <= s.distinct()).isPresent());
            if (isChannel
                    && series.isPresent()
                    && order(List.of(c.column(), series.get().column())).isGood()) {
                channel = Optional.of(c.name());
                id = Optional.of(series.get().name());
                evidence.add("id and channel: '" + series.get().name() + "' has " + labels(series.get()) + " and '"
                        + c.name() + "' " + labels(c) + ", and without both "
                        + Phrases.count(alone.repeats(), "time") + " would come again");
                return true;
            }
        }
        return false;
    }

    /** The column that tells most rows apart, together with some. */
    private Optional<SampledColumn> best(List<SampledColumn> from, List<ColumnRef> with) {
        return from.stream()
                .min(Comparator.<SampledColumn>comparingLong(
                                c -> order(with(with, c)).disorder())
                        .thenComparingInt(c -> ColumnHint.ID.rank(c.name()))
                        .thenComparing(SampledColumn::isNumber));
    }

    private static List<ColumnRef> with(List<ColumnRef> some, SampledColumn one) {
        List<ColumnRef> all = new ArrayList<>(some);
        all.add(one.column());
        return all;
    }

    private KeyOrder order(List<ColumnRef> labels) {
        return KeyOrder.of(rows.sampled(), time.column(), patterns, labels);
    }

    private static String labels(SampledColumn column) {
        return column.distinctText() + " different labels";
    }
}
