package dev.tidepath.train;

import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.train.TrainingResult.StopReason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Minimises an {@link Objective} by {@link Adam} under a {@link Schedule}, with clipping of the global norm. It may validate
 * the weights on the way and stop early, and hand out checkpoints to go on from. What is learnt depends on the objective,
 * the options and the early stopping alone, never on threads, time or checkpoints.
 *
 * <pre>{@code
 * TrainingResult result = new TrainingLoop(options)
 *         .with(EarlyStopping.every(validation, 50, 5, 2_000))
 *         .with(new Checkpointing(100, null, checkpoint -> keep(checkpoint)))
 *         .run(objective, parameters, kept, listener);
 * }</pre>
 *
 * @param options how the training runs
 * @param stopping how it stops early; {@code null} if weights are not validated
 * @param checkpointing when it hands out checkpoints; {@code null} for never
 */
public record TrainingLoop(
        TrainingOptions options,
        @Nullable EarlyStopping stopping,
        @Nullable Checkpointing checkpointing) {

    /**
     * A loop without validation and checkpoints.
     *
     * @param options how the training runs
     */
    public TrainingLoop(TrainingOptions options) {
        this(options, null, null);
    }

    /**
     * The same with early stopping.
     *
     * @param early how it stops
     * @return a new loop
     */
    public TrainingLoop with(EarlyStopping early) {
        return new TrainingLoop(options, early, checkpointing);
    }

    /**
     * The same with checkpoints.
     *
     * @param handing when it hands them out
     * @return a new loop
     */
    public TrainingLoop with(Checkpointing handing) {
        return new TrainingLoop(options, stopping, handing);
    }

    /**
     * Trains.
     *
     * @param objective loss to minimise
     * @param parameters start values; modified
     * @param listener told after every iteration; may stop the training
     * @return what it came to
     */
    public TrainingResult run(Objective objective, double[] parameters, TrainingListener listener) {
        return run(objective, parameters, Optional.empty(), listener);
    }

    /**
     * Trains, or goes on from a checkpoint of the same objective, options and early stopping.
     *
     * @param objective loss to minimise
     * @param parameters start values, which a checkpoint replaces; modified
     * @param from where to go on; empty to begin
     * @param listener told after every iteration; may stop the training
     * @return what it came to: bit for bit as without the interruption
     * @throws IllegalArgumentException if the checkpoint has another number of parameters
     */
    public TrainingResult run(
            Objective objective, double[] parameters, Optional<Checkpoint> from, TrainingListener listener) {
        int chunks = Math.max(
                objective.chunks(), stopping == null ? 1 : stopping.validation().chunks());
        try (WorkerPool pool = new WorkerPool("tidepath-training", Math.min(options.threads(), chunks))) {
            Training training = new Training(
                    options, stopping, objective, parameters, from.orElse(null), new Chunks(pool, parameters));
            if (from.isPresent()) {
                listener.onResume(training.progress());
            }
            TrainingResult result = iterate(training, listener);
            listener.onEnd(result);
            return result;
        }
    }

    private TrainingResult iterate(Training training, TrainingListener listener) {
        long start = System.nanoTime();
        Handing handing = new Handing(checkpointing, training.iteration(), start);
        StopReason reason = training.isOver();
        while (reason == null) {
            try {
                training.step();
                training.validate();
            } catch (NonFiniteLossException e) {
                return training.end(StopReason.NON_FINITE, Optional.of(String.valueOf(e.getMessage())));
            }
            handing.offer(training);
            boolean goesOn = listener.onProgress(training.progress());
            reason = training.isOver();
            if (reason == null && !goesOn) {
                reason = StopReason.REQUEST;
            }
            if (reason == null && isOutOfTime(start)) {
                reason = StopReason.MAX_TIME;
            }
        }
        handing.last(training);
        return training.end(reason, Optional.empty());
    }

    private boolean isOutOfTime(long start) {
        return options.maxTime() != null
                && Duration.ofNanos(System.nanoTime() - start).compareTo(options.maxTime()) > 0;
    }

    /** Hands out checkpoints, none twice. */
    private static final class Handing {
        private final @Nullable Checkpointing plan;
        private int iteration;
        private long time;

        Handing(@Nullable Checkpointing plan, int iteration, long time) {
            this.plan = plan;
            this.iteration = iteration;
            this.time = time;
        }

        void offer(Training training) {
            if (plan != null && plan.isDue(training.iteration(), Duration.ofNanos(System.nanoTime() - time))) {
                hand(plan, training);
            }
        }

        void last(Training training) {
            if (plan != null && training.iteration() > iteration) {
                hand(plan, training);
            }
        }

        private void hand(Checkpointing to, Training training) {
            to.consumer().accept(training.checkpoint());
            iteration = training.iteration();
            time = System.nanoTime();
        }
    }
}
