/** Layers as graph builders, and the bridge from programs to vector fields. */
@NullMarked
package dev.tidepath.nn;

import org.jspecify.annotations.NullMarked;
