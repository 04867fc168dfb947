package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.tensor.Matrix;

/** By a solver there, by an adjoint back. */
final class SolvedRun extends TrunkRun {

    private final Depth.Continuous depth;
    private final int layers;
    private final DifferentiableMap.Pass embedding;
    private final DepthField field;
    private final Matrix start;
    private final Matrix ofStart;
    private final Matrix ofLast;
    private long evaluations;

    SolvedRun(
            TrunkShape shape,
            Depth.Continuous depth,
            DifferentiableMap.Pass embedding,
            DepthField field,
            int capacity) {
        this.depth = depth;
        this.embedding = embedding;
        this.field = field;
        layers = shape.layers();
        start = Matrix.zeros(shape.stateSize(), capacity);
        ofStart = Matrix.zeros(shape.stateSize(), capacity);
        ofLast = Matrix.zeros(shape.stateSize(), capacity);
    }

    private void embed(Matrix inputs) {
        start.resize(inputs.batch());
        embedding.value(inputs.batch(), new Matrix[] {inputs}, new Matrix[] {start});
    }

    private Solution checked(Solution solution) {
        evaluations = solution.report(0).evaluations();
        return solution.orThrow();
    }

    @Override
    public void differentiate(int iteration, Matrix inputs, End end, double[] gradient) {
        int batch = inputs.batch();
        embed(inputs);
        field.reuse();
        Adjoint.Trajectory there = depth.adjoint()
                .solve(depth.solver(iteration), field, start, Context.none(), SaveAt.end(batch, 0, layers));
        Matrix last = checked(there.solution()).outputs();
        ofLast.resize(batch);
        end.pull(last, ofLast);
        ofStart.clear();
        ofStart.resize(batch);
        there.backward(ofLast, TrajectoryGradient.of(ofStart, gradient, null));
        embedding.pullback(batch, new Matrix[] {inputs}, new Matrix[] {ofStart}, new Matrix[0], gradient);
    }

    @Override
    public void climb(Matrix inputs, Matrix states) {
        embed(inputs);
        Solution solution = depth.last().solve(field, start, Context.none(), SaveAt.end(inputs.batch(), 0, layers));
        states.copyFrom(checked(solution).outputs());
    }

    @Override
    public long evaluations() {
        return evaluations;
    }
}
