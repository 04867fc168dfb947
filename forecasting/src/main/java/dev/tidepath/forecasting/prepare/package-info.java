/** From series to numbers for a model, and back. */
@NullMarked
package dev.tidepath.forecasting.prepare;

import org.jspecify.annotations.NullMarked;
