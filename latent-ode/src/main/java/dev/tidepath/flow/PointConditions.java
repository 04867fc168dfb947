package dev.tidepath.flow;

import dev.tidepath.ode.Context;
import dev.tidepath.tensor.Matrix;

/** What a field reads of each point of a chunk besides the point: its conditions and below them the noise of an estimator. */
final class PointConditions {

    private final Matrix conditions;
    private final Matrix noise;
    private final Context context;

    PointConditions(int conditions, int noise, int size) {
        this.conditions = Matrix.zeros(conditions, size);
        this.noise = Matrix.zeros(noise, size);
        context = Context.of(above(this.conditions, this.noise));
    }

    /** One matrix over the rows of two, of as many points; the first may be without rows. */
    static Matrix above(Matrix first, Matrix second) {
        double[][] rows = new double[first.features() + second.features()][];
        System.arraycopy(first.rows(), 0, rows, 0, first.features());
        System.arraycopy(second.rows(), 0, rows, first.features(), second.features());
        return Matrix.ofRows(rows, second.batch());
    }

    void fill(Batches.Source source, int iteration, int chunk) {
        if (conditions.features() > 0) {
            source.conditions(iteration, chunk, conditions);
        }
    }

    /** Overwritten by the caller. */
    Matrix noise() {
        return noise;
    }

    /** Over both; changes with them. */
    Context context() {
        return context;
    }
}
