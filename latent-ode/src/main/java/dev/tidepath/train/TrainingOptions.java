package dev.tidepath.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a training runs.
 *
 * @param iterations most optimiser steps, positive
 * @param optimiser how a gradient becomes a step
 * @param schedule how long a step is
 * @param clipNorm the gradient is scaled down to this Euclidean norm at most, positive
 * @param threads how many threads work on the chunks of a batch; results do not depend on it
 * @param stopAfter iterations after which the training stops although more are planned, positive
 * @param maxTime emergency brake on the wall-clock time; {@code null} for none
 */
public record TrainingOptions(
        int iterations,
        Adam optimiser,
        Schedule schedule,
        double clipNorm,
        int threads,
        int stopAfter,
        @Nullable Duration maxTime) {

    /**
     * Checks the ranges.
     *
     * @param iterations see the component
     * @param optimiser see the component
     * @param schedule see the component
     * @param clipNorm see the component
     * @param threads see the component
     * @param stopAfter see the component
     * @param maxTime see the component
     */
    public TrainingOptions {
        requirePositive("iterations", iterations);
        requirePositive("clipNorm", clipNorm);
        requirePositive("threads", threads);
        requirePositive("stopAfter", stopAfter);
        if (maxTime != null && (maxTime.isNegative() || maxTime.isZero())) {
            throw new IllegalArgumentException("maxTime must be positive: " + maxTime);
        }
    }

    /**
     * Plain Adam under a {@link Schedule#cosine}.
     *
     * @param iterations most optimiser steps, positive
     * @param learningRate peak step size, positive
     * @param clipNorm the gradient is scaled down to this Euclidean norm at most, positive
     * @param threads how many threads work on the chunks of a batch
     * @param maxTime emergency brake on the wall-clock time; {@code null} for none
     */
    public TrainingOptions(
            int iterations, double learningRate, double clipNorm, int threads, @Nullable Duration maxTime) {
        this(
                iterations,
                Adam.STANDARD,
                Schedule.cosine(learningRate, iterations),
                clipNorm,
                threads,
                Integer.MAX_VALUE,
                maxTime);
    }

    /**
     * The same, stopped earlier.
     *
     * @param count iterations after which the training stops, positive
     * @return new options
     */
    public TrainingOptions withStopAfter(int count) {
        return new TrainingOptions(iterations, optimiser, schedule, clipNorm, threads, count, maxTime);
    }

    static void requirePositive(String what, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
    }
}
