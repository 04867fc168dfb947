/**
 * Stochastic differential equations {@code dy = f(t, y) dt + g(t, y) dW} with diagonal noise, on the fields of
 * {@code dev.tidepath.ode}: Brownian paths that are functions of a key, one engine for all methods, gradients through the
 * steps and by the reverse equation.
 *
 * <pre>{@code
 * Sde<VectorField> growth = Sde.ito(drift, diffusion);
 * SaveAt at = SaveAt.shared(2, 0, 1, 0.5, 1);
 * BrownianPaths paths = BrownianPaths.of(RandomKey.of(1), 1, at);
 * Matrix y = new SdeSolver(StochasticTableau.EULER_MARUYAMA, 64).solve(growth, y0, Context.none(), at, paths).outputs();
 * }</pre>
 */
@NullMarked
package dev.tidepath.sde;

import org.jspecify.annotations.NullMarked;
