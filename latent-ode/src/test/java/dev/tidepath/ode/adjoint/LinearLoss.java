package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DrivenOscillator;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;

/**
 * {@code L = Σ ωᵀ output} over driven oscillators, with its gradient by an adjoint and by central differences that
 * replay the accepted steps where the adjoint differentiates those.
 */
final class LinearLoss {

    private static final double STEP = 1e-5;

    private final DrivenOscillator field = new DrivenOscillator();
    private final double[][] y0;
    private final double[][] context;
    private final double[] start;
    private final double[] end;
    private final double[][] times;
    private final Matrix adjoints;

    private LinearLoss(double[][] y0, double[][] context, double[] start, double[] end, double[][] times) {
        this.y0 = y0;
        this.context = context;
        this.start = start;
        this.end = end;
        this.times = times;
        adjoints = Matrix.zeros(2, Arrays.stream(times).mapToInt(t -> t.length).sum());
        Random random = new Random(17);
        for (int i = 0; i < adjoints.batch(); i++) {
            adjoints.set(0, i, random.nextGaussian());
            adjoints.set(1, i, random.nextGaussian());
        }
    }

    /** Forward, backward, an output at the start, duplicates, outputs at the end, no outputs. */
    static LinearLoss ragged() {
        return new LinearLoss(
                new double[][] {{0.5, -0.2}, {1.1, 0.3}, {-0.4, 0.9}, {0.2, 0.2}},
                new double[][] {{0.3, -0.2}, {-0.5, 0.1}, {0.2, 0.05}, {0.1, 0.1}},
                new double[] {0, 1.5, 0.25, 0},
                new double[] {2, -1, 1.5, 1},
                new double[][] {{0, 0.3, 0.7, 0.7, 1.9}, {1.2, 0.1, -1, -1}, {1.1}, {}});
    }

    /** Many outputs. */
    static LinearLoss dense() {
        double[] grid = new double[40];
        Arrays.setAll(grid, i -> 0.3 + i * 0.061);
        double[] other = new double[25];
        Arrays.setAll(other, i -> 2.9 - i * i * 0.0041);
        return new LinearLoss(
                new double[][] {{0.5, -0.2}, {1.1, 0.3}},
                new double[][] {{0.3, -0.2}, {-0.5, 0.1}},
                new double[] {0.3, 3},
                new double[] {3, 0},
                new double[][] {grid, other});
    }

    /** One sample more, which fails at once. */
    LinearLoss withFailingSample() {
        int n = y0.length;
        double[][] states = Arrays.copyOf(y0, n + 1);
        double[][] contexts = Arrays.copyOf(context, n + 1);
        double[][] outputs = Arrays.copyOf(times, n + 1);
        double[] starts = Arrays.copyOf(start, n + 1);
        double[] ends = Arrays.copyOf(end, n + 1);
        states[n] = new double[] {0.1, 0.1};
        contexts[n] = new double[] {Double.NaN, 0};
        outputs[n] = new double[] {0.5, 0.75};
        ends[n] = 1;
        return new LinearLoss(states, contexts, starts, ends, outputs);
    }

    int batch() {
        return y0.length;
    }

    Matrix adjoints() {
        return adjoints;
    }

    DrivenOscillator field() {
        return field;
    }

    Matrix states() {
        return Matrix.ofSamples(y0);
    }

    Context contexts() {
        return Context.of(Matrix.ofSamples(context));
    }

    SaveAt at() {
        return SaveAt.of(start, end, times);
    }

    Solution solve(OdeSolver solver) {
        return solver.solve(field, states(), contexts(), at());
    }

    Adjoint.Trajectory trajectory(Adjoint adjoint, OdeSolver solver) {
        return adjoint.solve(solver, field, states(), contexts(), at());
    }

    double value(Solution s) {
        double sum = 0;
        for (int i = 0; i < adjoints.batch(); i++) {
            for (int f = 0; f < 2; f++) {
                sum += adjoints.get(f, i) * s.outputs().get(f, i);
            }
        }
        return sum;
    }

