package dev.tidepath.forecasting.statespace;

/**
 * Harmonics of a period: block j turns by {@code 2πjΔ/T}, and both of its elements gain a Wiener process. An isotropic
 * noise stays isotropic while it turns, so {@code Q = q Δ I} is exact. Amplitudes start as draws from a normal
 * distribution, so that few observations give small ones.
 *
 * @param period the period T
 * @param harmonics how many
 * @param noise variance q a unit of time
 * @param amplitude variance of the elements at the start
 */
record SeasonComponent(double period, int harmonics, double noise, double amplitude) implements Component {

    @Override
    public int blocks() {
        return harmonics;
    }

    @Override
    public int blockSize() {
        return 2;
    }

    @Override
    public double[] loading() {
        return new double[] {1, 0};
    }

    @Override
    public double[] start() {
        return new double[] {amplitude, 0, 0, amplitude};
    }

    @Override
    public int diffuse() {
        return 0;
    }

    @Override
    public void discretise(double gap, Transition into, int firstBlock) {
        double angle = 2 * StrictMath.PI * Math.IEEEremainder(gap / period, 1);
        double c1 = StrictMath.cos(angle);
        double s1 = StrictMath.sin(angle);
        double c = 1;
        double s = 0;
        for (int j = 0; j < harmonics; j++) {
            double next = c * c1 - s * s1;
            s = s * c1 + c * s1;
            c = next;
            double[] f = into.f[firstBlock + j];
            f[0] = c;
            f[1] = s;
            f[2] = -s;
            f[3] = c;
            double[] q = into.q[firstBlock + j];
            q[0] = noise * gap;
            q[3] = q[0];
        }
    }
}
