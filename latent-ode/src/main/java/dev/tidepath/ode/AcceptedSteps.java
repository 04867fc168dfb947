package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

/**
 * The steps that were accepted in one round of a solve, before the states move on: what observers and output writers
 * see. A view into the running solve, valid during the call alone.
 *
 * <p>Matrices and arrays of a round have one <em>lane</em> for each sample that is still under way; which sample a lane
 * belongs to changes when finished samples are compacted away.
 */
public final class AcceptedSteps {

    private final int[] lanes;
    private final int[] samples;
    private final int[] denseSteps;
    private final int[] denseRound;
    private final double[] t;
    private final double[] h;
    private final double[] end;
    private final Matrix y;
    private final Step step;
    private Problem problem;
    private int count;
    private int round;
    private boolean dense;

    /**
     * Creates the view over the arrays of a solve.
     *
     * @param step the step
     * @param y states before the step
     * @param t times before the step, one a lane
     * @param h step sizes, one a lane
     */
    AcceptedSteps(Step step, Matrix y, double[] t, double[] h) {
        this.step = step;
        this.y = y;
        this.t = t;
        this.h = h;
        int batch = y.batch();
        lanes = new int[batch];
        samples = new int[batch];
        denseSteps = new int[batch];
        denseRound = new int[batch];
        end = new double[y.lanes()];
        problem = new Problem((time, state, c, derivative) -> {}, Context.none());
    }

    /** Forgets everything: lane and sample are the same at the start of a solve. */
    void restart(Problem of) {
        problem = of;
        round = 0;
        count = 0;
        Arrays.setAll(samples, lane -> lane);
        Arrays.fill(denseSteps, 0);
        Arrays.fill(denseRound, 0);
    }

    /** Opens the next round. */
    void open() {
        count = 0;
        round++;
        dense = false;
    }

    /** Adds an accepted lane, in ascending order, with the time its step ends at. */
    void add(int lane, double endTime) {
        end[lane] = endTime;
        lanes[count++] = lane;
    }

    /** Moves samples to other lanes: those of {@code kept} become the first ones. */
    void compact(int[] kept, int n, Problem of) {
        problem = of;
        for (int i = 0; i < n; i++) {
            samples[i] = samples[kept[i]];
        }
    }

    int[] lanes() {
        return lanes;
    }

    int sampleOfLane(int lane) {
        return samples[lane];
    }

    /** Number of steps of a sample in which dense output was read. */
    int denseSteps(int sample) {
        return denseSteps[sample];
    }

    /**
     * Number of accepted steps.
     *
     * @return at least one
     */
    public int count() {
        return count;
    }

    /**
     * Lane of an accepted step.
     *
     * @param i index below {@link #count()}; lanes ascend
     * @return lane in the matrices and arrays of this round
     */
    public int lane(int i) {
        return lanes[i];
    }

    /**
     * Sample of an accepted step.
     *
     * @param i index below {@link #count()}
     * @return index in the batch that is solved
     */
    public int sample(int i) {
        return samples[lanes[i]];
    }

    /**
     * Times before the steps.
     *
     * @return one a lane; not to be modified
     */
    public double[] times() {
        return t;
    }

    /**
     * Sizes of the steps.
     *
     * @return one a lane, signed, zero in lanes that stand still; not to be modified
     */
    public double[] sizes() {
        return h;
    }

    /**
     * Times after the steps.
     *
     * @return one a lane, meaningful for accepted lanes; not to be modified
     */
    public double[] ends() {
        return end;
    }

    /**
     * States before the steps.
     *
     * @return features × lanes under way; not to be modified
     */
    public Matrix states() {
        return y;
    }

    /**
     * The step: {@link Step#next()} holds the states after it.
     *
     * @return the step
     */
    public Step step() {
        return step;
    }

    /**
     * Has to be called before {@link Step#interpolate} is used for an accepted step: methods with stages for dense output
     * alone evaluate them now, once a round.
     *
     * @param i index below {@link #count()}
     */
    public void prepareDense(int i) {
        prepareDenseOfLane(lanes[i]);
    }

    void prepareDenseOfLane(int lane) {
        if (!dense) {
            step.completeDense(problem.field(), problem.context(), y);
            dense = true;
        }
        int sample = samples[lane];
        if (denseRound[sample] != round) {
            denseRound[sample] = round;
            denseSteps[sample]++;
        }
    }
}
