/**
 * Times of kernels, fields, solves and gradients under JMH, and two programs, {@link dev.tidepath.benchmarks.Solve} and
 * {@link dev.tidepath.benchmarks.Gradient}, that solve fixed problems other libraries are timed on too.
 */
@NullMarked
package dev.tidepath.benchmarks;

import org.jspecify.annotations.NullMarked;
