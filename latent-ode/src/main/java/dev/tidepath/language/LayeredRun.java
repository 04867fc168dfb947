package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;

/** Layer by layer, every layer kept for the way back. */
final class LayeredRun extends TrunkRun {

    private final int layers;
    private final DifferentiableMap.Pass stack;
    private final Matrix last;
    private final Matrix ofLast;

    LayeredRun(TrunkShape shape, DifferentiableMap.Pass stack, int capacity) {
        this.stack = stack;
        layers = shape.layers();
        last = Matrix.zeros(shape.stateSize(), capacity);
        ofLast = Matrix.zeros(shape.stateSize(), capacity);
    }

    @Override
    public void differentiate(int iteration, Matrix inputs, End end, double[] gradient) {
        last.resize(inputs.batch());
        ofLast.resize(inputs.batch());
        stack.forward(inputs.batch(), new Matrix[] {inputs}, new Matrix[] {last});
        end.pull(last, ofLast);
        stack.backward(new Matrix[] {ofLast}, new Matrix[0], gradient);
    }

    @Override
    public void climb(Matrix inputs, Matrix states) {
        stack.value(inputs.batch(), new Matrix[] {inputs}, new Matrix[] {states});
    }

    @Override
    public long evaluations() {
        return layers;
    }
}
