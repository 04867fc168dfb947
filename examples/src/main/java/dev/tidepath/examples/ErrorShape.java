package dev.tidepath.examples;

import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.random.RandomKey;
import java.util.Locale;

/** Series whose next values are known but for an error of a known shape. */
enum ErrorShape {
    /**
     * A walk of exponential steps less their mean, so that the error of the last value k steps ahead is a gamma variable of shape k less
     * k: skewed by {@code 2/√k}, less and less as steps add up.
     */
    SKEWED(Model.LAST_VALUE) {
        @Override
        double[] values(int count, RandomKey key) {
            double[] values = new double[count];
            for (int i = 1; i < count; i++) {
                values[i] = values[i - 1] - StrictMath.log(key.uniform(i)) - 1;
            }
            return values;
        }

        /** {@code 1 − exp(−x) Σ xⁱ/i!} with i below the shape. */
        @Override
        double probability(int steps, double error) {
            double x = error + steps;
            if (x <= 0) {
                return 0;
            }
            double term = StrictMath.exp(-x);
            double above = term;
            for (int i = 1; i < steps; i++) {
                term *= x / i;
                above += term;
            }
            return 1 - above;
        }
    },
    /** Either of two levels, each time anew, and normal noise: the error of the mean has two modes. */
    TWO_MODES(Model.MEAN) {
        private static final double SPREAD = 0.3;

        @Override
        double[] values(int count, RandomKey key) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                double mode = key.derive("mode").bits(i) < 0 ? -1 : 1;
                values[i] = mode + SPREAD * key.gaussian(i);
            }
            return values;
        }

        @Override
        double probability(int steps, double error) {
            return 0.5 * (normal((error + 1) / SPREAD) + normal((error - 1) / SPREAD));
        }
    },
    /** Normal noise, of which there is nothing to learn. */
    NORMAL(Model.MEAN) {
        @Override
        double[] values(int count, RandomKey key) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = key.gaussian(i);
            }
            return values;
        }

        @Override
        double probability(int steps, double error) {
            return normal(error);
        }
    };

    private static final double FARTHEST = 100;
    private static final int HALVINGS = 50;

    private final Model model;

    ErrorShape(Model model) {
        this.model = model;
    }

    private static double normal(double z) {
        return StandardNormal.probability(z);
    }

    /** The model that forecasts the middle of these series as well as can be. */
    Model model() {
        return model;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A series at times one apart. */
    abstract double[] values(int count, RandomKey key);

    /** The probability of a smaller error so many steps ahead. */
    abstract double probability(int steps, double error);

    /** Where the error counts from. */
    double origin(double last) {
        return model == Model.LAST_VALUE ? last : 0;
    }

    /** What can be known of the next values: their distributions, one step after another. */
    Predictive truth(double last) {
        return new Predictive() {
            @Override
            public double mean(int channel, int time) {
                return origin(last);
            }

            @Override
            public double quantile(int channel, int time, double probability) {
                double below = -FARTHEST;
                double above = FARTHEST;
                for (int i = 0; i < HALVINGS; i++) {
                    double half = (below + above) / 2;
                    if (ErrorShape.this.probability(time + 1, half) < probability) {
                        below = half;
                    } else {
                        above = half;
                    }
                }
                return origin(last) + (below + above) / 2;
            }

            @Override
            public int pathCount() {
                return 1;
            }

            @Override
            public double sample(int channel, int time, int path) {
                return quantile(channel, time, 0.5);
            }
        };
    }
}
