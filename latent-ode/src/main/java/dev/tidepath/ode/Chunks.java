package dev.tidepath.ode;

import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * A batch cut into chunks of neighbouring samples, each solved for its whole trajectory by one thread. Where the cuts are
 * depends on the batch alone, so results do not depend on the number of threads.
 *
 * @param samples number of samples of the batch
 */
public record Chunks(int samples) {

    /** The most samples of a chunk: where a step's fixed cost hardly counts. */
    private static final int MOST = 256;

    /** From twice as many on there is work for two threads. */
    private static final int ENOUGH = 64;

    /**
     * Number of chunks.
     *
     * @return chunks of about the same size, none for an empty batch
     */
    public int count() {
        return Math.max((samples + MOST - 1) / MOST, Math.min(2, samples / ENOUGH));
    }

    /**
     * First sample of a chunk.
     *
     * @param chunk index up to {@link #count()}
     * @return sample, {@link #samples()} behind the last chunk
     */
    public int from(int chunk) {
        int even = (int) ((long) samples * chunk / Math.max(1, count()));
        return Math.min(samples, Matrix.padded(even));
    }

    /**
     * Does something to every chunk.
     *
     * @param pool the threads
     * @param workers makes the worker of a thread, called by the calling thread
     */
    public void run(WorkerPool pool, IntFunction<IntConsumer> workers) {
        List<IntConsumer> all = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Math.min(pool.threads(), count())); i++) {
            all.add(workers.apply(i));
        }
        pool.run(count(), all);
    }

    /**
     * Puts the chunks' solutions together.
     *
     * @param at what was asked for of the whole batch
     * @param features rows of the state
     * @param parts one a chunk
     * @return the solution of the whole batch
     */
    public Solution join(SaveAt at, int features, Solution[] parts) {
        Matrix outputs = Matrix.zeros(features, at.total());
        Matrix finalStates = Matrix.zeros(features, samples);
        Solution.SampleReport[] reports = new Solution.SampleReport[samples];
        for (int i = 0; i < parts.length; i++) {
            int from = from(i);
            outputs.paste(parts[i].outputs(), at.offset(from));
            finalStates.paste(parts[i].finalStates(), from);
            for (int b = from; b < from(i + 1); b++) {
                reports[b] = parts[i].report(b - from);
            }
        }
        return new Solution(at, outputs, finalStates, reports);
    }
}
