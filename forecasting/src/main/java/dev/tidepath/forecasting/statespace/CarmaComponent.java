package dev.tidepath.forecasting.statespace;

import java.util.Arrays;

/**
 * A stationary CARMA(p, q) process, {@code a(D) x = dW, y = b(D) x} (Brockwell 2001, doi:10.1016/S0169-7161(01)19011-5),
 * in derivatives of x scaled by powers of {@code ω = a₀^(1/p)}, so that all elements are of one size.
 *
 * <p>F and Q of a short step come from their Taylor series; doubling, {@code Q(2h) = Q(h) + F(h) Q(h) F(h)ᵀ}, carries them
 * to the gap. So Q is positive semidefinite, exact for small gaps, and repeated roots need no care.
 */
final class CarmaComponent implements Component {

    private static final int TERMS = 14;
    private static final double SHORT = 0.25;
    private static final int MOST_DOUBLINGS = 64;

    private final int p;
    private final double rate;
    private final double[] ar;
    private final double[] loading;
    private final double[] stationary;
    private final double input;
    private final double norm;

    /**
     * Creates the component.
     *
     * @param a coefficients a₀ … a_{p−1} of a Hurwitz polynomial whose leading coefficient is one
     * @param b coefficients b₀ … b_q, q below p
     * @param variance stationary variance of y
     */
    CarmaComponent(double[] a, double[] b, double variance) {
        p = a.length;
        rate = p == 1 ? a[0] : StrictMath.pow(a[0], 1.0 / p);
        ar = new double[p];
        loading = new double[p];
        double scale = 1;
        for (int k = p - 1; k >= 0; k--) {
            scale *= rate;
            ar[k] = a[k] / scale;
        }
        scale = 1;
        double largest = 1;
        for (int k = 0; k < p; k++) {
            loading[k] = k < b.length ? b[k] * scale : 0;
            scale *= rate;
            largest = Math.max(largest, ar[k]);
        }
        norm = largest;
        double[] unit = stationaryOfUnitInput(ar);
        input = variance / quadratic(unit, loading);
        stationary = unit;
        for (int i = 0; i < stationary.length; i++) {
            stationary[i] *= input;
        }
    }

    /** The solution P of {@code C P + P Cᵀ + e eᵀ = 0} for a companion matrix C. */
    private static double[] stationaryOfUnitInput(double[] a) {
        return switch (a.length) {
            case 1 -> new double[] {1 / (2 * a[0])};
            case 2 -> new double[] {1 / (2 * a[0] * a[1]), 0, 0, 1 / (2 * a[1])};
            default -> {
                double d = 1 / (2 * (a[1] * a[2] - a[0]));
                yield new double[] {d * a[2] / a[0], 0, -d, 0, d, 0, -d, 0, d * a[1]};
            }
        };
    }

    private static double quadratic(double[] matrix, double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                sum += x[i] * matrix[i * x.length + j] * x[j];
            }
        }
        return sum;
    }

    @Override
    public int blocks() {
        return 1;
    }

    @Override
    public int blockSize() {
        return p;
    }

    @Override
    public double[] loading() {
        return loading.clone();
    }

    @Override
    public double[] start() {
        return stationary.clone();
    }

    @Override
    public int diffuse() {
        return 0;
    }

    @Override
    public void discretise(double gap, Transition into, int firstBlock) {
        double[] f = into.f[firstBlock];
        double[] q = into.q[firstBlock];
        double time = rate * gap;
        if (p == 1) {
            f[0] = StrictMath.exp(-time);
            q[0] = -stationary[0] * StrictMath.expm1(-2 * time);
            return;
        }
        int doublings = Math.max(0, Math.getExponent(time * norm / SHORT) + 1);
        if (doublings > MOST_DOUBLINGS) {
            Arrays.fill(f, 0.0);
            System.arraycopy(stationary, 0, q, 0, q.length);
            return;
        }
        series(Math.scalb(time, -doublings), f, q);
        double[] product = new double[p * p];
        double[] turned = new double[p * p];
        for (int k = 0; k < doublings; k++) {
            multiply(f, q, false, product);
            multiply(product, f, true, turned);
            for (int i = 0; i < q.length; i++) {
                q[i] += turned[i];
            }
            multiply(f, f, false, product);
            System.arraycopy(product, 0, f, 0, f.length);
        }
    }

    /** {@code F = Σ Cᵐhᵐ/m!} and {@code Q = Σ Mₘ hᵐ⁺¹/(m+1)!} with {@code M₀ = e eᵀ, Mₘ₊₁ = C Mₘ + Mₘ Cᵀ}. */
    private void series(double h, double[] f, double[] q) {
        double[] term = new double[p * p];
        double[] noise = new double[p * p];
        double[] next = new double[p * p];
        Arrays.fill(f, 0.0);
        Arrays.fill(q, 0.0);
        for (int i = 0; i < p; i++) {
            term[i * p + i] = 1;
        }
        noise[p * p - 1] = input * h;
        for (int m = 1; m <= TERMS; m++) {
            for (int i = 0; i < f.length; i++) {
                f[i] += term[i];
                q[i] += noise[i];
            }
            companionTimes(term, h / m, next);
            System.arraycopy(next, 0, term, 0, term.length);
            companionTimes(noise, h / (m + 1), next);
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    noise[i * p + j] = next[i * p + j] + next[j * p + i];
                }
            }
        }
    }

    /** {@code s C X} for the companion matrix C. */
    private void companionTimes(double[] x, double s, double[] into) {
        for (int j = 0; j < p; j++) {
            double last = 0;
            for (int i = 0; i < p; i++) {
                last -= ar[i] * x[i * p + j];
                if (i > 0) {
                    into[(i - 1) * p + j] = s * x[i * p + j];
                }
            }
            into[(p - 1) * p + j] = s * last;
        }
    }

    private void multiply(double[] x, double[] y, boolean transposed, double[] into) {
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                double sum = 0;
                for (int k = 0; k < p; k++) {
                    sum += x[i * p + k] * (transposed ? y[j * p + k] : y[k * p + j]);
                }
                into[i * p + j] = sum;
            }
        }
    }
}
