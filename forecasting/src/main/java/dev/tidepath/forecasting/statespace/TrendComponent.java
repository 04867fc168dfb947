package dev.tidepath.forecasting.statespace;

/**
 * A level with or without a slope: {@code dL = B dt + σ_L dW, dB = −λ B dt + σ_B dV}. With {@code x = λΔ} and
 * {@code g(x) = (1 − e⁻ˣ)/x}:
 *
 * <pre>
 * F = [1  Δ g(x); 0  e⁻ˣ]
 * Q = [σ_L² Δ + σ_B² Δ³ h(x)   σ_B² Δ² g(x)²/2;  ·   σ_B² Δ g(2x)]
 * h(x) = (x − 2(1 − e⁻ˣ) + (1 − e⁻²ˣ)/2)/x³
 * </pre>
 *
 * @param level variance σ_L² a unit of time
 * @param hasSlope whether there is a slope
 * @param slope variance σ_B² a unit of time
 * @param damping rate λ, zero for a slope that does not return
 */
record TrendComponent(double level, boolean hasSlope, double slope, double damping) implements Component {

    /** Below this argument h is summed as a series, whose terms alternate and fall from the first on. */
    private static final double SERIES = 0.5;

    private static final int TERMS = 22;

    @Override
    public int blocks() {
        return 1;
    }

    @Override
    public int blockSize() {
        return hasSlope ? 2 : 1;
    }

    @Override
    public double[] loading() {
        return hasSlope ? new double[] {1, 0} : new double[] {1};
    }

    @Override
    public double[] start() {
        return new double[blockSize() * blockSize()];
    }

    @Override
    public int diffuse() {
        return blockSize();
    }

    @Override
    public void discretise(double gap, Transition into, int firstBlock) {
        double[] f = into.f[firstBlock];
        double[] q = into.q[firstBlock];
        f[0] = 1;
        q[0] = level * gap;
        if (hasSlope) {
            double x = damping * gap;
            double g = g(x);
            f[1] = gap * g;
            f[2] = 0;
            f[3] = StrictMath.exp(-x);
            q[0] += slope * gap * gap * gap * h(x);
            q[1] = slope * gap * gap * g * g / 2;
            q[2] = q[1];
            q[3] = slope * gap * g(2 * x);
        }
    }

    private static double g(double x) {
        return x < 1e-300 ? 1 : -StrictMath.expm1(-x) / x;
    }

    static double h(double x) {
        if (x > SERIES) {
            return (x + 2 * StrictMath.expm1(-x) - StrictMath.expm1(-2 * x) / 2) / (x * x * x);
        }
        // Σ_{k ≥ 3} (−1)ᵏ (2 − 2ᵏ⁻¹) xᵏ⁻³ / k!
        double sum = 0;
        double power = 1.0 / 6;
        double two = 4;
        for (int k = 3; k < 3 + TERMS; k++) {
            sum += (k % 2 == 0 ? 2 - two : two - 2) * power;
            power *= x / (k + 1);
            two *= 2;
        }
        return sum;
    }
}
