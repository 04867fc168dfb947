package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;

/**
 * What is added up along a path: with {@code dz/dt = f(t, z)} the integral {@code q = ∫ ℓ(t, z, f, ∂f/∂z) dt} is solved as one
 * more feature of the state, {@code dq/dt = ℓ}; see {@link FieldProgram.Definition#integrating}. So it takes part in the error
 * control, and every adjoint differentiates it.
 */
@FunctionalInterface
public interface Integrand {

    /**
     * {@code tr ∂f/∂z}: the logarithm of a small volume grows by its integral, that of a density falls by it (Chen et al. 2018,
     * arXiv:1806.07366, theorem 1).
     */
    Integrand DIVERGENCE = motion -> motion.products().divergence();

    /**
     * {@code |f|²}: its integral over a path from time 0 to 1 is at least the squared distance of the path's ends, and equal to it
     * for a straight path of constant speed (Finlay et al. 2020, arXiv:2002.02798).
     */
    Integrand KINETIC_ENERGY = motion -> {
        Graph g = motion.graph();
        return g.sumRows(g.multiply(motion.rate(), motion.rate()));
    };

    /**
     * {@code |∂f/∂z|²} in Frobenius' norm, {@code Σᵢⱼ (∂fᵢ/∂zⱼ)²}: how much the field differs between neighbours. An estimator puts
     * {@code |J ε|²} in its place, with the same mean as the {@code |εᵀ J|²} of Finlay et al. (2020) and from the same product as
     * the estimate of the divergence.
     */
    Integrand JACOBIAN_NORM = motion -> motion.products().squaredNorm();

    /**
     * Records {@code ℓ}.
     *
     * @param motion the state on its way
     * @return batched, one row
     */
    Var rate(Motion motion);

    /**
     * The integral's share of a loss.
     *
     * @param weight factor on the integral, positive
     * @return a penalty
     */
    default Penalty weighted(double weight) {
        return new Penalty(this, weight);
    }

    /**
     * An integral along a path that is kept small: {@code weight · ∫ ℓ dt}, the mean over samples, is added to a loss.
     *
     * @param integrand what is added up
     * @param weight factor on the integral, positive
     */
    record Penalty(Integrand integrand, double weight) {

        /**
         * Checks the weight.
         *
         * @param integrand see the component
         * @param weight see the component
         */
        public Penalty {
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("a penalty's weight must be positive: " + weight);
            }
        }
    }
}
