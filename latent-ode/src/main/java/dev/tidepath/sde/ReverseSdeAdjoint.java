package dev.tidepath.sde;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;

/**
 * The stochastic adjoint of Li et al. (2020), Scalable gradients for stochastic differential equations, arXiv:2001.01328: in
 * Stratonovich's sense one solves, backwards along the same Brownian paths,
 *
 * <pre>
 * dy = f dt + g ∘ dW,   da = −aᵀ ∂f/∂y dt − aᵀ ∂g/∂y ∘ dW,   dL/dp = ∫ aᵀ ∂f/∂p dt + ∫ aᵀ ∂g/∂p ∘ dW
 * </pre>
 *
 * <p>and adds {@code ∂L/∂output} to {@code a} at every output time, where {@code y} is put back to the output itself. Memory
 * does not depend on the number of steps: the paths come from their keys. The gradient is that of the exact solution, up to
 * the errors of both solves; for the exact gradient of the computed solution use {@link DiscreteSdeAdjoint}.
 *
 * <p>An equation in Itô's sense that is not additive is turned by {@link Sde#toStratonovich} on the way back.
 *
 * @param solver solver of the way back: {@link StochasticTableau#HEUN}, or for additive noise any
 */
public record ReverseSdeAdjoint(SdeSolver solver) implements SdeAdjoint {

    /**
     * Checks the method.
     *
     * @param solver see the component
     * @throws IllegalArgumentException if the method has Milstein's term, which the integrals over parameters lack
     */
    public ReverseSdeAdjoint {
        if (solver.method().milstein()) {
            throw new IllegalArgumentException(solver.method() + " cannot go back; use " + StochasticTableau.HEUN);
        }
    }

    @Override
    public Trajectory solve(
            SdeSolver forward,
            Sde<DifferentiableField> equation,
            Matrix y0,
            Context c,
            SaveAt at,
            BrownianPaths paths) {
        Sde<DifferentiableField> reversible = Sde.toStratonovich(equation, paths.features());
        solver.method().requireFits(reversible);
        SdeSolution solution = forward.solve(equation, y0, c, at, paths).orThrow();
        return new ReverseTrajectory(solver, reversible, c, paths, solution);
    }
}
