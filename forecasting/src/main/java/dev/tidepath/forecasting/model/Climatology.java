package dev.tidepath.forecasting.model;

import java.util.Arrays;
import java.util.List;

/**
 * The mean of a history plus, for each period in turn, the mean deviation at a phase: over observations whose phase is
 * near, by a triangular kernel of half width {@value #WIDTH} of the period, or of a typical gap where that is more.
 */
final class Climatology {

    static final double WIDTH = 0.04;
    private static final double LEAST_CYCLES = 1.5;

    private final RuleHistory history;
    private final int known;
    private final double period;
    private final double width;
    private final int bins;

    /** The deviations at the phases of one period. */
    private Climatology(RuleHistory history, int known, double period) {
        this.history = history;
        this.known = known;
        this.period = period;
        width = Math.min(0.5, Math.max(WIDTH, 0.6 * history.medianGap() / period));
        bins = (int) Math.ceil(4 / width);
    }

    private static List<Climatology> seen(RuleHistory h, int known) {
        double span = h.time(known - 1) - h.time(0);
        return h.periods().stream()
                .filter(period -> span >= LEAST_CYCLES * period)
                .map(period -> new Climatology(h, known, period))
                .toList();
    }

    static double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
        double mean = h.mean(known);
        double[] rest = new double[known];
        Arrays.setAll(rest, i -> h.value(i) - mean);
        double[] predicted = new double[at.size()];
        Arrays.fill(predicted, mean);
        for (Climatology cycle : seen(h, known)) {
            double[] curve = cycle.curve(rest);
            for (int i = 0; i < predicted.length; i++) {
                predicted[i] += cycle.read(curve, at.times()[i]);
            }
            for (int i = 0; i < known; i++) {
                rest[i] -= cycle.read(curve, h.time(i));
            }
        }
        return predicted;
    }

    /** What each observation weighs in the first value: the steps of {@link #predict} backwards, each transposed. */
    static double[] weights(RuleHistory h, RuleHistory.Targets at) {
        double[] ofRest = new double[h.size()];
        List<Climatology> seen = seen(h, h.size());
        for (int k = seen.size() - 1; k >= 0; k--) {
            Climatology cycle = seen.get(k);
            double[] ofCurve = new double[cycle.bins];
            cycle.unread(ofCurve, at.times()[0], 1);
            for (int i = 0; i < ofRest.length; i++) {
                cycle.unread(ofCurve, h.time(i), -ofRest[i]);
            }
            cycle.addWeights(ofCurve, ofRest);
        }
        double ofMean = 1 - Arrays.stream(ofRest).sum();
        double[] weights = h.meanWeights();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = ofRest[i] + ofMean * weights[i];
        }
        return weights;
    }

    private double phase(double time) {
        double turns = time / period;
        return turns - Math.floor(turns);
    }

    /** Sees what an observation weighs at a phase that is near. */
    private interface Near {

        void see(int observation, int bin, double weight);
    }

    private void forEach(Near near) {
        int reach = (int) Math.floor(width * bins);
        for (int i = 0; i < known; i++) {
            double at = phase(history.time(i)) * bins;
            int centre = (int) Math.floor(at);
            for (int b = centre - reach; b <= centre + reach + 1; b++) {
                double w = 1 - Math.abs(at - b) / (width * bins);
                if (w > 0) {
                    near.see(i, Math.floorMod(b, bins), w);
                }
            }
        }
    }

    /** Kernel means at equally spaced phases; zero where no observation is near. */
    private double[] curve(double[] rest) {
        double[] sums = new double[bins];
        double[] weights = new double[bins];
        forEach((i, bin, w) -> {
            sums[bin] += w * rest[i];
            weights[bin] += w;
        });
        double[] curve = new double[bins];
        Arrays.setAll(curve, b -> weights[b] > 0 ? sums[b] / weights[b] : 0);
        return curve;
    }

    /** The transpose of {@link #curve}. */
    private void addWeights(double[] ofCurve, double[] ofRest) {
        double[] weights = new double[bins];
        forEach((i, bin, w) -> weights[bin] += w);
        forEach((i, bin, w) -> ofRest[i] += w / weights[bin] * ofCurve[bin]);
    }

    private double read(double[] curve, double time) {
        double at = phase(time) * bins;
        int below = Math.min(bins - 1, (int) at);
        double share = at - below;
        return (1 - share) * curve[below] + share * curve[(below + 1) % bins];
    }

    /** The transpose of {@link #read}. */
    private void unread(double[] ofCurve, double time, double weight) {
        double at = phase(time) * bins;
        int below = Math.min(bins - 1, (int) at);
        double share = at - below;
        ofCurve[below] += (1 - share) * weight;
        ofCurve[(below + 1) % bins] += share * weight;
    }
}
