/**
 * The arithmetic: the only place with hot loops over arrays. Plain Java that C2 vectorises, and products and elementary
 * functions by the Vector API where its module is there; results do not depend on which, on the vector width, the batch
 * or the number of threads.
 */
@NullMarked
package dev.tidepath.tensor.kernel;

import org.jspecify.annotations.NullMarked;
