package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.tensor.Matrix;
import org.junit.jupiter.api.Test;

/** The tests' field itself: its two products agree with each other and with differences. */
class DrivenOscillatorTest {

    private static final double[] T = new double[16];
    private final DrivenOscillator field = new DrivenOscillator();
    private final Matrix y = Matrix.ofSamples(new double[] {0.4, -0.7}, new double[] {1.2, 0.3});
    private final Context c = Context.of(Matrix.ofSamples(new double[] {0.3, -0.2}, new double[] {-0.6, 0.9}));

    @Test
    void productsAgree() {
        T[0] = 0.7;
        T[1] = 1.9;
        Matrix a = Matrix.ofSamples(new double[] {0.9, -0.4}, new double[] {-1.3, 0.8});
        Matrix v = Matrix.ofSamples(new double[] {0.2, 0.5}, new double[] {0.7, -0.1});
        Matrix vc = Matrix.ofSamples(new double[] {0.6, -0.8}, new double[] {0.4, 0.3});
        double[] vt = new double[16];
        vt[0] = 0.35;
        vt[1] = -0.45;
        double[] vp = {0.1, -0.2, 0.3, 0.4};
        Matrix tangent = Matrix.zeros(2, 2);
        field.jvp(T, y, c, new FieldTangent(v, vt, vp, vc), tangent);
        FieldGradient g = new FieldGradient(Matrix.zeros(2, 2), new double[16], new double[4], Matrix.zeros(2, 2));
        field.vjp(T, y, c, a, g);
        double left = dot(a, tangent);
        double right = dot(g.state(), v) + dot(g.context(), vc);
        for (int i = 0; i < 4; i++) {
            right += g.parameters()[i] * vp[i];
        }
        right += g.time()[0] * vt[0] + g.time()[1] * vt[1];
        assertEquals(left, right, 1e-14);
        assertEquals(left, (shifted(1e-5, v, vt, vp, vc, a) - shifted(-1e-5, v, vt, vp, vc, a)) / 2e-5, 1e-9);
    }

    private double shifted(double e, Matrix v, double[] vt, double[] vp, Matrix vc, Matrix a) {
        DrivenOscillator moved = new DrivenOscillator();
        for (int i = 0; i < 4; i++) {
            moved.p[i] += e * vp[i];
        }
        double[] t = T.clone();
        t[0] += e * vt[0];
        t[1] += e * vt[1];
        Matrix out = Matrix.zeros(2, 2);
        moved.eval(t, sum(y, e, v), Context.of(sum(c.features(), e, vc)), out);
        return dot(a, out);
    }

    private static Matrix sum(Matrix x, double e, Matrix v) {
        Matrix sum = Matrix.zeros(x.features(), x.batch());
        for (int f = 0; f < x.features(); f++) {
            for (int b = 0; b < x.batch(); b++) {
                sum.set(f, b, x.get(f, b) + e * v.get(f, b));
            }
        }
        return sum;
    }

    private static double dot(Matrix x, Matrix z) {
        double sum = 0;
        for (int f = 0; f < x.features(); f++) {
            for (int b = 0; b < x.batch(); b++) {
                sum += x.get(f, b) * z.get(f, b);
            }
        }
        return sum;
    }
}
