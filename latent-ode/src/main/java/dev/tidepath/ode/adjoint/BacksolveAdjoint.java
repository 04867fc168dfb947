package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;

/**
 * The continuous adjoint of Chen et al. (2018), Neural Ordinary Differential Equations, arXiv:1806.07366: backwards in
 * time one solves
 *
 * <pre>
 * dy/dt = f(t, y, c),    da/dt = −aᵀ ∂f/∂y,    dL/dp = ∫ aᵀ ∂f/∂p dt,    dL/dc = ∫ aᵀ ∂f/∂c dt
 * </pre>
 *
 * and adds {@code ∂L/∂output} to {@code a} at every output time, where {@code y} is put back to the output itself.
 * Memory does not depend on the number of steps. The gradient is that of the exact solution, up to the errors of both
 * solves; for the exact gradient of the computed solution use {@link CheckpointedAdjoint}.
 *
 * <p>The integrals over parameters and context are quadratures: they take no part in the error control (Kidger, Chen &amp;
 * Lyons 2021, "Hey, that's not an ODE", arXiv:2009.09457) and are summed over the nodes of accepted steps only. Each
 * sample's adjoint is scaled by a power of two so that tolerances are relative to its largest output adjoint.
 *
 * <p>With respect to times: an output time by {@code ωᵀ f} at the output, a start by {@code −a(t₀)ᵀ f(t₀, y₀)}, an end
 * not at all. Samples that failed on the way forward contribute nothing; one that fails on the way back is an
 * {@link dev.tidepath.ode.OdeException}, with nothing added.
 *
 * @param solver solver of the way back, with its own tolerances; its limit on steps is for the whole way of a sample, a
 *     fixed number of steps is taken for each stretch between output times
 */
public record BacksolveAdjoint(OdeSolver solver) implements Adjoint {

    @Override
    public Trajectory solve(OdeSolver forward, DifferentiableField f, Matrix y0, Context c, SaveAt at) {
        Matrix start = Matrix.zeros(y0.features(), y0.batch());
        start.copyFrom(y0);
        return new BacksolveTrajectory(solver, f, start, c, forward.solve(f, y0, c, at));
    }
}
