package dev.tidepath.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the reading of made-up CSV files by our readers and by Tablesaw's, each time in a fresh JVM, and prints one JSON
 * object a result; {@code --plot} draws them.
 *
 * <p>{@code --quick} takes a few seconds. Fails unless all readers find the rows that were written, and the same number of
 * values in them.
 */
@Command(
        name = "ReadSpeed",
        mixinStandardHelpOptions = true,
        description = "Times reading of CSV files beside Tablesaw; one JSON object a result.")
public final class ReadSpeed implements Callable<Integer> {

    private static final List<Long> QUICK_ROWS = List.of(1_000L, 10_000L);
    private static final double MEGABYTE = 1e6;

    @Option(names = "--rows", paramLabel = "N", split = ",", description = "sizes of the files: ${DEFAULT-VALUE}")
    private List<Long> rows = List.of(1_000L, 10_000L, 100_000L, 1_000_000L);

    @Option(
            names = "--repeats",
            paramLabel = "N",
            description = "readings of a file by each reader, whose least figures count: ${DEFAULT-VALUE}")
    private int repeats = 3;

    @Option(names = "--by-time", description = "the series of a file take turns; else each follows the one before")
    private boolean byTime;

    @Option(names = "--heap", paramLabel = "SIZE", description = "largest heap of the JVMs that read, such as 8g")
    private @Nullable String heap;

    @Option(names = "--plot", paramLabel = "FILE", description = "where to draw time and memory against rows, as SVG")
    private @Nullable Path plot;

    @Option(names = "--printed", paramLabel = "FILE", split = ",", description = "results to draw, without measuring")
    private List<Path> printed = List.of();

    @Option(names = "--quick", description = "two small files, once")
    private boolean quick;

    private final PrintStream out;
    private final PrintStream err;

    private ReadSpeed(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new ReadSpeed(out, err)).execute(args);
    }

    @Override
    public Integer call() throws IOException {
        List<ReadResult> results = new ArrayList<>(ReadResult.readFrom(printed));
        boolean good = true;
        for (long n : sizes()) {
            List<ReadResult> ofFile = measure(n);
            good &= agree(ofFile);
            results.addAll(ofFile);
        }
        if (plot != null) {
            Files.writeString(plot, ReadResult.plot(results).svg());
        }
        return good ? 0 : 1;
    }

    private List<Long> sizes() {
        if (!printed.isEmpty()) {
            return List.of();
        }
        return quick ? QUICK_ROWS : rows;
    }

    /** The readers take turns, so that what else the machine does meets them alike. */
    private List<ReadResult> measure(long n) throws IOException {
        Map<CsvReader, ColdRead> least = new EnumMap<>(CsvReader.class);
        Path file = Files.createTempFile("read-speed", ".csv");
        file.toFile().deleteOnExit();
        try {
            new PanelCsv(n, byTime).writeTo(file);
            for (int i = 0; i < (quick ? 1 : repeats); i++) {
                for (CsvReader reader : CsvReader.values()) {
                    least.merge(reader, ColdRead.inFreshJvm(reader, file, jvmOptions()), ColdRead::least);
                }
            }
            List<ReadResult> results = new ArrayList<>();
            for (Map.Entry<CsvReader, ColdRead> each : least.entrySet()) {
                ReadResult result = new ReadResult(each.getKey(), n, each.getValue());
                print(result, Files.size(file));
                results.add(result);
            }
            return results;
        } finally {
            Files.delete(file);
        }
    }

    private List<String> jvmOptions() {
        return heap == null ? List.of() : List.of("-Xmx" + heap);
    }

    private void print(ReadResult result, long bytes) {
        Map<String, Object> row = result.row();
        row.put("order", byTime ? "by time" : "by series");
        row.put("file_mb", Math.rint(bytes / MEGABYTE * 100) / 100);
        row.put("heap", heap == null ? "default" : heap);
        row.put("repeats", quick ? 1 : repeats);
        new ResultLines(out).print(row);
    }

    private boolean agree(List<ReadResult> ofFile) {
        boolean good = true;
        for (ReadResult each : ofFile) {
            boolean same = each.read().rows() == each.rows()
                    && each.read().values() == ofFile.get(0).read().values();
            if (!same) {
                err.println("FAILED: " + each.reader().label() + " found "
                        + each.read().rows() + " rows with "
                        + each.read().values() + " values; " + each.rows() + " rows were written, and "
                        + ofFile.get(0).reader().label() + " found "
                        + ofFile.get(0).read().values() + " values");
            }
            good &= same;
        }
        return good;
    }
}
