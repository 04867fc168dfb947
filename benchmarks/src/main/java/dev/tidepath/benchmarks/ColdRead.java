package dev.tidepath.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * The program of the fresh JVM: prints the reading as JSON.
     *
     * @param args name of the {@link CsvReader}, file
     * @throws IOException if there is no status of the process to read
     */
    public static void main(String[] args) throws IOException {
        FreshJvm.print(here(CsvReader.valueOf(args[0]), Path.of(args[1])));
    }

    /** Reads in a fresh JVM. */
    static ColdRead inFreshJvm(CsvReader reader, Path file, List<String> jvmOptions) throws IOException {
        return new FreshJvm(jvmOptions).run(ColdRead.class, List.of(reader.name(), file.toString()));
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
        long peak = FreshJvm.peakMemory();
        CsvReader.Content content = reader.content(kept.get(0));
        long with = LiveHeap.settled();
        kept.clear();
        long live = with - LiveHeap.settled();
        return new ColdRead(wall, cpu, live, peak, content.rows(), content.values());
    }
}
