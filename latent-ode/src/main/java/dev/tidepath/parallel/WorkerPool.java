package dev.tidepath.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that work off numbered items, each with a worker of its own; the calling thread is one of them.
 *
 * <p>Items are dealt out in ascending order. If some fail, no further ones are dealt out, and the failure of the lowest
 * is thrown once those begun have ended: the same one for any number of threads.
 */
public final class WorkerPool implements AutoCloseable {

    private final int threads;
    private final ExecutorService others;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * Starts the threads.
     *
     * @param name their name
     * @param threads how many work, with the calling one, positive
     */
    public WorkerPool(String name, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, found " + threads);
        }
        this.threads = threads;
        others = Executors.newFixedThreadPool(Math.max(1, threads - 1), runnable -> {
            Thread t = new Thread(runnable, name);
            t.setDaemon(true);
            return t;
        });
    }

    /**
     * How many threads work.
     *
     * @return one or more
     */
    public int threads() {
        return threads;
    }

    /**
     * Works off items.
     *
     * @param items how many, zero or more
     * @param workers at most one a thread; each is called by one thread at a time
     * @throws IllegalStateException if the pool is closed or already at work, or the calling thread is interrupted
     */
    public void run(int items, List<IntConsumer> workers) {
        if (others.isShutdown()) {
            throw new IllegalStateException("the pool is closed");
        }
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("the pool is at work: an item must not use the pool that runs it");
        }
        try {
            deal(items, workers);
        } finally {
            running.set(false);
        }
    }

    private void deal(int items, List<IntConsumer> workers) {
        Deal deal = new Deal(items);
        List<Future<?>> begun = new ArrayList<>();
        for (IntConsumer worker : workers.subList(1, workers.size())) {
            begun.add(others.submit(() -> deal.work(worker)));
        }
        deal.work(workers.get(0));
        boolean interrupted = false;
        for (Future<?> other : begun) {
            interrupted |= join(other, deal);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while working");
        }
        deal.rethrow();
    }

    /** Waits to the end, for nobody may go on writing; true if the caller was interrupted meanwhile. */
    private static boolean join(Future<?> future, Deal deal) {
        boolean interrupted = false;
        while (true) {
            try {
                future.get();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                deal.failed = true;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** Stops the threads. */
    @Override
    public void close() {
        others.shutdownNow();
    }

    /** The items of one run and what went wrong with them. */
    private static final class Deal {
        private final AtomicInteger next = new AtomicInteger();
        private final Throwable[] failures;
        private volatile boolean failed;

        Deal(int items) {
            failures = new Throwable[items];
        }

        void work(IntConsumer worker) {
            while (!failed) { // what was dealt out is worked off, or a lower failure could be missed
                int i = next.getAndIncrement();
                if (i >= failures.length) {
                    return;
                }
                try {
                    worker.accept(i);
                } catch (RuntimeException | Error failure) {
                    failures[i] = failure;
                    failed = true;
                }
            }
        }

        void rethrow() {
            for (Throwable failure : failures) {
                if (failure instanceof RuntimeException e) {
                    throw e;
                }
                if (failure instanceof Error e) {
                    throw e;
                }
            }
        }
    }
}
