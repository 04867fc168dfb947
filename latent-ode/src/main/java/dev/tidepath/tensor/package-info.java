/** Dense storage: features × batch, batch contiguous. */
@NullMarked
package dev.tidepath.tensor;

import org.jspecify.annotations.NullMarked;
