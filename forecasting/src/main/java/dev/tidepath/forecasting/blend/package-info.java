/** Forecasters put together: chosen and weighted by how they forecast the past, with intervals that covered it. */
@NullMarked
package dev.tidepath.forecasting.blend;

import org.jspecify.annotations.NullMarked;
