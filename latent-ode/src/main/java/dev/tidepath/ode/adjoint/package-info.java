/**
 * Derivatives of solutions with respect to everything they depend on: initial states, parameters, context, output times,
 * starts and ends of intervals.
 *
 * <p>Adjoints ({@link dev.tidepath.ode.adjoint.Adjoint}) give the gradient of a loss of the outputs at a cost that does
 * not depend on how many parameters there are: {@link dev.tidepath.ode.adjoint.CheckpointedAdjoint} the exact gradient of
 * what was computed, within a budget of memory or with full memory, {@link dev.tidepath.ode.adjoint.BacksolveAdjoint} that
 * of the exact solution up to the solver's error, in memory independent of the number of steps.
 * {@link dev.tidepath.ode.adjoint.ForwardSensitivity} gives the derivative of all outputs in one direction.
 * {@link dev.tidepath.ode.adjoint.GradientCheck} compares them all with differences for a user's own field and data.
 */
@NullMarked
package dev.tidepath.ode.adjoint;

import org.jspecify.annotations.NullMarked;
