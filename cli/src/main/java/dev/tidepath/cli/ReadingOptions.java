package dev.tidepath.cli;

import dev.tidepath.io.Csv;
import dev.tidepath.io.Dialect;
import dev.tidepath.io.DstGap;
import dev.tidepath.io.DstOverlap;
import dev.tidepath.io.NumberStyle;
import dev.tidepath.io.OnBadRow;
import dev.tidepath.io.OnDuplicate;
import dev.tidepath.io.ReadPolicy;
import dev.tidepath.io.TimeStyle;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a file is written, and what to do with what is wrong in it; what is not given is found out from the file. */
final class ReadingOptions {

    private static final String QUARANTINE = "quarantine=";

    @Option(
            names = "--time-format",
            paramLabel = "PATTERN",
            description =
                    "How times are written, such as \"dd/MM/yyyy HH:mm\", or epoch-s, epoch-ms, epoch-us, epoch-ns,"
                            + " excel, elapsed, number; may be repeated.")
    private @Nullable List<String> timeFormats;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Zone of times without one, such as Europe/Berlin (default: a clock that is never changed)."
                    + " The cycles of a day and a week follow its clock.")
    private @Nullable String zone;

    @Option(
            names = "--dst-gap",
            paramLabel = "error|shift",
            description = "Local times that do not exist as clocks go forward: refuse (default) or move them on.")
    private @Nullable String dstGap;

    @Option(
            names = "--dst-overlap",
            paramLabel = "order|earlier|later",
            description =
                    "Local times that come twice as clocks go back: as the order of rows tells (default), or which.")
    private @Nullable String dstOverlap;

    @Option(names = "--decimal", paramLabel = "MARK", description = "Decimal mark: . or ,")
    private @Nullable String decimal;

    @Option(names = "--grouping", paramLabel = "MARK", description = "What stands between thousands: , . ' _ or space.")
    private @Nullable String grouping;

    @Option(names = "--percent", description = "Read 10%% as 0.1.")
    private boolean percent;

    @Option(
            names = "--strip",
            paramLabel = "TEXT",
            description = "Take a text such as $ or kWh off numbers; may be repeated.")
    private @Nullable List<String> strip;

    @Option(
            names = "--missing",
            paramLabel = "WORD[,WORD...]",
            split = ",",
            hideParamSyntax = true,
            description = "More words, or numbers such as -999, that say that nothing was observed, besides NA, NaN,"
                    + " null, None, N/A, - and ?.")
    private @Nullable List<String> missing;

    @Option(names = "--delimiter", paramLabel = "MARK", description = "What separates columns: , ; | or tab.")
    private @Nullable String delimiter;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            description = "Character set (default UTF-8), such as windows-1252.")
    private @Nullable String charset;

    @Option(names = "--skip", paramLabel = "N", description = "Lines above the header to leave out.")
    private @Nullable Integer skip;

    @Option(names = "--no-header", description = "The first row is data; the columns are c1, c2, ...")
    private boolean noHeader;

    @Option(names = "--comment", paramLabel = "MARK", description = "Lines that begin so are left out, such as #.")
    private @Nullable String comment;

    @Option(names = "--rename-dups", description = "Call the second column of a name y y_2, and so on.")
    private boolean renameDuplicates;

    @Option(
            names = "--on-bad-row",
            paramLabel = "fail|skip|quarantine=FILE",
            description =
                    "Rows that cannot be read: refuse the file (default), leave them out, or write them to a file.")
    private @Nullable String onBadRow;

    @Option(
            names = "--on-duplicate",
            paramLabel = "error|mean|first|last",
            description = "Different values for one time: refuse (default), or which to take.")
    private @Nullable String onDuplicate;

    @Option(names = "--skip-empty", description = "Leave value columns out in which nothing was observed.")
    private boolean skipEmpty;

    @Option(names = "--strict", description = "Make warnings about the data errors.")
    private boolean strict;

    /**
     * Checks what can be checked without the data.
     *
     * @throws UsageException if an option's value is none
     */
    void check() {
        if (zone == null && (dstGap != null || dstOverlap != null)) {
            throw new UsageException("--dst-gap and --dst-overlap go with --zone");
        }
        dialect();
        numbers();
        times();
        policy();
    }

    /**
     * A reader of a file that knows how it is written.
     *
     * @param file its path, or that of standard input
     * @param in standard input
     * @return the reader
     */
    Csv open(Path file, InputStream in) {
        Csv csv = StandardStream.is(file) ? Csv.read(in, StandardStream.INPUT) : Csv.read(file);
        return csv.dialect(dialect()).numbers(numbers()).times(times()).policy(policy());
    }

    /**
     * Opens a file whose series a fitted model forecasts, so that one observation is enough.
     *
     * @param file the file, or standard input
     * @param in standard input
     * @return a request without columns
     */
    Csv openForFitted(Path file, InputStream in) {
        return open(file, in).policy(policy().fewestTimes(1));
    }

    /**
     * The files that no output may replace: those that are read, and the one that bad rows are written to.
     *
     * @param inputs files that are read
     * @return all of them
     * @throws UsageException if standard input is among them twice, or bad rows would be written over a file that is read
     */
    List<Path> taken(List<Path> inputs) {
        if (inputs.stream().filter(StandardStream::is).count() > 1) {
            throw new UsageException("standard input can be read once only, but is named twice");
        }
        List<Path> taken = new ArrayList<>(inputs);
        policy().badRows().quarantine().ifPresent(written -> {
            Path place = written.toAbsolutePath().normalize();
            if (inputs.stream()
                    .anyMatch(input -> input.toAbsolutePath().normalize().equals(place))) {
                throw new UsageException("the file '" + written + "' would be overwritten: it is named twice");
            }
            taken.add(written);
        });
        return taken;
    }

    /**
     * Whose calendar times are on.
     *
     * @return the zone asked for, UTC without one
     */
    ZoneId zone() {
        return clock().orElse(ZoneOffset.UTC);
    }

    /**
     * Whose clock the cycles of a day and a week follow.
     *
     * @return the zone asked for, if one was
     */
    Optional<ZoneId> clock() {
        return Optional.ofNullable(zone).map(ReadingOptions::zone);
    }

    private Dialect dialect() {
        Dialect dialect = Dialect.SNIFFED;
        dialect = charset == null ? dialect : dialect.charset(charset(charset));
        dialect = renameDuplicates ? dialect.renamingDuplicates() : dialect;
        dialect = noHeader ? dialect.withoutHeader() : dialect;
        Dialect marked = dialect;
        return checked("--delimiter, --comment or --skip", () -> {
            Dialect d = marked;
            d = delimiter == null ? d : d.delimiter(mark("--delimiter", delimiter));
            d = comment == null ? d : d.comment(mark("--comment", comment));
            return skip == null ? d : d.skip(skip);
        });
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--charset " + name + ": there is no such character set; try windows-1252 or UTF-16");
        }
    }

    private NumberStyle numbers() {
        return checked("--decimal or --grouping", () -> {
            NumberStyle style = NumberStyle.SNIFFED;
            style = decimal == null ? style : style.decimal(mark("--decimal", decimal));
            style = grouping == null ? style : style.grouping(mark("--grouping", grouping));
            style = percent ? style.percents() : style;
            style = strip == null ? style : style.strip(strip.toArray(String[]::new));
            return missing == null ? style : style.missing(missing.toArray(String[]::new));
        });
    }

    private TimeStyle times() {
        TimeStyle style = TimeStyle.SNIFFED;
        for (String format : timeFormats == null ? List.<String>of() : timeFormats) {
            TimeStyle before = style;
            style = checked("--time-format", () -> before.format(format));
        }
        style = zone == null ? style : style.zone(zone(zone));
        style = dstGap == null ? style : style.gap(choice(DstGap.class, "--dst-gap", dstGap));
        return dstOverlap == null ? style : style.overlap(choice(DstOverlap.class, "--dst-overlap", dstOverlap));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--zone " + name + ": there is no such zone; write it as Europe/Berlin, UTC or +01:00");
        }
    }

    private ReadPolicy policy() {
        ReadPolicy policy = ReadPolicy.USUAL;
        policy = onBadRow == null ? policy : policy.badRows(badRows(onBadRow));
        policy = onDuplicate == null
                ? policy
                : policy.duplicates(choice(OnDuplicate.class, "--on-duplicate", onDuplicate));
        policy = skipEmpty ? policy.skippingEmpty() : policy;
        return strict ? policy.strictly() : policy;
    }

    private static OnBadRow badRows(String text) {
        if (text.startsWith(QUARANTINE) && text.length() > QUARANTINE.length()) {
            try {
                return OnBadRow.quarantine(Path.of(text.substring(QUARANTINE.length())));
            } catch (InvalidPathException e) {
                throw new UsageException("--on-bad-row " + text + ": that is no file name");
            }
        }
        return switch (text) {
            case "fail" -> OnBadRow.FAIL;
            case "skip" -> OnBadRow.SKIP;
            default -> throw new UsageException("--on-bad-row " + text + ": fail, skip or quarantine=FILE is needed");
        };
    }

    private static char mark(String option, String text) {
        return switch (text) {
            case "tab", "\\t" -> '\t';
            case "space" -> ' ';
            default -> {
                if (text.length() != 1) {
                    throw new UsageException(option + " " + text + ": one character is needed, or tab or space");
                }
                yield text.charAt(0);
            }
        };
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String option, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(v -> v.name().toLowerCase(Locale.ROOT))
                .toList();
        throw new UsageException(option + " " + text + ": " + String.join(", ", names) + " are the choices");
    }

    private static <T> T checked(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }
}
