package dev.tidepath.io;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the numbers and times of a text are written: as stated, else as a look at the beginning of the text tells; where that
 * does not tell, as a longer look does.
 *
 * @param numbers with a decimal mark
 * @param patterns of the times
 */
record CsvStyles(NumberStyle numbers, List<TimePattern> patterns) {

    static CsvStyles find(CsvRows rows, CsvPlan plan, Origin origin, Remarks remarks) throws IOException {
        NumberStyle numbers = numbers(rows, plan, origin, remarks);
        List<TimePattern> patterns = plan.times().formats().isEmpty()
                ? sniffed(rows, plan, numbers, origin, remarks)
                : plan.times().patterns();
        rows.releaseSample();
        return new CsvStyles(numbers, patterns);
    }

    private static NumberStyle numbers(CsvRows rows, CsvPlan plan, Origin origin, Remarks remarks) throws IOException {
        ColumnRoles roles = plan.roles();
        List<String> names = new ArrayList<>(roles.isLong() ? roles.values() : roles.measured());
        roles.error().ifPresent(names::add);
        names.add(roles.time());
        List<ColumnRef> columns = names.stream().map(rows.header()::get).toList();
        DecimalSniffer sniffer;
        do {
            sniffer = new DecimalSniffer(origin);
            SampleRows sample = rows.sampled();
            for (Optional<RowBuffer> next = sample.next(); next.isPresent(); next = sample.next()) {
                RowBuffer row = next.get();
                for (ColumnRef column : columns) {
                    int at = column.index();
                    if (at < row.count()) {
                        sniffer.add(row.chars(), row.from(at), row.to(at), row.line(), column);
                    }
                }
            }
        } while (!sniffer.isDecided(plan.numbers()) && rows.growSample());
        return sniffer.decide(plan.numbers(), remarks);
    }

    private static List<TimePattern> sniffed(
            CsvRows rows, CsvPlan plan, NumberStyle numbers, Origin origin, Remarks remarks) throws IOException {
        ColumnRef time = rows.header().get(plan.roles().time());
        int idAt = plan.roles().id().map(id -> rows.header().get(id).index()).orElse(-1);
        TimeSniffer sniffer;
        do {
            sniffer = new TimeSniffer(time, numbers, plan.known(), origin);
            SampleRows sample = rows.sampled();
            for (Optional<RowBuffer> next = sample.next(); next.isPresent(); next = sample.next()) {
                RowBuffer row = next.get();
                int at = time.index();
                if (at < row.count() && idAt < row.count()) {
                    String id = idAt < 0 ? "" : row.text(idAt);
                    sniffer.add(row.chars(), row.from(at), row.to(at), row.line(), id);
                }
            }
        } while (!sniffer.isDecided() && rows.growSample());
        return sniffer.decide(remarks);
    }
}
