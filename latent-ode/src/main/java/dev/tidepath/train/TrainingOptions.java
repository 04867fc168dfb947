package dev.tidepath.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a training runs.
 *
 * @param iterations most optimiser steps, positive
 * @param learningRate peak step size, positive; it rises linearly over the first twentieth of the iterations and falls
 *     to zero along a half cosine (Loshchilov and Hutter 2017, arXiv:1608.03983)
 * @param clipNorm the gradient is scaled down to this Euclidean norm at most, positive
 * @param threads how many threads work on the chunks of a batch; results do not depend on it
 * @param maxTime emergency brake on the wall-clock time; {@code null} for none
 */
public record TrainingOptions(
        int iterations,
        double learningRate,
        double clipNorm,
        int threads,
        @Nullable Duration maxTime) {

    /**
     * Checks the ranges.
     *
     * @param iterations see the component
     * @param learningRate see the component
     * @param clipNorm see the component
     * @param threads see the component
     * @param maxTime see the component
     */
    public TrainingOptions {
        requirePositive("iterations", iterations);
        requirePositive("learningRate", learningRate);
        requirePositive("clipNorm", clipNorm);
        requirePositive("threads", threads);
        if (maxTime != null && (maxTime.isNegative() || maxTime.isZero())) {
            throw new IllegalArgumentException("maxTime must be positive: " + maxTime);
        }
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(what + " must be positive: " + value);
        }
    }

    double rate(int iteration) {
        int warmUp = Math.max(1, iterations / 20);
        if (iteration < warmUp) {
            return learningRate * (iteration + 1) / warmUp;
        }
        double progress = (double) (iteration - warmUp) / Math.max(1, iterations - warmUp);
        return learningRate * 0.5 * (1 + StrictMath.cos(StrictMath.PI * progress));
    }
}
