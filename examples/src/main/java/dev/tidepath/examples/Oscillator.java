package dev.tidepath.examples;

/**
 * A damped oscillator, {@code y(t) = A e^(−d t) cos(2π f t + φ)}.
 *
 * @param amplitude A
 * @param decay d, per unit of time
 * @param frequency f, cycles per unit of time
 * @param phase φ, in radians
 */
record Oscillator(double amplitude, double decay, double frequency, double phase) {

    double at(double t) {
        return amplitude * StrictMath.exp(-decay * t) * StrictMath.cos(2 * StrictMath.PI * frequency * t + phase);
    }

    double[] at(double[] times) {
        double[] values = new double[times.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = at(times[i]);
        }
        return values;
    }
}
