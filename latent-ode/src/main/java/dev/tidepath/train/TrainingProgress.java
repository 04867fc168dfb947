package dev.tidepath.train;

/**
 * Where a training stands.
 *
 * @param iteration iterations done, from 1
 * @param iterations iterations planned
 * @param loss the loss of the last iteration
 * @param smoothedLoss its exponential moving average
 */
public record TrainingProgress(int iteration, int iterations, double loss, double smoothedLoss) {}
