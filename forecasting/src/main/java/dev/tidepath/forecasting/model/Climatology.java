package dev.tidepath.forecasting.model;

import java.util.Arrays;

/**
 * The mean of a history plus, for each period in turn, the mean deviation at a phase: over observations whose phase is
 * near, by a triangular kernel of half width {@value #WIDTH} of the period, or of a typical gap where that is more.
 */
final class Climatology {

    static final double WIDTH = 0.04;

    private Climatology() {}

    static double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
        double mean = h.mean(known);
        double[] rest = new double[known];
        Arrays.setAll(rest, i -> h.value(i) - mean);
        double[] predicted = new double[at.size()];
        Arrays.fill(predicted, mean);
        double span = h.time(known - 1) - h.time(0);
        for (double period : h.periods()) {
            if (span >= 1.5 * period) {
                double width = Math.min(0.5, Math.max(WIDTH, 0.6 * h.medianGap() / period));
                int bins = (int) Math.ceil(4 / width);
                double[] curve = curve(h, rest, period, width, bins);
                for (int i = 0; i < predicted.length; i++) {
                    predicted[i] += read(curve, phase(at.times()[i], period));
                }
                for (int i = 0; i < known; i++) {
                    rest[i] -= read(curve, phase(h.time(i), period));
                }
            }
        }
        return predicted;
    }

    private static double phase(double time, double period) {
        double turns = time / period;
        return turns - Math.floor(turns);
    }

    /** Kernel means at equally spaced phases; zero where no observation is near. */
    private static double[] curve(RuleHistory h, double[] rest, double period, double width, int bins) {
        double[] sums = new double[bins];
        double[] weights = new double[bins];
        int reach = (int) Math.floor(width * bins);
        for (int i = 0; i < rest.length; i++) {
            double at = phase(h.time(i), period) * bins;
            int centre = (int) Math.floor(at);
            for (int b = centre - reach; b <= centre + reach + 1; b++) {
                double w = 1 - Math.abs(at - b) / (width * bins);
                if (w > 0) {
                    sums[Math.floorMod(b, bins)] += w * rest[i];
                    weights[Math.floorMod(b, bins)] += w;
                }
            }
        }
        double[] curve = new double[bins];
        Arrays.setAll(curve, b -> weights[b] > 0 ? sums[b] / weights[b] : 0);
        return curve;
    }

    private static double read(double[] curve, double phase) {
        double at = phase * curve.length;
        int below = Math.min(curve.length - 1, (int) at);
        double share = at - below;
        return (1 - share) * curve[below] + share * curve[(below + 1) % curve.length];
    }
}
