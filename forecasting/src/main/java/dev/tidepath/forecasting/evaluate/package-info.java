/** How good forecasts are: metrics, backtests and leaderboards. */
@NullMarked
package dev.tidepath.forecasting.evaluate;

import org.jspecify.annotations.NullMarked;
