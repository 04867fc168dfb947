package dev.tidepath.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;

/**
 * Times of one piece of work, in milliseconds.
 *
 * @param wall by the clock, one a repeat
 * @param cpu processor time of all Java threads, without the compiler's and the collector's, one a repeat
 * @param first by the clock, the first call of all
 */
record Timing(double[] wall, double[] cpu, double first) {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LEAST_WARM_UPS = 2;

    /**
     * How long to measure.
     *
     * @param warmUp seconds of processor time spent in calls before the first repeat, for the compiler
     * @param budget seconds of repeats
     * @param least repeats, whatever they take
     * @param most repeats
     */
    record Effort(double warmUp, double budget, int least, int most) {}

    /** Calls the work again and again. */
    static Timing of(Runnable work, Effort effort) {
        long cpuBegin = cpuTime();
        long begin = System.nanoTime();
        work.run();
        double first = since(begin) / NANOS_PER_MILLI;
        for (int i = 0; i < LEAST_WARM_UPS - 1 || cpuTime() - cpuBegin < effort.warmUp * NANOS_PER_SECOND; i++) {
            work.run();
        }
        double[] wall = new double[effort.most];
        double[] cpu = new double[effort.most];
        int n = 0;
        long start = System.nanoTime();
        while (n < effort.least || (n < effort.most && since(start) < effort.budget * NANOS_PER_SECOND)) {
            long cpuBefore = cpuTime();
            long before = System.nanoTime();
            work.run();
            wall[n] = since(before) / NANOS_PER_MILLI;
            cpu[n++] = (cpuTime() - cpuBefore) / NANOS_PER_MILLI;
        }
        return new Timing(Arrays.copyOf(wall, n), Arrays.copyOf(cpu, n), first);
    }

    private static double since(long begin) {
        return System.nanoTime() - begin;
    }

    /** Processor time of all Java threads until now, in nanoseconds. */
    static long cpuTime() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            sum += Math.max(0, THREADS.getThreadCpuTime(id));
        }
        return sum;
    }

    /** Least, median and number, under the names they have in the output. */
    void describe(Map<String, Object> row) {
        row.put("wall_min_ms", round(least(wall), 4));
        row.put("wall_med_ms", round(median(wall), 4));
        row.put("cpu_min_ms", round(least(cpu), 4));
        row.put("cpu_med_ms", round(median(cpu), 4));
        row.put("repeats", wall.length);
        row.put("first_call_ms", round(first, 1));
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double round(double value, int decimals) {
        double unit = Math.pow(10, decimals);
        return Math.rint(value * unit) / unit;
    }
}
