package dev.tidepath.forecasting.tune;

/**
 * Where a search stands.
 *
 * @param done evaluations done, those of an earlier run too
 * @param planned evaluations in all, at most
 * @param trial the trial whose turn it is
 * @param iterations of the shortened training; zero if it is not shortened
 */
public record TuningProgress(int done, int planned, Trial trial, int iterations) {}
