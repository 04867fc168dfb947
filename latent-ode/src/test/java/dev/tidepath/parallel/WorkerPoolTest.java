package dev.tidepath.parallel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private static List<IntConsumer> workers(int n, IntConsumer worker) {
        return Collections.nCopies(n, worker);
    }

    @Test
    void everyItemIsWorkedOnceAndThePoolCanBeUsedAgain() {
        try (WorkerPool pool = new WorkerPool("test", 3)) {
            assertEquals(3, pool.threads());
            for (int round = 0; round < 3; round++) {
                int[] times = new int[100];
                pool.run(100, workers(3, i -> times[i]++));
                int[] once = new int[100];
                java.util.Arrays.fill(once, 1);
                assertArrayEquals(once, times);
            }
            pool.run(0, workers(3, i -> {
                throw new IllegalStateException("no item");
            }));
        }
    }

    @Test
    void theFailureOfTheLowestItemIsThrownAndThePoolGoesOn() {
        try (WorkerPool pool = new WorkerPool("test", 2)) {
            ArithmeticException e = assertThrows(
                    ArithmeticException.class,
                    () -> pool.run(50, workers(2, i -> {
                        throw new ArithmeticException("item " + i);
                    })));
            assertEquals("item 0", e.getMessage());
            AtomicInteger done = new AtomicInteger();
            pool.run(5, workers(2, i -> done.incrementAndGet()));
            assertEquals(5, done.get());
        }
    }

    /** The other thread goes on until the caller has noticed the interruption while it waits. */
    @Test
    void anInterruptedCallerWaitsForTheOthers() {
        Thread caller = Thread.currentThread();
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        try (WorkerPool pool = new WorkerPool("test", 2)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> pool.run(2, workers(2, i -> {
                        begun.incrementAndGet();
                        while (begun.get() < 2) {
                            Thread.onSpinWait();
                        }
                        if (Thread.currentThread() == caller) {
                            caller.interrupt();
                        }
                        while (Thread.currentThread() != caller && (ended.get() == 0 || caller.isInterrupted())) {
                            Thread.onSpinWait();
                        }
                        ended.incrementAndGet();
                    })));
            assertTrue(Thread.interrupted());
            assertEquals(2, ended.get());
        }
    }

    @Test
    void misuseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new WorkerPool("test", 0));
        WorkerPool pool = new WorkerPool("test", 2);
        List<IntConsumer> inner = workers(2, i -> {});
        assertThrows(IllegalStateException.class, () -> pool.run(2, workers(2, i -> pool.run(1, inner))));
        pool.close();
        assertThrows(IllegalStateException.class, () -> pool.run(1, inner));
    }
}
