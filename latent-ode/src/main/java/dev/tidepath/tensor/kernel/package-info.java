/** The arithmetic: the only place with hot loops over arrays. Plain Java that C2 vectorises; results do not depend on the vector width, the batch or the number of threads. */
@NullMarked
package dev.tidepath.tensor.kernel;

import org.jspecify.annotations.NullMarked;
