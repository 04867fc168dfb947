package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * The right-hand side of {@code dy/dt = f(t, y, c)} for a batch of independent samples. A lambda can be one.
 *
 * <p>Column {@code b} of every matrix belongs to sample {@code b}, and a sample's derivative depends on its own column
 * alone, with the same bits whatever its neighbours hold (they may even hold NaN). The batch may differ from call to
 * call. A field is called by one thread at a time.
 */
@FunctionalInterface
public interface VectorField {

    /**
     * Evaluates the field.
     *
     * @param t times, one a lane; at least {@code y.lanes()} long
     * @param y states, features × batch; must not be changed
     * @param c what else the field may read of each sample
     * @param dydt overwritten with the derivatives, features × batch; its padding lanes must stay zero
     */
    void eval(double[] t, Matrix y, Context c, Matrix dydt);
}
