package dev.tidepath.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One reading of a file in a JVM that has done nothing before, as a user meets it.
 *
 * @param wall milliseconds by the clock from the call to its return, the loading of classes included
 * @param cpu milliseconds of processor time of the whole process meanwhile, the compiler's and the collector's included
 * @param live bytes reachable from what was returned
 * @param peak the most bytes of memory that the process held until then; 0 where there is no /proc
 * @param rows read
 * @param values read, the missing ones not counted
 */
record ColdRead(double wall, double cpu, long live, long peak, long rows, long values) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String PEAK = "VmHWM:";
    private static final int KILOBYTE = 1024;

    /**
     * The program of the fresh JVM: prints the reading as JSON.
     *
     * @param args name of the {@link CsvReader}, file
     * @throws IOException if there is no status of the process to read
     */
    public static void main(String[] args) throws IOException {
        ColdRead reading = here(CsvReader.valueOf(args[0]), Path.of(args[1]));
        System.out.println(MAPPER.writeValueAsString(reading));
    }

    /** Reads in a fresh JVM. */
    static ColdRead inFreshJvm(CsvReader reader, Path file, List<String> jvmOptions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ColdRead.class.getName()));
        command.addAll(List.of(reader.name(), file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (printed.isBlank()) {
            throw new IOException("the JVM of " + reader.label() + " ended without a result");
        }
        return MAPPER.readValue(printed, ColdRead.class);
    }

    /** The lesser figures of two readings by one reader. */
    static ColdRead least(ColdRead a, ColdRead b) {
        return new ColdRead(
                Math.min(a.wall, b.wall),
                Math.min(a.cpu, b.cpu),
                Math.min(a.live, b.live),
                Math.min(a.peak, b.peak),
                a.rows,
                a.values);
    }

    private static ColdRead here(CsvReader reader, Path file) throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuBefore = system.getProcessCpuTime();
        long before = System.nanoTime();
        List<Object> kept = new ArrayList<>(List.of(reader.read(file)));
        double wall = (System.nanoTime() - before) / NANOS_PER_MILLI;
        double cpu = (system.getProcessCpuTime() - cpuBefore) / NANOS_PER_MILLI;
        long peak = peakOfProcess();
        CsvReader.Content content = reader.content(kept.get(0));
        long with = LiveHeap.settled();
        kept.clear();
        long live = with - LiveHeap.settled();
        return new ColdRead(wall, cpu, live, peak, content.rows(), content.values());
    }

    private static long peakOfProcess() throws IOException {
        if (!Files.exists(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> KILOBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
