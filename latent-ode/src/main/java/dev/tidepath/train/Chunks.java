package dev.tidepath.train;

import dev.tidepath.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Evaluates chunks on several threads and adds them up in chunk order, so that sums do not depend on the threads. */
final class Chunks {

    private final WorkerPool pool;
    private final double[] parameters;

    Chunks(WorkerPool pool, double[] parameters) {
        this.pool = pool;
        this.parameters = parameters;
    }

    private double sum(double[] losses, List<IntConsumer> tasks) {
        pool.run(losses.length, tasks);
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum;
    }

    private int threads(int chunks) {
        return Math.min(pool.threads(), chunks);
    }

    /** The loss and the gradient of an objective. */
    final class Batch {
        private final List<Objective.Worker> workers = new ArrayList<>();
        private final double[][] gradients;
        private final double[] losses;
        private final double[] gradient = new double[parameters.length];

        Batch(Objective objective) {
            losses = new double[objective.chunks()];
            gradients = new double[losses.length][parameters.length];
            for (int i = 0; i < threads(losses.length); i++) {
                workers.add(objective.newWorker(parameters));
            }
        }

        double loss(int iteration) {
            List<IntConsumer> tasks = new ArrayList<>();
            for (Objective.Worker worker : workers) {
                tasks.add(c -> {
                    Arrays.fill(gradients[c], 0.0);
                    losses[c] = worker.lossAndGradient(iteration, c, gradients[c]);
                });
            }
            double loss = sum(losses, tasks);
            Arrays.fill(gradient, 0.0);
            for (double[] own : gradients) {
                for (int k = 0; k < gradient.length; k++) {
                    gradient[k] += own[k];
                }
            }
            return loss;
        }

        /** The gradient of the last loss. */
        double[] gradient() {
            return gradient;
        }
    }

    /** The loss of a validation. */
    final class Judge {
        private final double[] losses;
        private final List<IntConsumer> tasks = new ArrayList<>();

        Judge(Validation validation) {
            losses = new double[validation.chunks()];
            for (int i = 0; i < threads(losses.length); i++) {
                Validation.Worker worker = validation.newWorker(parameters);
                tasks.add(c -> losses[c] = worker.loss(c));
            }
        }

        double loss() {
            return sum(losses, tasks);
        }
    }
}