    Gradients gradient(Adjoint adjoint, OdeSolver solver) {
        int batch = batch();
        Matrix initial = Matrix.zeros(2, batch);
        Matrix contexts = Matrix.zeros(2, batch);
        double[] parameters = new double[4];
        double[] outputTimes = new double[adjoints.batch()];
        double[] startTimes = new double[batch];
        double[] endTimes = new double[batch];
        trajectory(adjoint, solver)
                .backward(
                        adjoints,
                        new TrajectoryGradient(initial, parameters, contexts, outputTimes, startTimes, endTimes));
        return new Gradients(
                Gradients.flat(initial),
                parameters,
                Gradients.flat(contexts),
                grouped(outputTimes, startTimes, endTimes));
    }

    /** Times that coincide move together. */
    private double[] grouped(double[] outputTimes, double[] startTimes, double[] endTimes) {
        return eachTime((b, time) -> {
            double sum = (start[b] == time ? startTimes[b] : 0) + (end[b] == time ? endTimes[b] : 0);
            for (int i = 0; i < times[b].length; i++) {
                sum += times[b][i] == time ? outputTimes[at().offset(b) + i] : 0;
            }
            return sum;
        });
    }

    private interface TimeFunction {
        double apply(int sample, double time);
    }

    private double[] eachTime(TimeFunction function) {
        double[] values = new double[2 * batch() + adjoints.batch()];
        int n = 0;
        for (int b = 0; b < batch(); b++) {
            TreeSet<Double> distinct = new TreeSet<>();
            Arrays.stream(times[b]).forEach(distinct::add);
            distinct.add(start[b]);
            distinct.add(end[b]);
            for (double time : distinct) {
                values[n++] = function.apply(b, time);
            }
        }
        return Arrays.copyOf(values, n);
    }

    Gradients differences(Adjoint adjoint, OdeSolver solver) {
        Optional<StepRecord> steps = trajectory(adjoint, solver).steps();
        OdeSolver tight = OdeSolver.dopri5(1e-13, 1e-13, 100_000);
        DoubleSupplier loss = () ->
                value(steps.isPresent() ? solver.replay(steps.get(), field, states(), contexts(), at()) : solve(tight));
        return new Gradients(
                eachEntry(y0, loss),
                eachEntry(field.p, loss),
                eachEntry(context, loss),
                eachTime((b, time) -> movedTime(b, time, loss)));
    }

    private static double[] eachEntry(double[][] samples, DoubleSupplier loss) {
        double[] values = new double[2 * samples.length];
        for (int b = 0; b < samples.length; b++) {
            double[] one = eachEntry(samples[b], loss);
            values[b] = one[0];
            values[samples.length + b] = one[1];
        }
        return values;
    }

    private static double[] eachEntry(double[] x, DoubleSupplier loss) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double kept = x[i];
            x[i] = kept + STEP;
            double up = loss.getAsDouble();
            x[i] = kept - STEP;
            double down = loss.getAsDouble();
            x[i] = kept;
            values[i] = (up - down) / (2 * STEP);
        }
        return values;
    }

    private double movedTime(int b, double time, DoubleSupplier loss) {
        double up = withMoved(b, time, time + STEP, loss);
        double down = withMoved(b, time, time - STEP, loss);
        return (up - down) / (2 * STEP);
    }

    private double withMoved(int b, double from, double to, DoubleSupplier loss) {
        move(b, from, to);
        double value = loss.getAsDouble();
        move(b, to, from);
        return value;
    }

    private void move(int b, double from, double to) {
        start[b] = start[b] == from ? to : start[b];
        end[b] = end[b] == from ? to : end[b];
        for (int i = 0; i < times[b].length; i++) {
            times[b][i] = times[b][i] == from ? to : times[b][i];
        }
    }
}
