package dev.tidepath.io;

import dev.tidepath.forecasting.Domain;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;

/** What the file of roles beside a {@link CsvCase} says, in the words of the command line. */
final class CsvCaseOptions {

    private Dialect dialect = Dialect.SNIFFED;
    private NumberStyle numbers = NumberStyle.SNIFFED;
    private TimeStyle times = TimeStyle.SNIFFED;
    private ReadPolicy policy = ReadPolicy.USUAL;

    /** Takes one option; those of columns go to the reader at once. */
    Csv apply(Csv csv, String option, String value) {
        String[] names = value.split(",", -1);
        switch (option) {
            case "skip" -> dialect = dialect.skip(Integer.parseInt(value));
            case "comment" -> dialect = dialect.comment(value.charAt(0));
            case "charset" -> dialect = dialect.charset(Charset.forName(value));
            case "delimiter" -> dialect = dialect.delimiter(value.charAt(0));
            case "no-header" -> dialect = dialect.withoutHeader();
            case "rename-dups" -> dialect = dialect.renamingDuplicates();
            case "decimal" -> numbers = numbers.decimal(value.charAt(0));
            case "grouping" -> numbers = numbers.grouping(value.equals("space") ? ' ' : value.charAt(0));
            case "percent" -> numbers = numbers.percents();
            case "strip" -> numbers = numbers.strip(value);
            case "missing" -> numbers = numbers.missing(names);
            case "time-format" -> times = times.format(value);
            case "zone" -> times = times.zone(ZoneId.of(value));
            case "dst-gap" -> times = times.gap(DstGap.valueOf(value.toUpperCase(Locale.ROOT)));
            case "dst-overlap" -> times = times.overlap(DstOverlap.valueOf(value.toUpperCase(Locale.ROOT)));
            case "on-bad-row" -> policy = policy.badRows(OnBadRow.SKIP);
            case "on-duplicate" -> policy = policy.duplicates(OnDuplicate.valueOf(value.toUpperCase(Locale.ROOT)));
            case "skip-empty" -> policy = policy.skippingEmpty();
            case "strict" -> policy = policy.strictly();
            case "fewest" -> policy = policy.fewestTimes(Integer.parseInt(value));
            default -> {
                return column(csv, option, value, names);
            }
        }
        return csv;
    }

    private static Csv column(Csv csv, String option, String value, String[] names) {
        return switch (option) {
            case "time" -> csv.time(value);
            case "value" -> csv.values(names);
            case "id" -> csv.id(value);
            case "channel" -> csv.channel(value);
            case "target" -> csv.targets(names);
            case "past" -> csv.past(names);
            case "known" -> csv.known(names);
            case "static" -> csv.statics(names);
            case "error" -> csv.error(value);
            case "domain" ->
                value.equals("positive") ? csv.domain(Domain.POSITIVE) : csv.domain("y", Domain.bounded(0, 100));
            default -> throw new AssertionError(option);
        };
    }

    /** The reader with all that was taken. */
    Csv apply(Csv csv) {
        return csv.dialect(dialect).numbers(numbers).times(times).policy(policy);
    }
}
