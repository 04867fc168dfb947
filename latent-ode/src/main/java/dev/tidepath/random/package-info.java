/** Counter-based random numbers, keyed by what they are for and never by a position in a batch. */
@NullMarked
package dev.tidepath.random;

import org.jspecify.annotations.NullMarked;
