/**
 * Implementations of {@link dev.tidepath.forecasting.Forecaster}: {@link dev.tidepath.forecasting.model.Model} makes all of
 * them from one kind of settings; builders and constructors of their own offer more.
 */
@NullMarked
package dev.tidepath.forecasting.model;

import org.jspecify.annotations.NullMarked;
