/** Threads that work off numbered items, with results that do not depend on their number. */
@NullMarked
package dev.tidepath.parallel;

import org.jspecify.annotations.NullMarked;
