/**
 * Models of sequences of tokens: a transformer whose depth is an ordinary differential equation, the same one in layers, and
 * n-grams to compare with.
 */
@NullMarked
package dev.tidepath.language;

import org.jspecify.annotations.NullMarked;
