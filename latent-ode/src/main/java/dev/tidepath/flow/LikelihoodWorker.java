package dev.tidepath.flow;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
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
    record Task(Batches batches, OdeSolver solver, Adjoint adjoint, RandomKey key) {}

    private final NeuralField field;
    private final int dimension;
    private final Task task;
    private final SaveAt ends;
    private final Matrix points;
    private final Matrix state;
    private final Matrix signs;
    private final Matrix adjoints;

    LikelihoodWorker(NeuralField field, int dimension, Trace trace, Task task) {
        int size = task.batches().size();
        this.field = field;
        this.dimension = dimension;
        this.task = task;
        ends = SaveAt.end(size, 1, 0);
        points = Matrix.zeros(dimension, size);
        state = Matrix.zeros(dimension + 1, size);
        signs = Matrix.zeros(trace == Trace.EXACT ? 0 : dimension, size);
        adjoints = Matrix.zeros(dimension + 1, size);
    }

    @Override
    public double lossAndGradient(int iteration, int chunk, double[] gradient) {
        task.batches().source().points(iteration, chunk, points);
        Trace.signs(task.key().derive(iteration).derive(chunk), signs);
        for (int i = 0; i < dimension; i++) {
            System.arraycopy(points.row(i), 0, state.row(i), 0, points.batch());
        }
        try {
            Adjoint.Trajectory path = task.adjoint().solve(task.solver(), field, state, Context.of(signs), ends);
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
        }
        return share * sum;
    }
}
