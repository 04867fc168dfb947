/** Ordinary differential equations: batched explicit Runge–Kutta solvers with per-sample steps and dense output. Knows nothing of networks. */
@NullMarked
package dev.tidepath.ode;

import org.jspecify.annotations.NullMarked;
