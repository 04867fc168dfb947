package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * A field evaluated at one point, ready for vector–Jacobian products there: what was computed on the way forward is kept
 * for the way back. Created by {@link DifferentiableField#newLinearization}; a workspace of one thread, to be used at one
 * point after another.
 */
public interface Linearization {

    /**
     * Evaluates the field, with the bits of {@link VectorField#eval}, and remembers where. The arguments are kept, not
     * copied: they must not change before {@link #vjp}.
     *
     * @param t times, one a lane
     * @param y states, features × batch
     * @param c what else the field reads
     * @param dydt overwritten with the derivatives
     */
    void eval(double[] t, Matrix y, Context c, Matrix dydt);

    /**
     * Vector–Jacobian product at the point of the last {@link #eval}, as {@link DifferentiableField#vjp}.
     *
     * @param a adjoints of the derivative, features × batch; must not be changed
     * @param into where the products are added
     */
    void vjp(Matrix a, FieldGradient into);
}
