/** First-order training, agnostic of the model. */
@NullMarked
package dev.tidepath.train;

import org.jspecify.annotations.NullMarked;
