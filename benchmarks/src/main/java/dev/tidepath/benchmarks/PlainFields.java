package dev.tidepath.benchmarks;

import dev.tidepath.ode.VectorField;
import java.util.Map;

/** Fields that are formulas, written as a user would write them: one loop over the samples. */
final class PlainFields {

    /** Lotka–Volterra with a = 1.5, b = 1, c = 3, d = 1. */
    static final VectorField LOTKA_VOLTERRA = (t, y, c, dydt) -> {
        double[] prey = y.row(0);
        double[] predators = y.row(1);
        double[] dPrey = dydt.row(0);
        double[] dPredators = dydt.row(1);
        for (int b = 0; b < y.batch(); b++) {
            dPrey[b] = 1.5 * prey[b] - prey[b] * predators[b];
            dPredators[b] = prey[b] * predators[b] - 3.0 * predators[b];
        }
    };

    /** Van der Pol with μ = 5. */
    static final VectorField VAN_DER_POL = (t, y, c, dydt) -> {
        double[] x = y.row(0);
        double[] v = y.row(1);
        double[] dx = dydt.row(0);
        double[] dv = dydt.row(1);
        for (int b = 0; b < y.batch(); b++) {
            dx[b] = v[b];
            dv[b] = 5.0 * (1.0 - x[b] * x[b]) * v[b] - x[b];
        }
    };

    /** Lorenz with σ = 10, ρ = 28, β = 8/3. */
    static final VectorField LORENZ = (t, y, c, dydt) -> {
        double[] x = y.row(0);
        double[] u = y.row(1);
        double[] z = y.row(2);
        double[] dx = dydt.row(0);
        double[] du = dydt.row(1);
        double[] dz = dydt.row(2);
        for (int b = 0; b < y.batch(); b++) {
            dx[b] = 10.0 * (u[b] - x[b]);
            du[b] = x[b] * (28.0 - z[b]) - u[b];
            dz[b] = x[b] * u[b] - (8.0 / 3.0) * z[b];
        }
    };

    private static final Map<String, VectorField> BY_NAME =
            Map.of("lotka", LOTKA_VOLTERRA, "vdp", VAN_DER_POL, "lorenz", LORENZ);

    private PlainFields() {}

    /** The field of a problem without weights. */
    static VectorField of(String problem) {
        VectorField field = BY_NAME.get(problem);
        if (field == null) {
            throw new IllegalArgumentException("no formula is called " + problem);
        }
        return field;
    }
}
