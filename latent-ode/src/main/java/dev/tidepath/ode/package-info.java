/**
 * Ordinary differential equations: batched explicit Runge–Kutta solvers with per-sample steps and dense output. Knows
 * nothing of networks; any right-hand side can be a lambda over the rows of the state, one lane a sample:
 *
 * <pre>{@code
 * VectorField lotkaVolterra = (t, y, c, dydt) -> {
 *     double[] prey = y.row(0), predators = y.row(1), dPrey = dydt.row(0), dPredators = dydt.row(1);
 *     for (int b = 0; b < y.batch(); b++) {
 *         dPrey[b] = 1.5 * prey[b] - prey[b] * predators[b];
 *         dPredators[b] = prey[b] * predators[b] - 3 * predators[b];
 *     }
 * };
 * Matrix y0 = Matrix.ofSamples(new double[] {1, 1}, new double[] {0.8, 1.3});
 * Solution solution = OdeSolver.tsit5(1e-8, 1e-8, 10_000)
 *         .solve(lotkaVolterra, y0, Context.none(), SaveAt.shared(2, 0, 10, 2.5, 5, 7.5, 10))
 *         .orThrow();
 * }</pre>
 *
 * <p>{@link dev.tidepath.ode.OdeSolver} puts a method ({@link dev.tidepath.ode.ExplicitRungeKutta}) and a choice of steps
 * ({@link dev.tidepath.ode.PidController}, {@link dev.tidepath.ode.FixedStep}, wrapped in
 * {@link dev.tidepath.ode.SharedSteps} or {@link dev.tidepath.ode.BoundedSteps}) together;
 * {@link dev.tidepath.ode.SaveAt} says what to solve and keep, {@link dev.tidepath.ode.Stops} where to land on the way,
 * {@link dev.tidepath.ode.DenseOutput} keeps everything.
 */
@NullMarked
package dev.tidepath.ode;

import org.jspecify.annotations.NullMarked;
