package dev.tidepath.sde;

import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.VectorField;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stochastic differential equation with diagonal noise, {@code dyᵢ = fᵢ(t, y, c) dt + gᵢ(t, yᵢ, c) dWᵢ}. Row i of the
 * diffusion may read row i of the state alone; rows beyond the number of Brownian paths of a solve have no noise, and their
 * diffusion counts for nothing.
 *
 * @param <F> {@link VectorField} to solve, {@link DifferentiableField} to differentiate as well
 * @param drift f
 * @param diffusion g, one value a row
 * @param correction {@code gᵢ ∂gᵢ/∂yᵢ}, which Milstein's methods and a change of calculus need; null if there is none
 * @param calculus which integral is meant
 * @param additive whether the diffusion does not depend on the state, so that both integrals agree
 */
public record Sde<F extends VectorField>(
        F drift, F diffusion, @Nullable F correction, Calculus calculus, boolean additive) {

    /**
     * An equation in Itô's sense.
     *
     * @param <F> kind of fields
     * @param drift f
     * @param diffusion g
     * @return an equation without a correction
     */
    public static <F extends VectorField> Sde<F> ito(F drift, F diffusion) {
        return new Sde<>(drift, diffusion, null, Calculus.ITO, false);
    }

    /**
     * An equation in Stratonovich's sense.
     *
     * @param <F> kind of fields
     * @param drift f
     * @param diffusion g
     * @return an equation without a correction
     */
    public static <F extends VectorField> Sde<F> stratonovich(F drift, F diffusion) {
        return new Sde<>(drift, diffusion, null, Calculus.STRATONOVICH, false);
    }

    /**
     * An equation whose diffusion does not depend on the state.
     *
     * @param <F> kind of fields
     * @param drift f
     * @param diffusion g
     * @return an equation in either sense
     */
    public static <F extends VectorField> Sde<F> additive(F drift, F diffusion) {
        return new Sde<>(drift, diffusion, null, Calculus.ITO, true);
    }

    /**
     * The same equation with its correction.
     *
     * @param product {@code gᵢ ∂gᵢ/∂yᵢ}, such as {@link #alongItself}
     * @return an equation
     */
    public Sde<F> withCorrection(F product) {
        return new Sde<>(drift, diffusion, product, calculus, additive);
    }

    /**
     * The correction by a Jacobian–vector product, {@code (∂g/∂y) g}: for solving; it cannot be differentiated further.
     *
     * @param diffusion g
     * @param features rows of the state
     * @param batch the most samples of a call
     * @return the field, for one thread
     */
    public static VectorField alongItself(DifferentiableField diffusion, int features, int batch) {
        return new DirectionalDerivative(diffusion, features, batch);
    }

    /**
     * The same equation in Stratonovich's sense, {@code f − ½ g ∂g/∂y}, with which time can be reversed.
     *
     * @param equation in either sense, with a correction unless it is additive
     * @param noises rows that have noise, from the first on
     * @return the equation that has the same solutions
     * @throws IllegalArgumentException if the correction is missing
     */
    public static Sde<DifferentiableField> toStratonovich(Sde<DifferentiableField> equation, int noises) {
        DifferentiableField correction = equation.correction();
        if (equation.additive() || equation.calculus() == Calculus.STRATONOVICH) {
            return equation;
        }
        if (correction == null) {
            throw new IllegalArgumentException(
                    "an equation in Itô's sense is turned by its correction, which is missing");
        }
        DifferentiableField drift = new CorrectedDrift(equation.drift(), correction, -0.5, noises);
        return new Sde<>(drift, equation.diffusion(), correction, Calculus.STRATONOVICH, false);
    }

    /**
     * The same equation with other fields, such as those of another thread.
     *
     * @param <G> kind of fields
     * @param change applied to every field
     * @return an equation
     */
    public <G extends VectorField> Sde<G> map(Function<? super F, ? extends G> change) {
        F product = correction;
        return new Sde<>(
                change.apply(drift),
                change.apply(diffusion),
                product == null ? null : change.apply(product),
                calculus,
                additive);
    }
}
