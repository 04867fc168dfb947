/** Implementations of {@link dev.tidepath.forecasting.Forecaster}. */
@NullMarked
package dev.tidepath.forecasting.model;

import org.jspecify.annotations.NullMarked;
