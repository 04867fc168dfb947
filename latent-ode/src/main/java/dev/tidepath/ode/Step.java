package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * One step of a {@link Stepper} for all lanes of a batch: a workspace of one thread. Allocates nothing after creation.
 *
 * <p>Lanes with {@code h = 0} stand still. Every lane computes as if it were alone.
 */
public interface Step {

    /**
     * Evaluates the derivative at the beginning of the next step, in all lanes: at the start of a solve and after a
     * state has been changed from outside.
     *
     * @param f the field
     * @param c what it reads besides
     * @param t times, one a lane
     * @param y states
     */
    void begin(VectorField f, Context c, double[] t, Matrix y);

    /**
     * Attempts a step from {@code (t, y)} to {@code t + h}. Uses the derivative of {@link #begin}, or the one an {@link #accept} has kept.
     *
     * @param f the field
     * @param c what it reads besides
     * @param t times, one a lane
     * @param h signed step sizes, one a lane
     * @param y states; not changed
     */
    void attempt(VectorField f, Context c, double[] t, double[] h, Matrix y);

    /**
     * The derivative at the beginning of the step.
     *
     * @return features × batch
     */
    Matrix slope();

    /**
     * The states that the attempted step leads to.
     *
     * @return features × batch, valid until the next attempt
     */
    Matrix next();

    /**
     * Error of the attempted step, in units of the tolerance; NaN if the state after it is not finite.
     *
     * @param norm tolerances
     * @param y states before the step
     * @param errors overwritten, one entry a lane
     */
    void errors(ErrorNorm norm, Matrix y, double[] errors);

    /**
     * Evaluates the stages of the attempted step that only dense output needs, in all lanes. Has to be called before
     * {@link #interpolate} for a method that has them, and before {@link #accept}; does nothing for other methods.
     *
     * @param f the field
     * @param c what it reads besides
     * @param y states before the step
     */
    void completeDense(VectorField f, Context c, Matrix y);

    /**
     * Writes dense output of the attempted step for one sample: {@code y + h Σ wᵢ(θ) kᵢ}.
     *
     * @param lane the sample
     * @param theta position in the step
     * @param y states before the step
     * @param out receives the state
     * @param column column of {@code out}
     */
    void interpolate(int lane, double theta, Matrix y, Matrix out, int column);

    /**
     * Writes dense output of the attempted step for all lanes, each at its own θ: the same bits as for one sample.
     *
     * @param theta positions in the step, one a lane
     * @param y states before the step
     * @param out overwritten with the states
     */
    void interpolate(double[] theta, Matrix y, Matrix out);

    /**
     * Writes dense output of the attempted step for all lanes at one position, with the same bits as the other methods.
     *
     * @param theta position in the step of every lane
     * @param y states before the step
     * @param out overwritten, features × batch
     */
    void interpolate(double theta, Matrix y, Matrix out);

    /**
     * Number of points at which {@link #node} can evaluate the solution.
     *
     * @return nodes of the method's quadrature
     */
    int nodes();

    /**
     * Quadrature weight of a node: {@code ∫ g dt} over the step is {@code h Σ weight(i) g(node i)}.
     *
     * @param node index below {@link #nodes()}
     * @return the weight; a node of weight zero can be skipped
     */
    double weight(int node);

    /**
     * Forms again the time and state at which the attempted step evaluated the field for a node.
     *
     * @param node index below {@link #nodes()}
     * @param y states before the step
     * @param tNode overwritten with times, one a lane
     * @param yNode overwritten with states
     */
    void node(int node, Matrix y, double[] tNode, Matrix yNode);

    /**
     * Keeps the attempted step of some lanes; the other lanes will try again from where they were.
     *
     * @param lanes the accepted lanes are the first {@code count} entries
     * @param count number of accepted lanes
     * @return whether the derivative at every lane's beginning is known; if not, {@link #begin} has to come before the next
     *     attempt
     */
    boolean accept(int[] lanes, int count);

    /**
     * Keeps some lanes of what is carried from an accepted step to the next and moves them to the front; the batch is
     * smaller from now on.
     *
     * @param kept the lanes are the first {@code count} entries, ascending; lane {@code kept[i]} becomes lane {@code i}
     * @param count the new batch
     */
    void compact(int[] kept, int count);

    /**
     * Changes the batch; nothing is carried over, {@link #begin} comes next.
     *
     * @param batch number of samples, at most the number at creation
     */
    void resize(int batch);
}
