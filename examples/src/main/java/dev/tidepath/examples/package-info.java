/**
 * Programs to run: each forecasts data of the folder {@code examples/data} and compares with simple rules, or shows what the
 * core does beside forecasts.
 */
@NullMarked
package dev.tidepath.examples;

import org.jspecify.annotations.NullMarked;
