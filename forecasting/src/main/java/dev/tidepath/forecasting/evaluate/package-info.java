/**
 * How good forecasts are: a {@link dev.tidepath.forecasting.evaluate.Backtest} forecasts the past, a
 * {@link dev.tidepath.forecasting.evaluate.Scoreboard} adds the errors up, a
 * {@link dev.tidepath.forecasting.evaluate.Leaderboard} ranks; an
 * {@link dev.tidepath.forecasting.evaluate.AnomalyScorer} tells which observations were not expected.
 */
@NullMarked
package dev.tidepath.forecasting.evaluate;

import org.jspecify.annotations.NullMarked;
