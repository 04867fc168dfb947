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
    },
    /** The line through the first and the last value. */
    DRIFT("drift") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            double last = h.value(known - 1);
            double slope = known > 1 ? (last - h.value(0)) / (h.time(known - 1) - h.time(0)) : 0;
            return each(at, t -> last + slope * (t - h.time(known - 1)));
        }
    },
    /**
     * The value whole periods earlier, as few as lead back to the origin or before: an observation less than a quarter of
     * a typical gap away, else interpolated; the last value where the history does not reach as far.
     */
    SEASONAL_NAIVE("seasonal-naive") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            double origin = h.time(known - 1);
            double last = h.value(known - 1);
            double tolerance = h.medianGap() / 4;
            return each(at, t -> {
                for (double period : h.periods()) {
                    double earlier = t - period * Math.max(1, Math.ceil((t - origin) / period - 1e-9));
                    if (earlier >= h.time(0) - tolerance) {
                        return h.near(Math.min(earlier, origin), known, tolerance);
                    }
                }
                return last;
            });
        }
    },
    /** The mean of the history and the mean deviations at a phase of each period. */
    CLIMATOLOGY("climatology") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return Climatology.predict(h, known, at);
        }
    },
    /** The mean over time: each value weighs as much as the time it stands for. */
    MEAN("mean") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return filled(at.size(), h.mean(known));
        }
    },
    /** A regression on a line, harmonics and known-future covariates. */
    FOURIER("fourier") {
        @Override
        double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
            return FourierRegression.predict(h, known, at);
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
