package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;

/** By a solver there, by an adjoint back. */
final class SolvedRun extends TransformerRun {

    private final Depth.Continuous depth;
    private final int layers;
    private final DifferentiableMap.Pass embedding;
    private final DepthField field;
    private final Matrix start;
    private final Matrix ofStart;
    private final Matrix ofEnd;
    private long evaluations;

    SolvedRun(TransformerShape shape, TransformerMaps maps, Depth.Continuous depth, double[] weights, int capacity) {
        super(shape, maps, weights, capacity);
        this.depth = depth;
        layers = shape.layers();
        embedding = maps.embedding().newPass(weights);
        field = new DepthField(maps.field(), maps.path(), weights, capacity);
        start = Matrix.zeros(shape.stateSize(), capacity);
        ofStart = Matrix.zeros(shape.stateSize(), capacity);
        ofEnd = Matrix.zeros(shape.stateSize(), capacity);
    }

    private void embed(Encoded windows) {
        start.resize(windows.batch());
        embedding.value(windows.batch(), new Matrix[] {windows.inputs()}, new Matrix[] {start});
    }

    private Solution checked(Solution solution) {
        evaluations = solution.report(0).evaluations();
        return solution.orThrow();
    }

    @Override
    void differentiate(
            int iteration,
            Encoded windows,
            Matrix bars,
            Matrix losses,
            DifferentiableMap.Pass head,
            double[] gradient) {
        int batch = windows.batch();
        embed(windows);
        field.reuse();
        try {
            Adjoint.Trajectory there = depth.adjoint()
                    .solve(depth.solver(iteration), field, start, Context.none(), SaveAt.end(batch, 0, layers));
            Matrix end = checked(there.solution()).outputs();
            ofEnd.resize(batch);
            head.valueAndPullback(
                    batch,
                    new Matrix[] {end, windows.targets()},
                    new Matrix[] {bars},
                    new Matrix[] {losses},
                    new Matrix[] {ofEnd},
                    gradient);
            ofStart.clear();
            ofStart.resize(batch);
            there.backward(ofEnd, TrajectoryGradient.of(ofStart, gradient, null));
        } catch (OdeException e) {
            throw new NonFiniteLossException(
                    e.sample(), e.t(), "the way of a window through the depth: " + e.getMessage());
        }
        embedding.pullback(batch, new Matrix[] {windows.inputs()}, new Matrix[] {ofStart}, new Matrix[0], gradient);
    }

    @Override
    void climb(Encoded windows, Matrix states) {
        embed(windows);
        Solution solution = depth.last().solve(field, start, Context.none(), SaveAt.end(windows.batch(), 0, layers));
        states.copyFrom(checked(solution).outputs());
    }

    @Override
    long evaluations() {
        return evaluations;
    }
}
