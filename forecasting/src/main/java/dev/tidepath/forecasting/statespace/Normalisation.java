package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Arrays;

/**
 * How values become numbers of ordinary size: {@code (T(y) − centre)/scale}.
 *
 * @param transform the map T
 * @param centre mean of the transformed values
 * @param scale their standard deviation, positive
 */
public record Normalisation(ValueTransform transform, double centre, double scale) {

    /** A value of greater error than this tells nothing beside others of size one, and its square stays a number. */
    private static final double MOST_VARIANCE = 1e40;

    /**
     * Checks the scale.
     *
     * @param transform see the component
     * @param centre see the component
     * @param scale see the component
     * @throws IllegalArgumentException if the scale is not positive
     */
    public Normalisation {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("a scale is positive: " + scale);
        }
    }

    /** Learns centre and scale of one or more values; those that do not differ have the scale that is given. */
    static Normalisation of(ValueTransform transform, double[] values, double otherwise) {
        double[] t = Arrays.stream(values).map(transform::apply).toArray();
        double largest = Arrays.stream(t).map(Math::abs).max().orElse(0);
        double unit = Math.scalb(1.0, Math.max(Double.MIN_EXPONENT + 60, Math.getExponent(largest)));
        double mean = 0;
        for (double v : t) {
            mean += v / unit / t.length;
        }
        double squares = 0;
        for (double v : t) {
            squares += (v / unit - mean) * (v / unit - mean) / t.length;
        }
        double deviation = Math.sqrt(squares);
        boolean differ = deviation > 1e-13 * Math.abs(mean);
        double scale = differ ? Math.max(Double.MIN_VALUE, unit * deviation) : otherwise;
        return new Normalisation(transform, unit * mean, scale);
    }

    double apply(double value) {
        double t = transform.apply(value);
        double away = t - centre;
        return Double.isFinite(away) ? away / scale : t / scale - centre / scale;
    }

    /** The variance of a value's error after the map, as far as it is less than {@value #MOST_VARIANCE}. */
    double variance(double value, double error) {
        double after = transform.error(value, error) / scale;
        return Math.min(MOST_VARIANCE, after * after);
    }

    /** Sum of the logarithms of the slopes at values: what a density of all of them gains by the map. */
    double logSlopes(double[] values) {
        double sum = -values.length * StrictMath.log(scale);
        for (double v : values) {
            sum += transform.logSlope(v);
        }
        return sum;
    }
}
