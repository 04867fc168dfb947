package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * Per-sample data that a field may read besides time and state: static features, covariates. Column {@code b} belongs
 * to sample {@code b}.
 */
public final class Context {

    private static final Context NONE = new Context(Matrix.zeros(0, 0));

    private final Matrix features;

    private Context(Matrix features) {
        this.features = features;
    }

    /**
     * No context; fits every batch.
     *
     * @return the shared empty context
     */
    public static Context none() {
        return NONE;
    }

    /**
     * Wraps per-sample features.
     *
     * @param features context features × batch; kept, not copied
     * @return a context
     */
    public static Context of(Matrix features) {
        return features.features() == 0 ? NONE : new Context(features);
    }

    /**
     * Whether there is nothing to read.
     *
     * @return true for {@link #none()}
     */
    public boolean isNone() {
        return features.features() == 0;
    }

    /**
     * The features.
     *
     * @return context features × batch; 0 × 0 for {@link #none()}
     */
    public Matrix features() {
        return features;
    }

    /**
     * The context of some neighbouring samples.
     *
     * @param from first sample
     * @param to sample after the last
     * @return a copy, or {@link #none()}
     */
    public Context slice(int from, int to) {
        return isNone() ? this : new Context(features.slice(from, to));
    }

    /**
     * Checks that the context fits a batch.
     *
     * @param batch number of samples
     * @throws dev.tidepath.tensor.ShapeException if it holds another number of samples
     */
    public void requireBatch(int batch) {
        if (!isNone()) {
            Matrix.requireShape("context", features, features.features(), batch);
        }
    }
}
