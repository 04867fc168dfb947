package dev.tidepath.forecasting.prepare;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * The {@link LombScargle} power of irregular samples at many equally spaced frequencies, in {@code O(n + m log m)} (Press
 * and Rybicki 1989, doi:10.1086/167197): samples are spread onto a regular grid by the weights of Lagrange interpolation,
 * and one Fourier transform gives the sums over values and over weights.
 */
public final class Periodogram {

    /** Grid points a sample is spread over. */
    private static final int SPREAD = 8;

    /** Frequencies within one over the span: more than one, so that no peak falls between two. */
    private static final int OVERSAMPLING = 4;

    private static final int MOST_FREQUENCIES = 1 << 18;

    private final double step;
    private final double[] power;
    private final int count;
    private final double width;

    /**
     * Computes the powers.
     *
     * @param times three or more increasing sample times
     * @param values as many values
     * @param fastest highest frequency, in cycles a unit of time; lowered where it would need too many frequencies
     */
    public Periodogram(double[] times, double[] values, double fastest) {
        count = times.length;
        double span = times[count - 1] - times[0];
        step = 1 / (OVERSAMPLING * span);
        int frequencies = (int) Math.min(MOST_FREQUENCIES, Math.floor(fastest / step * (1 + 1e-9)));
        power = new double[frequencies + 1];
        double mean = 0;
        double middle = 0;
        for (int i = 0; i < count; i++) {
            mean += values[i] / count;
            middle += times[i] / count;
        }
        double squares = 0;
        double moments = 0;
        for (int i = 0; i < count; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            moments += (times[i] - middle) * (times[i] - middle) / count;
        }
        width = frequencies * step * Math.sqrt(4 * StrictMath.PI * moments);
        if (squares > 0 && frequencies > 0) {
            fill(times, values, mean, squares);
        }
    }

    private void fill(double[] times, double[] values, double mean, double squares) {
        int size = Math.max(4 * SPREAD, Integer.highestOneBit(8 * power.length - 1) << 1);
        double[][] grid = new double[2][size];
        for (int i = 0; i < count; i++) {
            spread((times[i] - times[0]) * step * size, values[i] - mean, grid[0], grid[1]);
        }
        FastFourierTransformer.transformInPlace(grid, DftNormalization.STANDARD, TransformType.INVERSE);
        for (int k = 0; k < size; k++) {
            grid[0][k] *= size; // the inverse is normalised by the size
            grid[1][k] *= size;
        }
        for (int k = 1; k < power.length; k++) {
            double[] at = sums(grid, k);
            double[] twice = sums(grid, 2 * k);
            double r = Math.sqrt(twice[2] * twice[2] + twice[3] * twice[3]);
            double shift = StrictMath.atan2(twice[3], twice[2]) / 2;
            double cos = StrictMath.cos(shift);
            double sin = StrictMath.sin(shift);
            double c = at[0] * cos + at[1] * sin;
            double s = at[1] * cos - at[0] * sin;
            double cc = (count + r) / 2;
            double ss = (count - r) / 2;
            double explained = c * c / cc + (ss > 1e-6 * count ? s * s / ss : 0);
            power[k] = Math.min(1, explained / squares);
        }
    }

    /** Cosine and sine sums of values and of weights, out of the transform of values + i·weights. */
    private static double[] sums(double[][] grid, int k) {
        int mirror = (grid[0].length - k) % grid[0].length;
        double re = grid[0][k];
        double im = grid[1][k];
        double mirrorRe = grid[0][mirror];
        double mirrorIm = grid[1][mirror];
        return new double[] {(re + mirrorRe) / 2, (im - mirrorIm) / 2, (im + mirrorIm) / 2, (mirrorRe - re) / 2};
    }

    /** Adds a value, and one, to the points about a place, so that smooth functions keep their sums. */
    private static void spread(double place, double value, double[] values, double[] weights) {
        int size = values.length;
        int first = (int) Math.floor(place) - SPREAD / 2 + 1;
        for (int j = 0; j < SPREAD; j++) {
            double weight = 1;
            for (int m = 0; m < SPREAD; m++) {
                if (m != j) {
                    weight *= (place - first - m) / (j - m);
                }
            }
            int at = Math.floorMod(first + j, size);
            values[at] += weight * value;
            weights[at] += weight;
        }
    }

    /**
     * How many frequencies there are.
     *
     * @return zero included
     */
    public int size() {
        return power.length;
    }

    /**
     * One of the frequencies.
     *
     * @param k number from zero
     * @return cycles a unit of time
     */
    public double frequency(int k) {
        return k * step;
    }

    /**
     * The power at one of the frequencies.
     *
     * @param k number from zero
     * @return share of the variance explained, 0 to 1
     */
    public double power(int k) {
        return power[k];
    }

    /**
     * The distance of independent frequencies, one over the span.
     *
     * @return in numbers of frequencies
     */
    public int resolution() {
        return OVERSAMPLING;
    }

    /**
     * The probability that white noise shows a power as high at any of the frequencies (Baluev 2008,
     * doi:10.1111/j.1365-2966.2008.12689.x).
     *
     * @param share power, 0 to 1
     * @return 0 to 1
     */
    public double falseAlarm(double share) {
        double z = Math.max(0, Math.min(1, share));
        double rest = 1 - z;
        double single = StrictMath.pow(rest, (count - 3) / 2.0);
        double crossings = width * StrictMath.pow(rest, (count - 4) / 2.0) * Math.sqrt(Math.max(0, count - 1) * z / 2);
        return Math.max(0, Math.min(1, 1 - (1 - single) * StrictMath.exp(-crossings)));
    }
}
