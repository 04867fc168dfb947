package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;

/**
 * A nonlinear oscillator with everything a field can depend on:
 *
 * <pre>
 * x' = v
 * v' = −p₀ x − p₁ x² v + p₂ sin(p₃ t) + c₀ cos x + c₁ v t
 * </pre>
 */
public final class DrivenOscillator implements DifferentiableField {

    /** Parameters, to be changed by tests. */
    public final double[] p = {1.3, 0.4, 0.7, 1.9};

    @Override
    public int parameterCount() {
        return p.length;
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        for (int b = 0; b < y.batch(); b++) {
            double x = y.get(0, b);
            double v = y.get(1, b);
            dydt.set(0, b, v);
            dydt.set(
                    1,
                    b,
                    -p[0] * x
                            - p[1] * x * x * v
                            + p[2] * StrictMath.sin(p[3] * t[b])
                            + context(c, 0, b) * StrictMath.cos(x)
                            + context(c, 1, b) * v * t[b]);
        }
    }

    private static double context(Context c, int i, int b) {
        return c.isNone() ? 0.1 : c.features().get(i, b);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        for (int b = 0; b < y.batch(); b++) {
            double x = y.get(0, b);
            double v = y.get(1, b);
            double a0 = a.get(0, b);
            double a1 = a.get(1, b);
            if (into.state() != null) {
                into.state().row(0)[b] += a1 * dvdx(x, v, context(c, 0, b));
                into.state().row(1)[b] += a0 + a1 * (-p[1] * x * x + context(c, 1, b) * t[b]);
            }
            if (into.time() != null) {
                into.time()[b] += a1 * dvdt(t[b], v, context(c, 1, b));
            }
            if (into.parameters() != null) {
                into.parameters()[0] -= a1 * x;
                into.parameters()[1] -= a1 * x * x * v;
                into.parameters()[2] += a1 * StrictMath.sin(p[3] * t[b]);
                into.parameters()[3] += a1 * p[2] * t[b] * StrictMath.cos(p[3] * t[b]);
            }
            if (into.context() != null) {
                into.context().row(0)[b] += a1 * StrictMath.cos(x);
                into.context().row(1)[b] += a1 * v * t[b];
            }
        }
    }

    private double dvdx(double x, double v, double c0) {
        return -p[0] - 2 * p[1] * x * v - c0 * StrictMath.sin(x);
    }

    private double dvdt(double t, double v, double c1) {
        return p[2] * p[3] * StrictMath.cos(p[3] * t) + c1 * v;
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent w, Matrix out) {
        for (int b = 0; b < y.batch(); b++) {
            double x = y.get(0, b);
            double v = y.get(1, b);
            double first = 0;
            double second = 0;
            if (w.state() != null) {
                first = w.state().get(1, b);
                second = w.state().get(0, b) * dvdx(x, v, context(c, 0, b))
                        + w.state().get(1, b) * (-p[1] * x * x + context(c, 1, b) * t[b]);
            }
            if (w.time() != null) {
                second += w.time()[b] * dvdt(t[b], v, context(c, 1, b));
            }
            if (w.parameters() != null) {
                double[] q = w.parameters();
                second += -q[0] * x - q[1] * x * x * v + q[2] * StrictMath.sin(p[3] * t[b]);
                second += q[3] * p[2] * t[b] * StrictMath.cos(p[3] * t[b]);
            }
            if (w.context() != null) {
                second +=
                        w.context().get(0, b) * StrictMath.cos(x) + w.context().get(1, b) * v * t[b];
            }
            out.set(0, b, first);
            out.set(1, b, second);
        }
    }
}
