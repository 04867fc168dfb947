package dev.tidepath.benchmarks;

import dev.tidepath.latent.Observations;

/** Knows the curves and fits only the place of the start and the direction, by least squares. */
final class SpiralOracle {

    private static final double FIRST = 90;
    private static final double LAST = 210;
    private static final double COARSE = 0.5;
    private static final int HALVINGS = 60;
    private static final double GOLDEN = 0.6180339887498949;

    double[][][] predict(Spirals test) {
        double[][][] predicted = new double[test.series().size()][2][Spirals.AHEAD];
        for (int k = 0; k < predicted.length; k++) {
            Observations seen = test.series().get(k).observed();
            double forward = place(seen, true);
            double backward = place(seen, false);
            boolean clockwise = error(seen, true, forward) < error(seen, false, backward);
            double place = clockwise ? forward : backward;
            for (int c = 0; c < 2; c++) {
                for (int i = 0; i < Spirals.AHEAD; i++) {
                    predicted[k][c][i] = Spirals.point(clockwise, c, Spirals.STEP * (place + Spirals.SEEN + i));
                }
            }
        }
        return predicted;
    }

    /** The best place on a grid, then by golden sections about it. */
    private static double place(Observations seen, boolean clockwise) {
        double best = FIRST;
        for (double p = FIRST; p <= LAST; p += COARSE) {
            if (error(seen, clockwise, p) < error(seen, clockwise, best)) {
                best = p;
            }
        }
        double low = best - COARSE;
        double high = best + COARSE;
        for (int i = 0; i < HALVINGS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (error(seen, clockwise, left) < error(seen, clockwise, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return 0.5 * (low + high);
    }

    private static double error(Observations seen, boolean clockwise, double place) {
        double sum = 0;
        for (int i = 0; i < seen.size(); i++) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                double theta = seen.time(i) + Spirals.STEP * place;
                double error = seen.value(k) - Spirals.point(clockwise, seen.channel(k), theta);
                sum += error * error;
            }
        }
        return sum;
    }
}
