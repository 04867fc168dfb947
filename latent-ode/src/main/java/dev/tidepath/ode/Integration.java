package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The loop of a solve: every sample walks from target to target with its own step size. A workspace of one thread,
 * created by {@link OdeSolver#newIntegration}; its steps allocate nothing, and it can be run again.
 *
 * <p>One round attempts one step for all samples that are under way. A sample whose step was rejected, or that is done,
 * keeps its state by selection; a sample that fails stops where it is and disturbs no other.
 */
public final class Integration {

    /** A last step may be longer by this factor than the one proposed, so that no tiny one is left over. */
    static final double STRETCH = 1.01;

    private static final double RESOLUTION = 0.1;
    private static final double LEAST_FRACTION = 1e-22;
    private static final int WORTH_COMPACTING = 4;

    private final OdeSolver solver;
    private final @Nullable ErrorNorm norm;
    private final boolean shared;
    private final Step step;
    private final StepControl control;
    private final @Nullable FirstStep firstStep;
    private final AcceptedSteps accepted;

    private final Matrix states;
    private final double[] times;
    private final double[] targets;
    private final SampleTally tally;

    private final Matrix y;
    private final double[] t;
    private final double[] h;
    private final double[] proposal;
    private final double[] target;
    private final double[] errors;
    private final double[] finite;
    private final int[] active;
    private @Nullable Matrix compacted;
    private int activeCount;
    private boolean jumped;

    private Problem problem = new Problem((time, state, c, derivative) -> {}, Context.none());
    private Landing landing = Landing.STOP;
    private @Nullable StepObserver observer;
    private @Nullable OutputWriter writer;

    Integration(OdeSolver solver, int features, int batch) {
        this.solver = solver;
        norm = solver.controller().norm().orElse(null);
        if (norm != null) {
            norm.requireFeatures(features, true);
        }
        shared = solver.controller().shared();
        step = solver.stepper().newStep(features, batch);
        control = solver.controller().newControl(batch, solver.stepper().errorOrder());
        firstStep = norm != null ? new FirstStep(features, batch) : null;
        states = Matrix.zeros(features, batch);
        y = Matrix.zeros(features, batch);
        int lanes = y.lanes();
        times = new double[lanes];
        targets = new double[lanes];
        tally = new SampleTally(solver.stepper(), batch);
        t = new double[lanes];
        h = new double[lanes];
        proposal = new double[lanes];
        target = new double[lanes];
        errors = new double[lanes];
        finite = new double[lanes];
        active = new int[batch];
        accepted = new AcceptedSteps(step, y, t, h);
    }

    /**
     * States: initial ones before {@link #run}, reached ones after it.
     *
     * @return features × batch; write the initial states here
     */
    public Matrix states() {
        return states;
    }

    /**
     * Times: starts before {@link #run}, times reached after it.
     *
     * @return one a sample; write the start times here
     */
    public double[] times() {
        return times;
    }

    /**
     * First targets; a sample that is already there lands at once.
     *
     * @return one a sample; write the targets here
     */
    public double[] targets() {
        return targets;
    }

    /**
     * How a sample went.
     *
     * @param sample index in the batch
     * @return its report, valid after {@link #run}
     */
    public Solution.SampleReport report(int sample) {
        return tally.report(sample, times[sample], accepted.denseSteps(sample));
    }

    /**
     * Solves from {@link #times} and {@link #states} until every sample is done or has failed. Nothing is compacted away:
     * every sample keeps its lane.
     *
     * @param f the field
     * @param c what it reads besides
     * @param whenLanded what to do when a sample is at its target
     * @param watching sees accepted steps, or null
     * @throws IllegalArgumentException if the controller shares steps and the samples' intervals differ
     */
    public void run(VectorField f, Context c, Landing whenLanded, @Nullable StepObserver watching) {
        run(new Problem(f, c), whenLanded, watching, null, false);
    }

    void run(
            Problem of,
            Landing whenLanded,
            @Nullable StepObserver watching,
            @Nullable OutputWriter outputs,
            boolean compacting) {
        problem = of;
        landing = whenLanded;
        observer = watching;
        writer = outputs;
        start();
        while (activeCount > 0) {
            round();
            if (compacting && WORTH_COMPACTING * Matrix.padded(activeCount) < (WORTH_COMPACTING - 1) * y.lanes()) {
                compact();
            }
        }
    }

    private void start() {
        tally.restart();
        Arrays.fill(h, 0.0);
        Arrays.fill(proposal, 0.0);
        Arrays.fill(errors, 0.0);
        int batch = states.batch();
        y.resize(batch);
        step.resize(batch);
        accepted.restart(problem);
        y.copyFrom(states);
        System.arraycopy(times, 0, t, 0, t.length);
        System.arraycopy(targets, 0, target, 0, t.length);
        measureFinite(y);
        activeCount = 0;
        for (int b = 0; b < batch; b++) {
            if (finite[b] == 0.0 && settle(b)) {
                active[activeCount++] = b;
            }
        }
        if (activeCount == 0) {
            return;
        }
        if (shared) {
            requireOneInterval();
        }
        step.begin(problem.field(), problem.context(), t, y);
        measureFinite(step.slope());
        charge();
        keepActive(finite);
        guess();
    }

    private void requireOneInterval() {
        for (int i = 1; i < activeCount; i++) {
            int b = active[i];
            int first = active[0];
            if (t[b] != t[first] || target[b] != target[first]) {
                throw new IllegalArgumentException(
                        "steps can be shared only over one interval; sample " + b + " goes from "
                                + t[b] + " to " + target[b] + ", sample " + first + " from " + t[first] + " to "
                                + target[first]);
            }
        }
    }

    /** Writes outputs at the start and lands as long as the sample is at its target; true if it has to go on. */
    private boolean settle(int b) {
        if (writer != null) {
            writer.start(b, b, y);
        }
        return t[b] != target[b] || land(b);
    }

    /** Calls the landing until the target is elsewhere; false if the sample is done. */
    private boolean land(int lane) {
        int sample = accepted.sampleOfLane(lane);
        while (t[lane] == target[lane]) {
            target[lane] = landing.next(sample, lane, t, y);
            jumped = true;
        }
        if (Double.isNaN(target[lane])) {
            retire(lane, SolveStatus.SUCCESS);
            return false;
        }
        return true;
    }

    /** Keeps what a sample has reached. */
    private void retire(int lane, SolveStatus how) {
        int sample = accepted.sampleOfLane(lane);
        tally.ended(sample, how, h[lane]);
        times[sample] = t[lane];
        h[lane] = 0.0;
        LaneCopies.copyColumn(y.rows(), lane, states.rows(), sample);
    }

    private void charge() {
        for (int i = 0; i < activeCount; i++) {
            tally.evaluated(active[i]);
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

    private void guess() {
        if (firstStep != null && norm != null && activeCount > 0) {
            for (int i = 0; i < activeCount; i++) {
                proposal[active[i]] = target[active[i]] - t[active[i]];
            }
            int together = shared ? activeCount : 0;
            firstStep.guess(
                    problem, norm, solver.stepper().errorOrder(), t, y, step.slope(), active, together, proposal);
            charge();
        }
        int kept = 0;
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            proposal[b] = control.first(b, t[b], target[b], proposal[b]);
            active[kept] = b;
            kept += startable(b) ? 1 : 0;
        }
        activeCount = kept;
        jumped = false;
    }

    /** Whether a first step is a step; fails the sample else. */
    private boolean startable(int b) {
        double size = Math.abs(proposal[b]);
        if (size > 0 && size < Double.POSITIVE_INFINITY) {
            return true;
        }
        retire(b, size == 0 ? SolveStatus.STEP_TOO_SMALL : SolveStatus.NON_FINITE);
        return false;
    }

    private void round() {
        propose();
        step.attempt(problem.field(), problem.context(), t, h, y);
        measureErrors();
        judge();
        boolean slopesKnown = accepted.count() == 0 || keep();
        boolean jumps = sweep(slopesKnown);
        if (activeCount > 0 && (jumps || !slopesKnown)) {
            step.begin(problem.field(), problem.context(), t, y);
        }
    }

    /** The step to try: the proposal, or what remains if that is hardly more. */
    private void propose() {
        for (int i = 0; i < leaders(); i++) {
            int b = active[i];
            double rest = target[b] - t[b];
            h[b] = Math.abs(proposal[b]) * STRETCH >= Math.abs(rest) ? rest : proposal[b];
        }
        follow(h);
    }

    /** Number of active lanes that decide for themselves: all, or the first for all if steps are shared. */
    private int leaders() {
        return shared ? Math.min(1, activeCount) : activeCount;
    }

    /** Gives the lanes that do not decide the first one's value. */
    private void follow(double[] values) {
        for (int i = leaders(); i < activeCount; i++) {
            values[active[i]] = values[active[0]];
        }
    }

    private void measureErrors() {
        if (norm != null) {
            step.errors(norm, y, errors);
        } else {
            measureFinite(step.next());
            for (int i = 0; i < activeCount; i++) {
                errors[active[i]] = finite[active[i]] == 0.0 ? 0.0 : Double.NaN;
            }
        }
        if (shared && norm != null) {
            StageKernels.shareRootMean(errors, active, activeCount);
        }
    }

    private void measureFinite(Matrix m) {
        Arrays.fill(finite, 0.0);
        for (int f = 0; f < m.features(); f++) {
            StageKernels.addZeroIfFinite(m.row(f), finite, m.lanes());
        }
    }

    /** Collects the accepted lanes and asks for the next steps. */
    private void judge() {
        accepted.open();
        for (int i = 0; i < leaders(); i++) {
            int b = active[i];
            double next = control.next(accepted.sampleOfLane(b), errors[b], h[b]);
            if (control.accepted(errors[b])) {
                boolean cut = Math.abs(h[b]) < Math.abs(proposal[b]);
                proposal[b] = cut && Math.abs(next) < Math.abs(proposal[b]) ? proposal[b] : next;
            } else {
                proposal[b] = next;
            }
        }
        follow(proposal);
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            int sample = accepted.sampleOfLane(b);
            if (control.accepted(errors[b])) {
                accepted.add(b, h[b] == target[b] - t[b] ? target[b] : t[b] + h[b]);
                tally.accepted(sample);
            } else {
                tally.rejected(sample);
            }
        }
    }

    /** Moves the accepted lanes on; returns whether the slopes at the new beginnings are known. */
    private boolean keep() {
        if (observer != null) {
            observer.accepted(accepted);
        }
        if (writer != null) {
            writer.write(accepted, shared);
        }
        int count = accepted.count();
        if (count == y.batch()) {
            y.copyFrom(step.next());
            System.arraycopy(accepted.ends(), 0, t, 0, count);
        } else {
            int[] lanes = accepted.lanes();
            LaneCopies.copyLanes(step.next().rows(), y.rows(), lanes, count);
            for (int i = 0; i < count; i++) {
                t[lanes[i]] = accepted.ends()[lanes[i]];
            }
        }
        return step.accept(accepted.lanes(), count);
    }

    /** Removes samples that are done or have failed; returns whether others have jumped. */
    private boolean sweep(boolean slopesKnown) {
        int kept = 0;
        boolean jumps = false;
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            jumped = false;
            if (t[b] == target[b] ? !land(b) : failed(b)) {
                continue;
            }
            active[kept++] = b;
            int sample = accepted.sampleOfLane(b);
            if (jumped) {
                double size = Math.copySign(proposal[b], target[b] - t[b]);
                proposal[b] = control.first(sample, t[b], target[b], size);
                jumps = true;
            }
            if (jumped || (!slopesKnown && control.accepted(errors[b]))) {
                tally.evaluated(sample);
            }
        }
        activeCount = kept;
        if (jumps && shared) {
            requireOneInterval();
        }
        return jumps;
    }

    private boolean failed(int b) {
        int sample = accepted.sampleOfLane(b);
        double h0 = proposal[b];
        boolean tooSmall =
                !(Math.abs(h0) > LEAST_FRACTION * Math.abs(target[b] - t[b])) || t[b] + RESOLUTION * h0 == t[b];
        boolean blewUp = !(errors[b] < Double.POSITIVE_INFINITY);
        if (blewUp && (norm == null || tooSmall)) {
            retire(b, SolveStatus.NON_FINITE);
        } else if (tooSmall) {
            retire(b, SolveStatus.STEP_TOO_SMALL);
        } else if (tally.attempts(sample) >= solver.maxSteps()) {
            retire(b, SolveStatus.TOO_MANY_STEPS);
        } else {
            return false;
        }
        return true;
    }

    /** Moves the samples under way to the first lanes and lets the others go. */
    private void compact() {
        for (int i = 0; i < activeCount; i++) {
            int lane = active[i];
            t[i] = t[lane];
            target[i] = target[lane];
            proposal[i] = proposal[lane];
            errors[i] = errors[lane];
        }
        Arrays.fill(t, activeCount, t.length, 0.0);
        Arrays.fill(h, 0.0);
        LaneCopies.gatherLanes(y.rows(), y.rows(), active, activeCount);
        y.resize(activeCount);
        step.compact(active, activeCount);
        problem = new Problem(problem.field(), compactContext());
        accepted.compact(active, activeCount, problem);
        Arrays.setAll(active, i -> i);
    }

    private Context compactContext() {
        Context c = problem.context();
        if (c.isNone()) {
            return c;
        }
        Matrix from = c.features();
        Matrix to = compacted;
        if (to == null || to.features() != from.features()) {
            to = Matrix.zeros(from.features(), states.batch());
            compacted = to;
        }
        to.resize(states.batch());
        LaneCopies.gatherLanes(from.rows(), to.rows(), active, activeCount);
        to.resize(activeCount);
        return Context.of(to);
    }
}
