package dev.tidepath.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/**
 * How many bytes a piece of work keeps alive at most, and how many it allocates.
 *
 * <p>The work is run twice. The first run counts its checkpoints, places that it announces; the second stops at some of
 * them, evenly spread, for a full collection, and reads what is left. So the figure is one of reachable objects, does not
 * depend on the collector or the size of the heap, and is the same again to a few kilobytes. A peak between two of the
 * places, such as an array that is being copied to a longer one, is not seen.
 *
 * @param peak the most bytes alive, over those before the work
 * @param allocated bytes allocated by the thread
 */
record LiveHeap(long peak, long allocated) {

    private static final double MEGABYTE = 1 << 20;

    /**
     * Measures on the calling thread.
     *
     * @param work gets what it has to call at its checkpoints
     * @param places how many of them to stop at, about
     */
    static LiveHeap of(Consumer<Runnable> work, int places) {
        Counter counter = new Counter();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.accept(counter);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        long alive = settled();
        Looks looks = new Looks(Math.max(1, counter.count / places));
        work.accept(looks);
        return new LiveHeap(looks.peak - alive, allocated);
    }

    double peakMegabytes() {
        return Math.rint(peak / MEGABYTE * 100) / 100;
    }

    double allocatedMegabytes() {
        return Math.rint(allocated / MEGABYTE * 100) / 100;
    }

    /** Bytes alive, once nothing more is found to be unreachable. */
    static long settled() {
        long alive = alive();
        for (long less = alive(); less < alive; less = alive()) {
            alive = less;
        }
        return alive;
    }

    /** After two collections, as others may allocate or end one too early: the less of both. */
    private static long alive() {
        return Math.min(afterCollection(), afterCollection());
    }

    /** Bytes alive after one collection. */
    static long afterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static final class Counter implements Runnable {
        private long count;

        @Override
        public void run() {
            count++;
        }
    }

    private static final class Looks implements Runnable {
        private final long every;
        private long count;
        private long peak;

        Looks(long every) {
            this.every = every;
        }

        @Override
        public void run() {
            if (count++ % every == 0) {
                peak = Math.max(peak, alive());
            }
        }
    }
}
