/** Which settings forecast best: trials of a search space, judged by backtests, by successive halving. */
@NullMarked
package dev.tidepath.forecasting.tune;

import org.jspecify.annotations.NullMarked;
