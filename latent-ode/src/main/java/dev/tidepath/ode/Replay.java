package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.LaneCopies;

/** Repeats recorded steps; see {@link OdeSolver#replay}. */
final class Replay {

    private final Stepper stepper;
    private final StepRecord steps;
    private final SaveAt at;
    private final Matrix y;
    private final Step step;
    private final OutputWriter writer;
    private final double[] t;
    private final double[] h;
    private final AcceptedSteps accepted;

    Replay(Stepper stepper, StepRecord steps, Matrix y0, SaveAt at) {
        this.stepper = stepper;
        this.steps = steps;
        this.at = at;
        y = Matrix.zeros(y0.features(), y0.batch());
        y.copyFrom(y0);
        step = stepper.newStep(y0.features(), y0.batch());
        writer = new OutputWriter(at, y0.features());
        t = new double[y.lanes()];
        h = new double[y.lanes()];
        accepted = new AcceptedSteps(step, y, t, h);
    }

    Solution run(Problem problem) {
        for (int b = 0; b < y.batch(); b++) {
            t[b] = at.start(b);
            writer.start(b, b, y);
        }
        accepted.restart(problem);
        boolean slopesKnown = false;
        for (int j = 0; j < steps.longest(); j++) {
            if (!slopesKnown) {
                step.begin(problem.field(), problem.context(), t, y);
            }
            take(j);
            step.attempt(problem.field(), problem.context(), t, h, y);
            move();
            slopesKnown = step.accept(accepted.lanes(), accepted.count());
        }
        return solution();
    }

    private void take(int j) {
        accepted.open();
        for (int b = 0; b < y.batch(); b++) {
            h[b] = 0.0;
            if (j < steps.count(b)) {
                boolean last = j == steps.count(b) - 1 && steps.status(b) == SolveStatus.SUCCESS;
                h[b] = last ? at.end(b) - t[b] : steps.sizes(j)[b];
                accepted.add(b, last ? at.end(b) : t[b] + h[b]);
            }
        }
    }

    private void move() {
        writer.write(accepted, false);
        int count = accepted.count();
        for (int i = 0; i < count; i++) {
            t[accepted.lane(i)] = accepted.ends()[accepted.lane(i)];
        }
        LaneCopies.copyLanes(step.next().rows(), y.rows(), accepted.lanes(), count);
    }

    private Solution solution() {
        Solution.SampleReport[] reports = new Solution.SampleReport[y.batch()];
        for (int b = 0; b < reports.length; b++) {
            int n = steps.count(b);
            long evaluations = n == 0 ? 0 : 1 + stepper.evaluations(n, 0, accepted.denseSteps(b), n - 1);
            boolean finite = true;
            for (int f = 0; f < y.features(); f++) {
                finite &= Double.isFinite(y.get(f, b));
            }
            SolveStatus status = finite ? steps.status(b) : SolveStatus.NON_FINITE;
            reports[b] = new Solution.SampleReport(status, t[b], h[b], evaluations, n, 0);
        }
        return new Solution(at, writer.outputs(), y, reports);
    }
}
