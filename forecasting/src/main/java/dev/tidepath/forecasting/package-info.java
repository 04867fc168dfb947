/** The API a user types: series in, forecasts out. */
@NullMarked
package dev.tidepath.forecasting;

import org.jspecify.annotations.NullMarked;
