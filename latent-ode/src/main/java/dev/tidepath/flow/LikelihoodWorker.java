package dev.tidepath.flow;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import dev.tidepath.train.Objective;

/** The negative log-likelihood of a chunk and its gradient: there by the augmented field, back by an adjoint. */
final class LikelihoodWorker implements Objective.Worker {

    /** What does not depend on the thread. */
    record Task(Batches batches, OdeSolver solver, Adjoint adjoint, RandomKey key, double[] penalties) {}

    private final NeuralField field;
    private final int dimension;
    private final Task task;
    private final SaveAt ends;
    private final Matrix points;
    private final Matrix state;
    private final PointConditions seen;
    private final Matrix adjoints;

    LikelihoodWorker(NeuralField field, FlowField flow, Trace trace, Task task) {
        int size = task.batches().size();
        this.field = field;
        dimension = flow.dimension();
        this.task = task;
        ends = SaveAt.end(size, 1, 0);
        points = Matrix.zeros(dimension, size);
        int features = dimension + 1 + task.penalties().length;
        state = Matrix.zeros(features, size);
        seen = new PointConditions(flow.conditions(), trace.noiseSize(dimension), size);
        adjoints = Matrix.zeros(features, size);
    }

    @Override
    public double lossAndGradient(int iteration, int chunk, double[] gradient) {
        task.batches().source().points(iteration, chunk, points);
        seen.fill(task.batches().source(), iteration, chunk);
        Trace.signs(task.key().derive(iteration).derive(chunk), seen.noise());
        for (int i = 0; i < dimension; i++) {
            System.arraycopy(points.row(i), 0, state.row(i), 0, points.batch());
        }
        try {
            Adjoint.Trajectory path = task.adjoint().solve(task.solver(), field, state, seen.context(), ends);
            double loss = loss(path.solution().orThrow().outputs());
            path.backward(adjoints, TrajectoryGradient.of(null, gradient, null));
            return loss;
        } catch (OdeException e) {
            throw new NonFiniteLossException(e.sample(), e.t(), "the path of a point: " + e.getMessage());
        }
    }

    /** Fills in the adjoints. */
    private double loss(Matrix end) {
        double share = task.batches().share();
        double sum = 0;
        for (int b = 0; b < end.batch(); b++) {
            sum += end.get(dimension, b) - StandardNormal.logDensity(end, dimension, b);
            for (int i = 0; i < dimension; i++) {
                adjoints.set(i, b, share * end.get(i, b));
            }
            adjoints.set(dimension, b, share);
            sum += penalties(end, b, share);
        }
        return share * sum;
    }

    /** The penalties of one point, whose integrals are negative as the paths are solved from time 1 to 0. */
    private double penalties(Matrix end, int sample, double share) {
        double sum = 0;
        double[] weights = task.penalties();
        for (int k = 0; k < weights.length; k++) {
            sum -= weights[k] * end.get(dimension + 1 + k, sample);
            adjoints.set(dimension + 1 + k, sample, -share * weights[k]);
        }
        return sum;
    }
}
