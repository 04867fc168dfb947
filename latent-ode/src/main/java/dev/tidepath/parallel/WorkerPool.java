package dev.tidepath.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
     */
    public void run(int items, List<IntConsumer> workers) {
        Deal deal = new Deal(items);
        List<Future<?>> running = new ArrayList<>();
        for (IntConsumer worker : workers.subList(1, workers.size())) {
            running.add(others.submit(() -> deal.work(worker)));
        }
        deal.work(workers.get(0));
        running.forEach(WorkerPool::join);
        deal.rethrow();
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while working", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
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
            for (int i = next.getAndIncrement(); i < failures.length; i = next.getAndIncrement()) {
                if (failed) {
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
