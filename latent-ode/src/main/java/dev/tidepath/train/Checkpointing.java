package dev.tidepath.train;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a training hands out checkpoints: as often as either says, and when it ends, but for a loss that is not finite:
 * the one before leads there again. What is learnt does not depend on it.
 *
 * @param every after so many iterations; 0 to go by the time alone
 * @param interval after so much time since the last one; {@code null} to go by iterations alone
 * @param consumer takes them, on the thread that trains, which waits; what it throws ends the training
 */
public record Checkpointing(int every, @Nullable Duration interval, Consumer<Checkpoint> consumer) {

    /**
     * Checks the ranges.
     *
     * @param every see the component
     * @param interval see the component
     * @param consumer see the component
     */
    public Checkpointing {
        if (every < 0) {
            throw new IllegalArgumentException("every must not be negative: " + every);
        }
        if (interval != null && interval.isNegative()) {
            throw new IllegalArgumentException("interval must not be negative: " + interval);
        }
    }

    boolean isDue(int iteration, Duration sinceLast) {
        return (every > 0 && iteration % every == 0) || (interval != null && sinceLast.compareTo(interval) >= 0);
    }
}
