package dev.tidepath.forecasting.statespace;

import java.util.Arrays;

/** What a filter runs over: values in model units at increasing model times, some perhaps not observed. */
final class Observations {

    /** Gaps that differ by less than this share of a unit are taken as one. */
    private static final double GRAIN = 0x1p-44;

    /** Nothing, for a filter whose observations come one by one. */
    static final Observations NONE = new Observations(new double[0], new double[0], new double[0], new double[0][]);

    private final double[] times;
    private final double[] values;
    private final double[] variances;
    private final double[][] regressors;
    private final double[] gaps;
    private final int[] gapOf;
    private final int observed;

    /**
     * Takes arrays over; they are not to be written to any more.
     *
     * @param times increasing
     * @param values one a time, NaN where nothing was observed
     * @param variances variance of each value's measurement error, or none at all
     * @param regressors one row a time
     */
    Observations(double[] times, double[] values, double[] variances, double[][] regressors) {
        this.times = times;
        this.values = values;
        this.variances = variances;
        this.regressors = regressors;
        double[] rounded = new double[times.length];
        for (int i = 1; i < times.length; i++) {
            rounded[i] = rounded(times[i] - times[i - 1]);
        }
        gaps = Arrays.stream(rounded, Math.min(1, times.length), times.length)
                .sorted()
                .distinct()
                .toArray();
        gapOf = new int[times.length];
        Arrays.setAll(gapOf, i -> i == 0 ? 0 : Arrays.binarySearch(gaps, rounded[i]));
        observed = (int) Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    }

    /** A gap in whole grains, as far as it has that many digits. */
    static double rounded(double gap) {
        double grains = Math.rint(gap / GRAIN);
        return grains > 0x1p20 && grains < 0x1p52 ? grains * GRAIN : gap;
    }

    int size() {
        return times.length;
    }

    /** How many values were observed. */
    int observed() {
        return observed;
    }

    double time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    boolean hasErrors() {
        return variances.length > 0;
    }

    double variance(int i) {
        return variances.length > 0 ? variances[i] : 0;
    }

    /** One row of regressors; not to be written to. */
    double[] regressors(int i) {
        return regressors[i];
    }

    int regressorCount() {
        return regressors.length == 0 ? 0 : regressors[0].length;
    }

    int distinctGaps() {
        return gaps.length;
    }

    /** The number among the distinct gaps of the gap before a time that is not the first. */
    int gapNumber(int i) {
        return gapOf[i];
    }

    double gap(int number) {
        return gaps[number];
    }

    double span() {
        return times[times.length - 1] - times[0];
    }

    /** The last ones. */
    Observations last(int count) {
        int from = Math.max(0, times.length - count);
        return from == 0
                ? this
                : new Observations(
                        Arrays.copyOfRange(times, from, times.length),
                        Arrays.copyOfRange(values, from, times.length),
                        variances.length == 0 ? variances : Arrays.copyOfRange(variances, from, times.length),
                        Arrays.copyOfRange(regressors, from, times.length));
    }
}
