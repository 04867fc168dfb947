package dev.tidepath.io;

import dev.tidepath.forecasting.Times;

/**
 * The gaps between neighbouring times, in seconds on a calendar axis, else in the axis's unit; percentiles are of a sample where
 * there are many gaps.
 *
 * @param count how many gaps there are, at least one
 * @param p5 5th percentile
 * @param median 50th percentile
 * @param p95 95th percentile
 * @param longest the longest of all
 * @param after the one time the longest gap begins at
 */
public record GapProfile(long count, double p5, double median, double p95, double longest, Times after) {}
