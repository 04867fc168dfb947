package dev.tidepath.forecasting.evaluate;

/**
 * Where a backtest stands.
 *
 * @param done rounds of models done
 * @param planned rounds of models in all
 * @param model the model whose turn it is
 * @param round its round, from one
 */
public record BacktestProgress(int done, int planned, String model, int round) {}
