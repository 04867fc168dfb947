package dev.tidepath.forecasting.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A measure of forecasts: a function of the ratio of two {@link ScoreSums}. Where it is not defined, as a relative error of
 * zeros, there is no number.
 *
 * <p>y is what was observed; absolute errors are those of the median, squared errors those of the mean, which are the
 * forecasts that minimise them. Points of several series and channels are pooled.
 */
public sealed interface Metric {

    /** Which values of a metric are good. */
    enum Direction {
        /** The lower the better. */
        LOWER,
        /** The nearer to the level of the interval the better. */
        NEAR_LEVEL,
        /** Neither: narrow intervals are good only as far as they cover what they should. */
        NEITHER
    }

    /**
     * The metric's name in files and options.
     *
     * @return such as {@code mae} or {@code coverage-80}
     */
    String key();

    /**
     * The metric's name in tables.
     *
     * @return such as {@code MAE} or {@code cover 80 %}
     */
    String title();

    /**
     * Which values are good.
     *
     * @return the direction
     */
    Direction direction();

    /**
     * The upper sum.
     *
     * @param sums over some points
     * @return the ratio's numerator
     */
    double numerator(ScoreSums sums);

    /**
     * The lower sum, which depends on what was observed and not on the forecasts.
     *
     * @param sums over some points
     * @return the ratio's denominator; zero where the metric is not defined
     */
    double denominator(ScoreSums sums);

    /**
     * Makes the metric of the ratio; increasing.
     *
     * @param ratio numerator over denominator
     * @return the metric
     */
    double value(double ratio);

    /**
     * The metric over some points.
     *
     * @param sums over the points
     * @return a finite number, or empty if it is not defined
     */
    default OptionalDouble of(ScoreSums sums) {
        double denominator = denominator(sums);
        double value = denominator > 0 ? value(numerator(sums) / denominator) : Double.NaN;
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * All metrics, those of intervals for each level.
     *
     * @param levels shares the intervals should cover, in percent
     * @return in the order of tables
     */
    static List<Metric> all(double... levels) {
        List<Metric> all = new ArrayList<>(List.of(Pooled.values()));
        for (double level : levels) {
            for (OfInterval.Kind kind : OfInterval.Kind.values()) {
                all.add(new OfInterval(kind, level));
            }
        }
        return all;
    }

    /**
     * Looks a metric up.
     *
     * @param key its name
     * @param levels shares the intervals should cover, in percent
     * @return the metric, or empty if there is none of that name
     */
    static Optional<Metric> named(String key, double... levels) {
        return all(levels).stream().filter(m -> m.key().equals(key)).findFirst();
    }

    /** Metrics of point forecasts and of whole distributions. */
    enum Pooled implements Metric {
        /** Mean absolute error, Σ|y − median|/n. */
        MAE("MAE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.absolute();
            }
        },
        /** Root mean square error, √(Σ(y − mean)²/n). */
        RMSE("RMSE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.square();
            }

            @Override
            public double value(double ratio) {
                return Math.sqrt(ratio);
            }
        },
        /**
         * Mean absolute scaled error (Hyndman and Koehler 2006, doi:10.1016/j.ijforecast.2006.03.001): each absolute error
         * over its series' {@link NaiveScale}. Points without a scale do not count.
         */
        MASE("MASE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.scaledAbsolute();
            }

            @Override
            public double denominator(ScoreSums sums) {
                return sums.scaledCount();
            }
        },
        /**
         * Root mean square scaled error (Makridakis et al. 2022, doi:10.1016/j.ijforecast.2021.11.013), pooled before the
         * root. Points without a scale do not count.
         */
        RMSSE("RMSSE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.scaledSquare();
            }

            @Override
            public double denominator(ScoreSums sums) {
                return sums.scaledCount();
            }

            @Override
            public double value(double ratio) {
                return Math.sqrt(ratio);
            }
        },
        /** Symmetric mean absolute percentage error, 200 Σ|y − median|/(|y| + |median|)/n; zero forecast as zero adds nothing. */
        SMAPE("sMAPE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.relative();
            }

            @Override
            public double value(double ratio) {
                return 200 * ratio;
            }
        },
        /** Weighted absolute percentage error, 100 Σ|y − median|/Σ|y|; not defined where all is zero. */
        WMAPE("wMAPE") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.absolute();
            }

            @Override
            public double denominator(ScoreSums sums) {
                return sums.actual();
            }

            @Override
            public double value(double ratio) {
                return 100 * ratio;
            }
        },
        /** Mean {@linkplain Crps continuous ranked probability score}. */
        CRPS("CRPS") {
            @Override
            public double numerator(ScoreSums sums) {
                return sums.crps();
            }
        },
        /** Weighted quantile loss, 2 Σ Σ ρ(y − quantile)/(9 Σ|y|) over the nine deciles; not defined where all is zero. */
        WQL("WQL") {
            @Override
            public double numerator(ScoreSums sums) {
                return 2 * sums.pinball() / ScoredPoint.DECILES;
            }

            @Override
            public double denominator(ScoreSums sums) {
                return sums.actual();
            }
        };

        private final String title;

        Pooled(String title) {
            this.title = title;
        }

        @Override
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public Direction direction() {
            return Direction.LOWER;
        }

        @Override
        public double denominator(ScoreSums sums) {
            return sums.count();
        }

        @Override
        public double value(double ratio) {
            return ratio;
        }
    }

    /**
     * A metric of central prediction intervals.
     *
     * @param kind what of them
     * @param level the share they should cover, in percent
     */
    record OfInterval(Kind kind, double level) implements Metric {

        /** What is measured of intervals. */
        public enum Kind {
            /** The share of points inside, in percent. */
            COVERAGE("cover"),
            /** Mean distance of the ends, in the user's unit. */
            WIDTH("width"),
            /**
             * Mean scaled interval score (Gneiting and Raftery 2007, doi:10.1198/016214506000001437; scaled as in the M4
             * competition): width plus 2/(1 − level) times the distance of a point outside, over the {@link NaiveScale}.
             */
            MSIS("MSIS");

            private final String title;

            Kind(String title) {
                this.title = title;
            }
        }

        @Override
        public String key() {
            return kind.name().toLowerCase(Locale.ROOT) + "-" + levelText();
        }

        @Override
        public String title() {
            return kind.title + " " + levelText() + " %";
        }

        private String levelText() {
            return BigDecimal.valueOf(level).stripTrailingZeros().toPlainString();
        }

        @Override
        public Direction direction() {
            return switch (kind) {
                case COVERAGE -> Direction.NEAR_LEVEL;
                case WIDTH -> Direction.NEITHER;
                case MSIS -> Direction.LOWER;
            };
        }

        @Override
        public double numerator(ScoreSums sums) {
            return switch (kind) {
                case COVERAGE -> 100 * sums.covered(level);
                case WIDTH -> sums.width(level);
                case MSIS -> sums.scaledInterval(level);
            };
        }

        @Override
        public double denominator(ScoreSums sums) {
            return kind == Kind.MSIS ? sums.scaledCount() : sums.count();
        }

        @Override
        public double value(double ratio) {
            return ratio;
        }
    }
}
