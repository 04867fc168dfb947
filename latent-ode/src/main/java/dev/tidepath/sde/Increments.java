package dev.tidepath.sde;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;

/** What Brownian paths do during a step: ΔW and I/h, features × batch. A workspace of one thread. */
final class Increments {

    private final BrownianPaths paths;
    private final double[] scratch = new double[2];
    private final Matrix increment;
    private final Matrix mean;
    private Matrix value;
    private Matrix integral;
    private Matrix nextValue;
    private Matrix nextIntegral;

    Increments(BrownianPaths paths) {
        this.paths = paths;
        increment = newMatrix();
        mean = newMatrix();
        value = newMatrix();
        integral = newMatrix();
        nextValue = newMatrix();
        nextIntegral = newMatrix();
    }

    private Matrix newMatrix() {
        return Matrix.zeros(paths.features(), paths.batch());
    }

    /** Goes to some times. */
    void start(double[] t) {
        paths.at(t, value, integral, scratch);
    }

    /** Goes on to other times, in either direction; {@code h} leads there. */
    void advance(double[] to, double[] h) {
        paths.at(to, nextValue, nextIntegral, scratch);
        difference(value, integral, nextValue, nextIntegral, h);
        swap();
    }

    /** Goes back to earlier times; the increments are those of the step {@code h} from there. */
    void retreat(double[] to, double[] h) {
        paths.at(to, nextValue, nextIntegral, scratch);
        difference(nextValue, nextIntegral, value, integral, h);
        swap();
    }

    private void difference(Matrix w0, Matrix i0, Matrix w1, Matrix i1, double[] h) {
        for (int f = 0; f < paths.features(); f++) {
            StageKernels.subtract(w1.row(f), w0.row(f), increment.row(f), increment.lanes());
            double[] before = w0.row(f);
            double[] from = i0.row(f);
            double[] to = i1.row(f);
            double[] out = mean.row(f);
            for (int b = 0; b < paths.batch(); b++) {
                out[b] = h[b] == 0 ? 0 : (to[b] - from[b]) / h[b] - before[b];
            }
        }
    }

    private void swap() {
        Matrix w = value;
        Matrix i = integral;
        value = nextValue;
        integral = nextIntegral;
        nextValue = w;
        nextIntegral = i;
    }

    /** ΔW. */
    Matrix increment() {
        return increment;
    }

    /** {@code (1/h) ∫ (W_s − W_t) ds}. */
    Matrix mean() {
        return mean;
    }

    int features() {
        return paths.features();
    }
}
