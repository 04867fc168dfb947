package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a solve: every sample walks from target to target with its own step size. A workspace of one thread,
 * created by {@link OdeSolver#newIntegration}; it allocates nothing while it runs and can be run again.
 *
 * <p>One round attempts one step for all samples that are under way. A sample whose step was rejected, or that is done,
 * keeps its state by selection; a sample that fails stops where it is and disturbs no other.
 */
public final class Integration {

    private static final double STRETCH = 1.01;
    private static final double RESOLUTION = 0.1;
    private static final double LEAST_FRACTION = 1e-22;

    private final OdeSolver solver;
    private final @Nullable ErrorNorm norm;
    private final Step step;
    private final StepControl control;
    private final @Nullable FirstStep firstStep;
    private final Matrix y;
    private final double[] t;
    private final double[] h;
    private final double[] proposal;
    private final double[] lastStep;
    private final double[] target;
    private final double[] errors;
    private final double[] finite;
    private final double[] end;
    private final int[] active;
    private final int[] accepted;
    private final SolveStatus[] status;
    private final int[] extraEvaluations;
    private final int[] acceptedSteps;
    private final int[] rejectedSteps;
    private final int evaluationsPerAttempt;
    private final int evaluationsOnAccept;
    private int activeCount;
    private boolean jumped;
    private Landing landing = Landing.STOP;
    private @Nullable StepObserver observer;
    private @Nullable OutputWriter writer;

    Integration(OdeSolver solver, int features, int batch) {
        this.solver = solver;
        norm = solver.controller().norm().orElse(null);
        step = solver.stepper().newStep(features, batch);
        control = solver.controller().newControl(batch, solver.stepper().errorOrder());
        firstStep = norm != null ? new FirstStep(features, batch) : null;
        y = Matrix.zeros(features, batch);
        int lanes = y.lanes();
        t = new double[lanes];
        h = new double[lanes];
        proposal = new double[lanes];
        lastStep = new double[lanes];
        target = new double[lanes];
        errors = new double[lanes];
        finite = new double[lanes];
        end = new double[lanes];
        active = new int[batch];
        accepted = new int[batch];
        status = new SolveStatus[batch];
        extraEvaluations = new int[batch];
        acceptedSteps = new int[batch];
        rejectedSteps = new int[batch];
        evaluationsPerAttempt = solver.stepper().evaluationsPerAttempt();
        evaluationsOnAccept = solver.stepper().firstSameAsLast() ? 0 : 1;
    }

    /**
     * States: initial ones before {@link #run}, reached ones after it.
     *
     * @return features × batch; write the initial states here
     */
    public Matrix states() {
        return y;
    }

    /**
     * Times: starts before {@link #run}, times reached after it.
     *
     * @return one a lane; write the start times here
     */
    public double[] times() {
        return t;
    }

    /**
     * First targets; a sample that is already there lands at once.
     *
     * @return one a lane; write the targets here
     */
    public double[] targets() {
        return target;
    }

    /**
     * How a sample went.
     *
     * @param sample index in the batch
     * @return its report, valid after {@link #run}
     */
    public Solution.SampleReport report(int sample) {
        int taken = acceptedSteps[sample];
        boolean done = taken > 0 && status[sample] == SolveStatus.SUCCESS;
        long evaluations = extraEvaluations[sample]
                + (long) evaluationsPerAttempt * (taken + rejectedSteps[sample])
                + (long) evaluationsOnAccept * (done ? taken - 1 : taken);
        return new Solution.SampleReport(
                status[sample], t[sample], lastStep[sample], evaluations, acceptedSteps[sample], rejectedSteps[sample]);
    }

    /**
     * Solves from {@link #times} and {@link #states} until every sample is done or has failed.
     *
     * @param f the field
     * @param c what it reads besides
     * @param whenLanded what to do when a sample is at its target
     * @param watching sees accepted steps, or null
     */
    public void run(VectorField f, Context c, Landing whenLanded, @Nullable StepObserver watching) {
        run(new Problem(f, c), whenLanded, watching, null);
    }

    void run(Problem problem, Landing whenLanded, @Nullable StepObserver watching, @Nullable OutputWriter outputs) {
        landing = whenLanded;
        observer = watching;
        writer = outputs;
        start(problem);
        while (activeCount > 0) {
            round(problem);
        }
    }

    private void start(Problem problem) {
        Arrays.fill(extraEvaluations, 0);
        Arrays.fill(acceptedSteps, 0);
        Arrays.fill(rejectedSteps, 0);
        Arrays.fill(h, 0.0);
        Arrays.fill(lastStep, 0.0);
        Arrays.fill(proposal, 0.0);
        Arrays.fill(errors, 0.0);
        activeCount = 0;
        measureFinite(y);
        for (int b = 0; b < y.batch(); b++) {
            status[b] = SolveStatus.NON_FINITE;
            if (finite[b] == 0.0 && settle(b)) {
                active[activeCount++] = b;
            }
        }
        if (activeCount == 0) {
            return;
        }
        step.begin(problem.field(), problem.context(), t, y);
        measureFinite(step.slope());
        charge();
        keepActive(finite);
        guess(problem);
    }

    /** Writes outputs at the start and lands as long as the sample is at its target; true if it has to go on. */
    private boolean settle(int b) {
        if (writer != null) {
            writer.start(b, y);
        }
        return t[b] != target[b] || land(b);
    }

    /** Calls the landing until the target is elsewhere; false if the sample is done. */
    private boolean land(int b) {
        while (t[b] == target[b]) {
            target[b] = landing.next(b, t[b], y);
            jumped = true;
        }
        if (Double.isNaN(target[b])) {
            status[b] = SolveStatus.SUCCESS;
            return false;
        }
        return true;
    }

    private void charge() {
        for (int i = 0; i < activeCount; i++) {
            extraEvaluations[active[i]]++;
        }
    }

    /** Fails the active samples whose probe is not zero. */
    private void keepActive(double[] probe) {
        int kept = 0;
        for (int i = 0; i < activeCount; i++) {
            if (probe[active[i]] == 0.0) {
                active[kept++] = active[i];
            }
        }
        activeCount = kept;
    }

    private void guess(Problem problem) {
        if (firstStep != null && norm != null && activeCount > 0) {
            for (int i = 0; i < activeCount; i++) {
                proposal[active[i]] = target[active[i]] - t[active[i]];
            }
            firstStep.guess(problem, norm, solver.stepper().errorOrder(), t, y, step.slope(), proposal);
            charge();
        }
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            proposal[b] = control.first(b, t[b], target[b], proposal[b]);
        }
        jumped = false;
    }

    private void round(Problem problem) {
        propose();
        step.attempt(problem.field(), problem.context(), t, h, y);
        measureErrors();
        int count = judge();
        if (count > 0) {
            keep(count, problem);
        }
        sweep(problem);
    }

    /** The step to try: the proposal, or what remains if that is hardly more. */
    private void propose() {
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            double rest = target[b] - t[b];
            h[b] = Math.abs(proposal[b]) * STRETCH >= Math.abs(rest) ? rest : proposal[b];
            lastStep[b] = h[b];
        }
    }

    private void measureErrors() {
        if (norm != null) {
            step.errors(norm, y, errors);
        }
        measureFinite(step.next());
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            if (finite[b] != 0.0) {
                errors[b] = Double.NaN;
            }
        }
    }

    private void measureFinite(Matrix m) {
        Arrays.fill(finite, 0.0);
        for (int f = 0; f < m.features(); f++) {
            StageKernels.addZeroIfFinite(m.row(f), finite, m.lanes());
        }
    }

    /** Collects the accepted lanes and asks for the next steps. */
    private int judge() {
        int count = 0;
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            double next = control.next(b, errors[b], h[b]);
            if (control.accepted(errors[b])) {
                accepted[count++] = b;
                acceptedSteps[b]++;
                boolean cut = Math.abs(h[b]) < Math.abs(proposal[b]);
                proposal[b] = cut && Math.abs(next) < Math.abs(proposal[b]) ? proposal[b] : next;
            } else {
                rejectedSteps[b]++;
                proposal[b] = next;
            }
        }
        return count;
    }

    private void keep(int count, Problem problem) {
        if (observer != null) {
            observer.accepted(accepted, count, t, h, y, step);
        }
        for (int i = 0; i < count; i++) {
            int b = accepted[i];
            end[b] = h[b] == target[b] - t[b] ? target[b] : t[b] + h[b];
            if (writer != null) {
                writer.write(b, t[b], h[b], end[b], y, step);
            }
        }
        if (count == y.batch()) {
            y.copyFrom(step.next());
        } else {
            StageKernels.copyLanes(step.next().rows(), y.rows(), accepted, count);
        }
        for (int i = 0; i < count; i++) {
            t[accepted[i]] = end[accepted[i]];
        }
        step.accept(accepted, count, problem.field(), problem.context(), t, y);
    }

    /** Removes samples that are done or have failed, and restarts those that jumped. */
    private void sweep(Problem problem) {
        int kept = 0;
        boolean restart = false;
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            jumped = false;
            if (t[b] == target[b] ? !land(b) : failed(b)) {
                h[b] = 0.0;
                continue;
            }
            active[kept++] = b;
            if (jumped) {
                proposal[b] = control.first(b, t[b], target[b], proposal[b]);
                extraEvaluations[b]++;
                restart = true;
            }
        }
        activeCount = kept;
        if (restart) {
            step.begin(problem.field(), problem.context(), t, y);
        }
    }

    private boolean failed(int b) {
        double h0 = proposal[b];
        boolean tooSmall =
                t[b] + RESOLUTION * h0 == t[b] || Math.abs(h0) <= LEAST_FRACTION * Math.abs(target[b] - t[b]);
        boolean blewUp = !(errors[b] < Double.POSITIVE_INFINITY);
        if (blewUp && norm == null) {
            status[b] = SolveStatus.NON_FINITE;
        } else if (tooSmall) {
            status[b] = blewUp ? SolveStatus.NON_FINITE : SolveStatus.STEP_TOO_SMALL;
        } else if (acceptedSteps[b] + rejectedSteps[b] >= solver.maxSteps()) {
            status[b] = SolveStatus.TOO_MANY_STEPS;
        } else {
            return false;
        }
        return true;
    }
}
