package dev.tidepath.forecasting.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Simple ways to say how a channel goes on, all on physical time. */
public enum Rule {
    /** The last value. */
    LAST_VALUE("last-value") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return filled(at.size(), h.value(known - 1));
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            double[] weights = new double[h.size()];
            weights[h.size() - 1] = 1;
            return weights;
        }
    },
    /** The line through the first and the last value. */
    DRIFT("drift") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            double last = h.value(known - 1);
            double slope = known > 1 ? (last - h.value(0)) / (h.time(known - 1) - h.time(0)) : 0;
            return each(at, t -> last + slope * (t - h.time(known - 1)));
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            int last = h.size() - 1;
            double[] weights = LAST_VALUE.weights(h, at);
            if (last > 0) {
                double lead = (at.times()[0] - h.time(last)) / (h.time(last) - h.time(0));
                weights[last] += lead;
                weights[0] -= lead;
            }
            return weights;
        }
    },
    /**
     * The value whole periods earlier, as few as lead back to the origin or before: an observation less than a quarter of
     * a typical gap away, else interpolated; the last value where the history does not reach as far.
     */
    SEASONAL_NAIVE("seasonal-naive") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return each(at, t -> h.value(earlier(h, known, t)));
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            double[] weights = new double[h.size()];
            RuleHistory.Place place = earlier(h, h.size(), at.times()[0]);
            weights[place.before()] += 1 - place.share();
            weights[place.after()] += place.share();
            return weights;
        }

        private static RuleHistory.Place earlier(RuleHistory h, int known, double time) {
            double origin = h.time(known - 1);
            double tolerance = h.medianGap() / 4;
            for (double period : h.periods()) {
                double earlier = time - period * Math.max(1, Math.ceil((time - origin) / period - 1e-9));
                if (earlier >= h.time(0) - tolerance) {
                    return h.near(Math.min(earlier, origin), known, tolerance);
                }
            }
            return RuleHistory.Place.at(known - 1);
        }
    },
    /** The mean of the history and the mean deviations at a phase of each period. */
    CLIMATOLOGY("climatology") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return Climatology.predict(h, known, at);
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            return Climatology.weights(h, at);
        }
    },
    /** The mean over time: each value weighs as much as the time it stands for. */
    MEAN("mean") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return filled(at.size(), h.mean(known));
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            return h.meanWeights();
        }
    },
    /** A regression on a line, harmonics and known-future covariates. */
    FOURIER("fourier") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return FourierRegression.predict(h, known, at);
        }

        @Override
        double[] weights(RuleHistory h, RuleHistory.Targets at) {
            return FourierRegression.weights(h, at);
        }

        @Override
        int origins() {
            return 12;
        }

        @Override
        int memory() {
            return 5_000;
        }
    };

    private static final int ORIGINS = 120;

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /**
     * The name.
     *
     * @return such as {@code last-value}
     */
    public String text() {
        return text;
    }

    /** Values at later times, from the first observations of a history. */
    abstract double[] predict(RuleHistory history, int known, RuleHistory.Targets at);

    /** What each observation weighs in the value at the first of some later times, which is linear in them. */
    abstract double[] weights(RuleHistory history, RuleHistory.Targets at);

    /** From how many earlier times the rule is tried to learn its errors. */
    int origins() {
        return ORIGINS;
    }

    /** How many last observations it looks at. */
    int memory() {
        return 20_000;
    }

    /** Whether periods make a difference. */
    boolean isPeriodic() {
        return List.of(SEASONAL_NAIVE, CLIMATOLOGY, FOURIER).contains(this);
    }

    private static double[] filled(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] each(RuleHistory.Targets at, DoubleUnaryOperator f) {
        return Arrays.stream(at.times()).map(f).toArray();
    }
}
