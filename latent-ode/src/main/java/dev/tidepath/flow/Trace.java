package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the divergence of a field, the trace of its Jacobian {@code J = ∂f/∂z}, is recorded. */
public enum Trace {

    /** {@code Σᵢ eᵢᵀ J eᵢ}: one Jacobian–vector product a dimension, recorded as operations. */
    EXACT {
        @Override
        Var of(Graph g, Var z, Var rate, @Nullable Var noise) {
            List<Var> diagonal = new ArrayList<>();
            for (int i = 0; i < z.rows(); i++) {
                double[] unit = new double[z.rows()];
                unit[i] = 1;
                Var column = g.jvp(Map.of(z, g.constant(unit)), List.of(rate)).get(0);
                diagonal.add(g.slice(column, i, i + 1));
            }
            return g.sumRows(g.concat(diagonal));
        }
    },

    /**
     * {@code εᵀ J ε} with independent signs ε, one Jacobian–vector product whatever the dimension: unbiased, as E εεᵀ is the
     * identity (Hutchinson 1990, doi:10.1080/03610919008812866). The noise of a point is the same during a solve, so that the
     * solver sees a smooth field.
     */
    HUTCHINSON {
        @Override
        Var of(Graph g, Var z, Var rate, @Nullable Var noise) {
            if (noise == null) {
                throw new IllegalArgumentException("Hutchinson's estimator needs noise");
            }
            Var pushed = g.jvp(Map.of(z, noise), List.of(rate)).get(0);
            return g.sumRows(g.multiply(noise, pushed));
        }
    };

    /**
     * Records the divergence.
     *
     * @param g graph
     * @param z batched, the points
     * @param rate batched, the field's value there
     * @param noise batched, as many rows; only read by an estimator
     * @return batched, one row
     */
    abstract Var of(Graph g, Var z, Var rate, @Nullable Var noise);

    /**
     * Signs for Hutchinson's estimator.
     *
     * @param key random key
     * @param into dimension × points; every sign is a function of key, point and dimension
     */
    static void signs(RandomKey key, Matrix into) {
        for (int i = 0; i < into.features(); i++) {
            RandomKey own = key.derive(i);
            for (int b = 0; b < into.batch(); b++) {
                into.set(i, b, own.bits(b) < 0 ? -1 : 1);
            }
        }
    }
}
