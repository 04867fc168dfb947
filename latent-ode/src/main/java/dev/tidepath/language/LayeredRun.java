package dev.tidepath.language;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;

/** Layer by layer, every layer kept for the way back. */
final class LayeredRun extends TransformerRun {

    private final int layers;
    private final DifferentiableMap.Pass stack;
    private final DifferentiableMap.Pass whole;

    LayeredRun(TransformerShape shape, TransformerMaps maps, double[] weights, int capacity) {
        super(shape, maps, weights, capacity);
        layers = shape.layers();
        stack = maps.stack().newPass(weights);
        whole = maps.whole().newPass(weights);
    }

    @Override
    void differentiate(
            int iteration,
            Encoded windows,
            Matrix bars,
            Matrix losses,
            DifferentiableMap.Pass head,
            double[] gradient) {
        whole.valueAndPullback(
                windows.batch(),
                new Matrix[] {windows.inputs(), windows.targets()},
                new Matrix[] {bars},
                new Matrix[] {losses},
                new Matrix[0],
                gradient);
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
