package dev.tidepath.forecasting.prepare;

/**
 * Where the level of a channel lies that a series has not observed: mean and standard deviation of the levels of the series
 * trained on.
 *
 * @param mean in the user's unit
 * @param deviation in the user's unit, positive
 */
public record LevelPrior(double mean, double deviation) {}
