package dev.tidepath.examples;

/** A regression of one series on a constant and harmonics of one frequency. */
final class FourierRegression {

    private static final double TINY = 1e-10;
    private static final double SLOWEST = 1;
    private static final double FASTEST = 3;
    private static final double STEP = 0.005;

    private final double frequency;
    private final int harmonics;
    private final LinearFit fit;

    private FourierRegression(double[] times, double[] values, double frequency, int harmonics, double ridge) {
        this.frequency = frequency;
        this.harmonics = harmonics;
        double[][] rows = new double[times.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = features(times[i]);
        }
        this.fit = LinearFit.of(rows, values, ridge);
    }

    /** A sine of the frequency, between 1 and 3 cycles, that fits best: as much as is known of the oscillators. */
    static FourierRegression ofBestFrequency(double[] times, double[] values) {
        FourierRegression best = new FourierRegression(times, values, SLOWEST, 1, TINY);
        int steps = (int) Math.round((FASTEST - SLOWEST) / STEP);
        for (int i = 1; i <= steps; i++) {
            FourierRegression next = new FourierRegression(times, values, SLOWEST + i * STEP, 1, TINY);
            if (next.fit.sumOfSquares() < best.fit.sumOfSquares()) {
                best = next;
            }
        }
        return best;
    }

    /** The first harmonics of the observed span, from 0 to 1. */
    static FourierRegression ofHarmonics(double[] times, double[] values, int harmonics, double ridge) {
        return new FourierRegression(times, values, 1, harmonics, ridge);
    }

    double frequency() {
        return frequency;
    }

    double[] at(double[] times) {
        double[] predicted = new double[times.length];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = fit.at(features(times[i]));
        }
        return predicted;
    }

    private double[] features(double t) {
        double[] row = new double[1 + 2 * harmonics];
        row[0] = 1;
        for (int k = 1; k <= harmonics; k++) {
            double angle = 2 * StrictMath.PI * k * frequency * t;
            row[2 * k - 1] = StrictMath.sin(angle);
            row[2 * k] = StrictMath.cos(angle);
        }
        return row;
    }
}
