package dev.tidepath.benchmarks;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.NeuralField;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/** The network of a problem as a field program with its parameter vector. */
final class MlpField {

    private final Parameters layout = new Parameters();
    private final Mlp mlp;
    private final FieldProgram program;
    private final double[] values;

    MlpField(MlpWeights weights) {
        int dim = weights.dim();
        mlp = Mlp.in(layout, "field", new int[] {dim, weights.hidden(), dim}, 1);
        program = new FieldProgram(layout, layout.blocks(), dim, 0, (g, t, y, context) -> mlp.apply(g, y));
        values = new double[layout.size()];
        put(first(), weights.w1(), weights.b1());
        put(second(), weights.w2(), weights.b2());
    }

    private Linear first() {
        return mlp.layers().get(0);
    }

    private Linear second() {
        return mlp.layers().get(1);
    }

    /** The file has out × in, a layer in × out. */
    private void put(Linear layer, double[][] weight, double[] bias) {
        int in = layer.weight().rows();
        int out = layer.weight().columns();
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                values[layer.weight().offset() + i * out + j] = weight[j][i];
            }
        }
        System.arraycopy(bias, 0, values, layer.bias().offset(), out);
    }

    /** A field for one thread and at most so many samples. */
    NeuralField bind(int capacity) {
        return program.bind(values, capacity);
    }

    int parameterCount() {
        return values.length;
    }

    /** W1, b1, W2, b2 with weights as out × in, then the initial states sample by sample: the order of other programs. */
    double[] flat(double[] parameters, Matrix initialState) {
        double[] flat = new double[values.length + initialState.features() * initialState.batch()];
        int at = 0;
        for (Linear layer : List.of(first(), second())) {
            int in = layer.weight().rows();
            int out = layer.weight().columns();
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) {
                    flat[at++] = parameters[layer.weight().offset() + i * out + j];
                }
            }
            System.arraycopy(parameters, layer.bias().offset(), flat, at, out);
            at += out;
        }
        for (int b = 0; b < initialState.batch(); b++) {
            for (int f = 0; f < initialState.features(); f++) {
                flat[at++] = initialState.get(f, b);
            }
        }
        return flat;
    }
}
