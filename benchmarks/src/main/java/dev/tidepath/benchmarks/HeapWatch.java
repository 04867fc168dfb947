package dev.tidepath.benchmarks;

/**
 * Looks every now and then, after a full collection, at how many bytes are alive in this JVM. A look is worth taking if the
 * work takes long beside the looks: a pause is at least {@value #PAUSE_OF_LOOKS} times as long as the look before it.
 */
final class HeapWatch implements AutoCloseable {

    private static final int PAUSE_OF_LOOKS = 15;
    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Thread thread = new Thread(this::watch, "heap watch");
    private volatile long peak;

    /** Starts to watch. */
    HeapWatch() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            long before = System.nanoTime();
            look();
            long took = (System.nanoTime() - before) / NANOS_PER_MILLI;
            try {
                Thread.sleep(Math.max(LEAST_PAUSE_MILLIS, PAUSE_OF_LOOKS * took));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void look() {
        peak = Math.max(peak, LiveHeap.afterCollection());
    }

    /** The most bytes that were alive, with a last look. */
    long peak() {
        look();
        return peak;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
