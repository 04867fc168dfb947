/**
 * Times of kernels, fields, solves and gradients under JMH; two programs, {@link dev.tidepath.benchmarks.Solve} and
 * {@link dev.tidepath.benchmarks.Gradient}, that solve fixed problems other libraries are timed on too; and
 * {@link dev.tidepath.benchmarks.ReadSpeed}, which reads CSV files with our readers and Tablesaw's; and
 * {@link dev.tidepath.benchmarks.AccuracySuite}, which forecasts public series with all models.
 */
@NullMarked
package dev.tidepath.benchmarks;

import org.jspecify.annotations.NullMarked;
