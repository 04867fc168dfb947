package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How traces of a field's Jacobian {@code J = ∂f/∂z} are recorded: {@code tr J}, the divergence, and {@code tr JᵀJ}, the squared
 * Frobenius norm. Both are sums over Jacobian–vector products {@code J v} in the same directions v, which are recorded as
 * operations and so can be differentiated again.
 */
public enum Trace {

    /** {@code Σᵢ eᵢᵀ J eᵢ} and {@code Σᵢ |J eᵢ|²}: one product a dimension. */
    EXACT {
        @Override
        Products of(Graph g, Var z, Var rate, @Nullable Var noise) {
            List<Var> diagonal = new ArrayList<>();
            List<Var> columns = new ArrayList<>();
            for (int i = 0; i < z.rows(); i++) {
                double[] unit = new double[z.rows()];
                unit[i] = 1;
                Var column = pushed(g, z, rate, g.constant(unit));
                columns.add(column);
                diagonal.add(g.slice(column, i, i + 1));
            }
            return new Products(g, g.concat(diagonal), columns);
        }
    },

    /**
     * {@code εᵀ J ε} and {@code |J ε|²} with independent signs ε, one product whatever the dimension: unbiased, as E εεᵀ is the
     * identity (Hutchinson 1990, doi:10.1080/03610919008812866). The noise of a sample is the same during a solve, so that the
     * solver sees a smooth field.
     */
    HUTCHINSON {
        @Override
        Products of(Graph g, Var z, Var rate, @Nullable Var noise) {
            if (noise == null) {
                throw new IllegalArgumentException("Hutchinson's estimator needs noise");
            }
            Var pushed = pushed(g, z, rate, noise);
            return new Products(g, g.multiply(noise, pushed), List.of(pushed));
        }
    };

    /**
     * Jacobian–vector products of a field.
     *
     * @param g graph
     * @param diagonal batched, {@code vᵢᵀ J vᵢ} in parts
     * @param pushed batched, each as tall as the field: the products
     */
    record Products(Graph g, Var diagonal, List<Var> pushed) {

        /** The trace of J, batched, one row. */
        Var divergence() {
            return g.sumRows(diagonal);
        }

        /** The trace of JᵀJ, batched, one row. */
        Var squaredNorm() {
            Var all = g.concat(pushed);
            return g.sumRows(g.multiply(all, all));
        }
    }

    private static Var pushed(Graph g, Var z, Var rate, Var direction) {
        return g.jvp(Map.of(z, direction), List.of(rate)).get(0);
    }

    /**
     * Records the products.
     *
     * @param g graph
     * @param z batched, the state
     * @param rate batched, the field's value there
     * @param noise batched, as many rows; only read by an estimator
     */
    abstract Products of(Graph g, Var z, Var rate, @Nullable Var noise);

    /**
     * Rows of noise that a field's context has to hold.
     *
     * @param dimension rows of the state
     * @return zero for the exact trace, as many as the state for an estimator
     */
    public int noiseSize(int dimension) {
        return this == EXACT ? 0 : dimension;
    }

    /**
     * Signs for Hutchinson's estimator.
     *
     * @param key random key
     * @param into dimension × samples; every sign is a function of key, sample and dimension
     */
    public static void signs(RandomKey key, Matrix into) {
        for (int i = 0; i < into.features(); i++) {
            RandomKey own = key.derive(i);
            for (int b = 0; b < into.batch(); b++) {
                into.set(i, b, own.bits(b) < 0 ? -1 : 1);
            }
        }
    }
}
