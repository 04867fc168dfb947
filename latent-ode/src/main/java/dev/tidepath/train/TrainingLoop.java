package dev.tidepath.train;

import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.train.TrainingResult.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Minimises an {@link Objective} by {@link Adam} with a warm-up and cosine schedule and clipping of the global norm.
 *
 * @param options how the training runs
 */
public record TrainingLoop(TrainingOptions options) {

    private static final double SMOOTHING = 0.02;

    /**
     * Trains.
     *
     * @param objective loss to minimise
     * @param parameters start values; modified
     * @param listener told after every iteration; may stop the training
     * @return what it came to
     */
    public TrainingResult run(Objective objective, double[] parameters, TrainingListener listener) {
        int threads = Math.min(options.threads(), objective.chunks());
        try (WorkerPool pool = new WorkerPool("tidepath-training", threads)) {
            return iterate(new Batch(objective, parameters, threads, pool), parameters, listener);
        }
    }

    private TrainingResult iterate(Batch batch, double[] parameters, TrainingListener listener) {
        long start = System.nanoTime();
        Adam adam = new Adam(parameters.length);
        double smoothed = Double.NaN;
        for (int i = 0; i < options.iterations(); i++) {
            double loss = batch.evaluate(i);
            double norm = norm(batch.gradient);
            if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
                return new TrainingResult(i, StopReason.NON_FINITE, smoothed);
            }
            if (norm > options.clipNorm()) {
                double factor = options.clipNorm() / norm;
                for (int k = 0; k < batch.gradient.length; k++) {
                    batch.gradient[k] *= factor;
                }
            }
            adam.step(parameters, batch.gradient, options.rate(i));
            smoothed = i == 0 ? loss : smoothed + SMOOTHING * (loss - smoothed);
            if (!listener.onProgress(new TrainingProgress(i + 1, options.iterations(), loss, smoothed))) {
                return new TrainingResult(i + 1, StopReason.LISTENER, smoothed);
            }
            if (options.maxTime() != null
                    && System.nanoTime() - start > options.maxTime().toNanos()) {
                return new TrainingResult(i + 1, StopReason.MAX_TIME, smoothed);
            }
        }
        return new TrainingResult(options.iterations(), StopReason.ITERATIONS, smoothed);
    }

    private static double norm(double[] gradient) {
        double sum = 0;
        for (double g : gradient) {
            sum += g * g;
        }
        return Math.sqrt(sum);
    }

    /** Evaluates a batch's chunks on several threads and reduces them in chunk order. */
    private static final class Batch {
        private final WorkerPool pool;
        private final List<Objective.Worker> workers = new ArrayList<>();
        private final double[][] chunkGradients;
        private final double[] chunkLosses;
        private final double[] gradient;

        Batch(Objective objective, double[] parameters, int threads, WorkerPool pool) {
            this.pool = pool;
            for (int i = 0; i < threads; i++) {
                workers.add(objective.newWorker(parameters));
            }
            chunkGradients = new double[objective.chunks()][parameters.length];
            chunkLosses = new double[objective.chunks()];
            gradient = new double[parameters.length];
        }

        double evaluate(int iteration) {
            List<IntConsumer> tasks = new ArrayList<>();
            for (Objective.Worker worker : workers) {
                tasks.add(c -> {
                    Arrays.fill(chunkGradients[c], 0.0);
                    chunkLosses[c] = worker.lossAndGradient(iteration, c, chunkGradients[c]);
                });
            }
            pool.run(chunkLosses.length, tasks);
            Arrays.fill(gradient, 0.0);
            double loss = 0;
            for (int c = 0; c < chunkLosses.length; c++) {
                loss += chunkLosses[c];
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] += chunkGradients[c][k];
                }
            }
            return loss;
        }
    }
}
