package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;
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

    private static final int WORTH_COMPACTING = 4;

    private final boolean shared;
    private final Step step;
    private final StepSizes sizes;
    private final AcceptedSteps accepted;

    private final Matrix states;
    private final double[] times;
    private final double[] targets;
    private final SampleTally tally;

    private final Matrix y;
    private final double[] t;
    private final double[] target;
    private final int[] active;
    private @Nullable Matrix compacted;
    private int activeCount;
    private boolean jumped;

    private Problem problem = new Problem((time, state, c, derivative) -> {}, Context.none());
    private Landing landing = Landing.STOP;
    private @Nullable StepObserver observer;
    private @Nullable OutputWriter writer;

    Integration(OdeSolver solver, int features, int batch) {
        solver.controller().norm().ifPresent(norm -> norm.requireFeatures(features, true));
        shared = solver.controller().shared();
        step = solver.stepper().newStep(features, batch);
        states = Matrix.zeros(features, batch);
        y = Matrix.zeros(features, batch);
        int lanes = y.lanes();
        times = new double[lanes];
        targets = new double[lanes];
        tally = new SampleTally(solver.stepper(), batch);
        t = new double[lanes];
        target = new double[lanes];
        active = new int[batch];
        sizes = new StepSizes(solver, y, t, target);
        accepted = new AcceptedSteps(step, y, t, sizes.tried());
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
        sizes.restart();
        int batch = states.batch();
        y.resize(batch);
        step.resize(batch);
        accepted.restart(problem);
        y.copyFrom(states);
        System.arraycopy(times, 0, t, 0, t.length);
        System.arraycopy(targets, 0, target, 0, t.length);
        double[] finite = sizes.probe(y);
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
        charge();
        keepActive(sizes.probe(step.slope()));
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
        tally.ended(sample, how, sizes.stop(lane));
        times[sample] = t[lane];
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
        if (activeCount > 0 && sizes.guess(problem, step.slope(), active, activeCount)) {
            charge();
        }
        int kept = 0;
        for (int i = 0; i < activeCount; i++) {
            int b = active[i];
            active[kept] = b;
            kept += goesOn(b, sizes.first(b)) ? 1 : 0;
        }
        activeCount = kept;
        jumped = false;
    }

    /** Fails the sample unless there is no reason to. */
    private boolean goesOn(int b, @Nullable SolveStatus failure) {
        if (failure != null) {
            retire(b, failure);
        }
        return failure == null;
    }

    private void round() {
        sizes.propose(active, activeCount);
        step.attempt(problem.field(), problem.context(), t, sizes.tried(), y);
        sizes.measure(step, active, activeCount);
        sizes.judge(accepted, tally, active, activeCount);
        boolean slopesKnown = accepted.count() == 0 || keep();
        boolean jumps = sweep(slopesKnown);
        if (activeCount > 0 && (jumps || !slopesKnown)) {
            step.begin(problem.field(), problem.context(), t, y);
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
            if (!(t[b] == target[b] ? land(b) : goesOn(b, sizes.failure(b, attempts(b))))) {
                continue;
            }
            active[kept++] = b;
            int sample = accepted.sampleOfLane(b);
            if (jumped) {
                sizes.turn(b, sample);
                jumps = true;
            }
            if (jumped || (!slopesKnown && sizes.isAccepted(b))) {
                tally.evaluated(sample);
            }
        }
        activeCount = kept;
        if (jumps && shared) {
            requireOneInterval();
        }
        return jumps;
    }

    private int attempts(int lane) {
        return tally.attempts(accepted.sampleOfLane(lane));
    }

    /** Moves the samples under way to the first lanes and lets the others go. */
    private void compact() {
        for (int i = 0; i < activeCount; i++) {
            int lane = active[i];
            t[i] = t[lane];
            target[i] = target[lane];
        }
        Arrays.fill(t, activeCount, t.length, 0.0);
        sizes.compact(active, activeCount);
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
