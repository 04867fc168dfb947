package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;

/** Layer by layer, every layer kept for the way back. */
final class LayeredRun extends TransformerRun {

    private final int layers;
    private final DifferentiableMap.Pass stack;
    private final Matrix end;
    private final Matrix ofEnd;

    LayeredRun(TransformerShape shape, TransformerMaps maps, double[] weights, int capacity) {
        super(shape, maps, weights, capacity);
        layers = shape.layers();
        stack = maps.stack().newPass(weights);
        end = Matrix.zeros(shape.stateSize(), capacity);
        ofEnd = Matrix.zeros(shape.stateSize(), capacity);
    }

    @Override
    void differentiate(
            int iteration,
            Encoded windows,
            Matrix bars,
            Matrix losses,
            DifferentiableMap.Pass head,
            double[] gradient) {
        end.resize(windows.batch());
        ofEnd.resize(windows.batch());
        stack.forward(windows.batch(), new Matrix[] {windows.inputs()}, new Matrix[] {end});
        head.valueAndPullback(
                windows.batch(),
                new Matrix[] {end, windows.targets()},
                new Matrix[] {bars},
                new Matrix[] {losses},
                new Matrix[] {ofEnd},
                gradient);
        stack.backward(new Matrix[] {ofEnd}, new Matrix[0], gradient);
    }

    @Override
    void climb(Encoded windows, Matrix states) {
        stack.value(windows.batch(), new Matrix[] {windows.inputs()}, new Matrix[] {states});
    }

    @Override
    long evaluations() {
        return layers;
    }
}
