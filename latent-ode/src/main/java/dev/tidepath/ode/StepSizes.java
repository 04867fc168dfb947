package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the steps of a solve reach: the size each lane tries, the error it turns out to have, and the size that is
 * proposed next. Where steps are shared, the first active lane decides for all.
 */
final class StepSizes {

    /** A last step may be longer by this factor than the one proposed, so that no tiny one is left over. */
    static final double STRETCH = 1.01;

    private static final double RESOLUTION = 0.1;
    private static final double LEAST_FRACTION = 1e-22;

    private final OdeSolver solver;
    private final @Nullable ErrorNorm norm;
    private final boolean shared;
    private final StepControl control;
    private final @Nullable FirstStep firstStep;

    private final Matrix y;
    private final double[] t;
    private final double[] target;
    private final double[] h;
    private final double[] proposal;
    private final double[] errors;
    private final double[] finite;

    /**
     * Creates the sizes over the arrays of a solve.
     *
     * @param solver method and controller
     * @param y states before the step
     * @param t times before the step, one a lane
     * @param target times to reach, one a lane
     */
    StepSizes(OdeSolver solver, Matrix y, double[] t, double[] target) {
        this.solver = solver;
        this.y = y;
        this.t = t;
        this.target = target;
        norm = solver.controller().norm().orElse(null);
        shared = solver.controller().shared();
        control = solver.controller().newControl(y.batch(), solver.stepper().errorOrder());
        firstStep = norm != null ? new FirstStep(y.features(), y.batch()) : null;
        h = new double[t.length];
        proposal = new double[t.length];
        errors = new double[t.length];
        finite = new double[t.length];
    }

    void restart() {
        Arrays.fill(h, 0.0);
        Arrays.fill(proposal, 0.0);
        Arrays.fill(errors, 0.0);
    }

    /** Sizes of the steps tried, signed, one a lane; zero in lanes that stand still. */
    double[] tried() {
        return h;
    }

    /** A lane stands still from now on; the last size it tried. */
    double stop(int lane) {
        double last = h[lane];
        h[lane] = 0.0;
        return last;
    }

    /** Zero in the lanes whose entries are all finite; valid until the next call. */
    double[] probe(Matrix m) {
        Arrays.fill(finite, 0.0);
        for (int f = 0; f < m.features(); f++) {
            StageKernels.addZeroIfFinite(m.row(f), finite, m.lanes());
        }
        return finite;
    }

    /** Guesses first steps if there is a norm to guess by; whether that took an evaluation. */
    boolean guess(Problem problem, Matrix slope, int[] active, int count) {
        if (firstStep == null || norm == null) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            proposal[active[i]] = target[active[i]] - t[active[i]];
        }
        int together = shared ? count : 0;
        firstStep.guess(problem, norm, solver.stepper().errorOrder(), t, y, slope, active, together, proposal);
        return true;
    }

    /** Proposes the first step of a sample in its own lane; why it is none, or null. */
    @Nullable
    SolveStatus first(int lane) {
        proposal[lane] = control.first(lane, t[lane], target[lane], proposal[lane]);
        double size = Math.abs(proposal[lane]);
        if (size > 0 && size < Double.POSITIVE_INFINITY) {
            return null;
        }
        return size == 0 ? SolveStatus.STEP_TOO_SMALL : SolveStatus.NON_FINITE;
    }

    /** Proposes a first step anew, towards a new target. */
    void turn(int lane, int sample) {
        double size = Math.copySign(proposal[lane], target[lane] - t[lane]);
        proposal[lane] = control.first(sample, t[lane], target[lane], size);
    }

    /** The step to try: the proposal, or what remains if that is hardly more. */
    void propose(int[] active, int count) {
        int leaders = leaders(count);
        for (int i = 0; i < leaders; i++) {
            int b = active[i];
            double rest = target[b] - t[b];
            h[b] = Math.abs(proposal[b]) * STRETCH >= Math.abs(rest) ? rest : proposal[b];
        }
        follow(h, active, count);
    }

    /** Number of active lanes that decide for themselves: all, or the first for all if steps are shared. */
    private int leaders(int count) {
        return shared ? Math.min(1, count) : count;
    }

    /** Gives the lanes that do not decide the first one's value. */
    private void follow(double[] values, int[] active, int count) {
        for (int i = leaders(count); i < count; i++) {
            values[active[i]] = values[active[0]];
        }
    }

    /** Takes the errors of the attempted step. */
    void measure(Step step, int[] active, int count) {
        if (norm != null) {
            step.errors(norm, y, errors);
        } else {
            probe(step.next());
            for (int i = 0; i < count; i++) {
                errors[active[i]] = finite[active[i]] == 0.0 ? 0.0 : Double.NaN;
            }
        }
        if (shared && norm != null) {
            StageKernels.shareRootMean(errors, active, count);
        }
    }

    /** Collects the accepted lanes and asks for the next steps. */
    void judge(AcceptedSteps accepted, SampleTally tally, int[] active, int count) {
        accepted.open();
        int leaders = leaders(count);
        for (int i = 0; i < leaders; i++) {
            int b = active[i];
            double next = control.next(accepted.sampleOfLane(b), errors[b], h[b]);
            if (isAccepted(b)) {
                boolean cut = Math.abs(h[b]) < Math.abs(proposal[b]);
                proposal[b] = cut && Math.abs(next) < Math.abs(proposal[b]) ? proposal[b] : next;
            } else {
                proposal[b] = next;
            }
        }
        follow(proposal, active, count);
        for (int i = 0; i < count; i++) {
            int b = active[i];
            int sample = accepted.sampleOfLane(b);
            if (isAccepted(b)) {
                accepted.add(b, h[b] == target[b] - t[b] ? target[b] : t[b] + h[b]);
                tally.accepted(sample);
            } else {
                tally.rejected(sample);
            }
        }
    }

    /** The verdict on a lane's last step. */
    boolean isAccepted(int lane) {
        return control.accepted(errors[lane]);
    }

    /** Why a lane cannot go on after so many attempts, or null. */
    @Nullable
    SolveStatus failure(int b, int attempts) {
        double next = proposal[b];
        boolean tooSmall =
                !(Math.abs(next) > LEAST_FRACTION * Math.abs(target[b] - t[b])) || t[b] + RESOLUTION * next == t[b];
        boolean blewUp = !(errors[b] < Double.POSITIVE_INFINITY);
        if (blewUp && (norm == null || tooSmall)) {
            return SolveStatus.NON_FINITE;
        }
        if (tooSmall) {
            return SolveStatus.STEP_TOO_SMALL;
        }
        return attempts >= solver.maxSteps() ? SolveStatus.TOO_MANY_STEPS : null;
    }

    /** Moves the active lanes to the first places; all stand still until the next proposal. */
    void compact(int[] active, int count) {
        for (int i = 0; i < count; i++) {
            proposal[i] = proposal[active[i]];
            errors[i] = errors[active[i]];
        }
        Arrays.fill(h, 0.0);
    }
}
