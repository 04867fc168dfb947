package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a whole solution: the times and states of every accepted step, and what lies between them at the order of the
 * method's dense output. Give it to one solve as its observer, then ask. At a stop it has the state after the stop.
 *
 * <p>Dense output is a polynomial in each step; its values at Chebyshev's points are kept, {@code degree + 1} states a
 * step, and read by the barycentric formula (Berrut &amp; Trefethen 2004, Barycentric Lagrange Interpolation, SIAM Review
 * 46, doi:10.1137/S0036144502417715).
 */
public final class DenseOutput implements StepObserver {

    private final int features;
    private final double[] nodes;
    private final List<List<Piece>> pieces = new ArrayList<>();
    private final double[] theta;
    private final Matrix wave;

    /** One step of one sample: values[node][feature]. */
    private record Piece(double start, double end, double[][] values) {}

    /**
     * Creates an empty record.
     *
     * @param solver the solver that will be observed
     * @param features rows of the state
     * @param batch number of samples
     */
    public DenseOutput(OdeSolver solver, int features, int batch) {
        this.features = features;
        int degree = solver.stepper().denseDegree();
        nodes = new double[degree + 1];
        for (int i = 0; i <= degree; i++) {
            nodes[i] = i == degree ? 1.0 : 0.5 - 0.5 * StrictMath.cos(StrictMath.PI * i / degree);
        }
        for (int b = 0; b < batch; b++) {
            pieces.add(new ArrayList<>());
        }
        wave = Matrix.zeros(features, batch);
        theta = new double[wave.lanes()];
    }

    @Override
    public void accepted(AcceptedSteps steps) {
        requireNext(steps);
        double[][][] values = new double[steps.count()][nodes.length][];
        wave.resize(steps.states().batch());
        for (int node = 0; node < nodes.length; node++) {
            Matrix source = values(steps, node);
            for (int i = 0; i < steps.count(); i++) {
                values[i][node] = source.sample(steps.lane(i));
            }
        }
        for (int i = 0; i < steps.count(); i++) {
            int lane = steps.lane(i);
            pieces.get(steps.sample(i)).add(new Piece(steps.times()[lane], steps.ends()[lane], values[i]));
        }
    }

    /** Steps follow each other; over a stop they are two numbers apart. */
    private void requireNext(AcceptedSteps steps) {
        if (steps.states().features() != features) {
            throw new ShapeException(
                    "features of the state", features, steps.states().features());
        }
        for (int i = 0; i < steps.count(); i++) {
            List<Piece> path = pieces.get(steps.sample(i));
            double start = steps.times()[steps.lane(i)];
            if (!path.isEmpty() && !follows(path.get(path.size() - 1).end, start)) {
                throw new IllegalStateException(
                        "a dense output holds one solve; sample " + steps.sample(i) + " began again at " + start);
            }
        }
    }

    private static boolean follows(double end, double start) {
        return Math.abs(start - end) <= 4 * Math.ulp(end);
    }

    private Matrix values(AcceptedSteps steps, int node) {
        if (node == 0) {
            return steps.states();
        }
        if (node == nodes.length - 1) {
            return steps.step().next();
        }
        for (int i = 0; i < steps.count(); i++) {
            steps.prepareDense(i);
            theta[steps.lane(i)] = nodes[node];
        }
        steps.step().interpolate(theta, steps.states(), wave);
        return wave;
    }

    /**
     * Times at which the steps of a sample began, just after the stop for the first behind one, and the time it reached.
     *
     * @param sample index in the batch
     * @return one more than accepted steps; empty if there was no step
     */
    public double[] times(int sample) {
        List<Piece> path = pieces.get(sample);
        double[] times = new double[path.isEmpty() ? 0 : path.size() + 1];
        for (int i = 0; i < path.size(); i++) {
            times[i] = path.get(i).start;
            times[i + 1] = path.get(i).end;
        }
        return times;
    }

    /**
     * The state of a sample at any time between its start and the time it reached; there is none for a sample without a
     * step.
     *
     * @param sample index in the batch
     * @param time when; at the beginning or end of a step the very state
     * @return one value a feature
     * @throws IllegalArgumentException if the time lies outside
     */
    public double[] at(int sample, double time) {
        List<Piece> path = pieces.get(sample);
        int low = 0;
        int high = path.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Piece piece = path.get(middle);
            boolean before = piece.end > piece.start ? time <= piece.end : time >= piece.end;
            low = before ? low : middle + 1;
            high = before ? middle : high;
        }
        boolean atStop = low > 0
                && !within(path.get(low), time)
                && follows(path.get(low - 1).end, time)
                && follows(time, path.get(low).start);
        if (atStop) {
            return path.get(low).values[0].clone();
        }
        if (path.isEmpty() || !within(path.get(low), time)) {
            throw new IllegalArgumentException("sample " + sample + " has no state at " + time + "; it was solved "
                    + (path.isEmpty()
                            ? "without a step"
                            : "from " + path.get(0).start + " to " + path.get(path.size() - 1).end));
        }
        return value(path.get(low), time);
    }

    private static boolean within(Piece piece, double time) {
        return Math.min(piece.start, piece.end) <= time && time <= Math.max(piece.start, piece.end);
    }

    private double[] value(Piece piece, double time) {
        double at = time == piece.end ? 1.0 : (time - piece.start) / (piece.end - piece.start);
        double[] sum = new double[features];
        double weights = 0;
        int last = nodes.length - 1;
        for (int i = 0; i <= last; i++) {
            if (at == nodes[i]) {
                return piece.values[i].clone();
            }
            double weight = (i % 2 == 0 ? 1.0 : -1.0) * (i == 0 || i == last ? 0.5 : 1.0) / (at - nodes[i]);
            weights += weight;
            for (int f = 0; f < features; f++) {
                sum[f] += weight * piece.values[i][f];
            }
        }
        for (int f = 0; f < features; f++) {
            sum[f] /= weights;
        }
        return sum;
    }
}
