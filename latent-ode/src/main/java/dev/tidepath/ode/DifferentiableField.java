package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * A vector field {@code f(t, y, c; p)} with products of its Jacobians: what the gradient strategies of
 * {@code dev.tidepath.ode.adjoint} need.
 *
 * <p>Both products are evaluated at the {@code (t, y, c)} of the call; nothing is remembered from an earlier
 * {@link #eval}. A lane whose adjoint is zero and whose state is finite must contribute exactly zero to every sum.
 */
public interface DifferentiableField extends VectorField {

    /**
     * Number of parameters {@code p}.
     *
     * @return zero or more
     */
    int parameterCount();

    /**
     * Vector–Jacobian product: {@code into.x += aᵀ ∂f/∂x} for every part {@code x} that is present in {@code into}.
     *
     * @param t times, one a lane
     * @param y states, features × batch
     * @param c what else the field reads
     * @param a adjoints of the derivative, features × batch; must not be changed
     * @param into where the products are added; state, time and context a sample, parameters summed over the batch
     */
    void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into);

    /**
     * Jacobian–vector product: {@code out = Σₓ (∂f/∂x) vₓ} over the parts {@code x} present in {@code v}.
     *
     * @param t times, one a lane
     * @param y states, features × batch
     * @param c what else the field reads
     * @param v tangents
     * @param out overwritten, features × batch; its padding lanes must stay zero
     */
    void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out);

    /**
     * Creates memory to evaluate the field at a point and then pull adjoints back there. This one evaluates again; a field
     * that can keep what it computed on the way should.
     *
     * @param batch the most samples it will be used for
     * @param ofParameters whether products with respect to parameters will be asked for
     * @return a workspace of one thread
     */
    default Linearization newLinearization(int batch, boolean ofParameters) {
        return new RepeatedEvaluation(this);
    }
}
