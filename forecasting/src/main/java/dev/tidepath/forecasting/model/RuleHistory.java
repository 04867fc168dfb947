package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.RowScale;
import java.util.Arrays;
import java.util.List;

/**
 * One channel as a {@link Rule} reads it: times since an origin, values in units of a scale. It grows at its end; scale and
 * median gap are those it started with.
 */
final class RuleHistory {

    private final Times origin;
    private final double scale;
    private final RowScale rowScale;
    private final List<Double> periods;
    private final double medianGap;
    private final int covariateCount;

    private double[] times;
    private double[] values;
    private double[][] covariates;
    private int size;

    /** Mean over time of the values before each one, of which the later neighbours are known, and their weight. */
    private double[] means;

    private double[] weights;

    /**
     * Times to say values for.
     *
     * @param times since the origin
     * @param covariates one row a time
     */
    record Targets(double[] times, double[][] covariates) {

        int size() {
            return times.length;
        }
    }

    /**
     * Starts with some observations.
     *
     * @param readings what was observed
     * @param scale unit of the values
     * @param periods periods of the rule
     */
    RuleHistory(RuleReadings readings, double scale, List<Double> periods) {
        this.origin = readings.origin();
        this.scale = scale;
        this.periods = periods;
        int n = readings.size();
        covariateCount = readings.covariates();
        rowScale = readings.rowScale(n);
        medianGap = readings.medianGap(n);
        times = new double[n];
        values = new double[n];
        covariates = new double[n][];
        means = new double[n];
        weights = new double[n];
        for (int i = 0; i < n; i++) {
            add(readings.time(i), readings.value(i), readings.row(i));
        }
    }

    /** The last observations of a channel, as many as a rule looks at. */
    static RuleHistory of(Rule rule, Channel channel, KnownCovariates known, double scale, List<Double> periods) {
        RuleReadings readings = new RuleReadings(channel, known, Math.max(0, channel.size() - rule.memory()));
        return new RuleHistory(readings, scale, periods);
    }

    /** Adds an observation in the user's unit after the last one. */
    void add(double time, double value, double[] row) {
        if (size == times.length) {
            int room = 2 * size + 16;
            times = Arrays.copyOf(times, room);
            values = Arrays.copyOf(values, room);
            covariates = Arrays.copyOf(covariates, room);
            means = Arrays.copyOf(means, room);
            weights = Arrays.copyOf(weights, room);
        }
        times[size] = time;
        values[size] = value / scale;
        covariates[size] = rowScale.apply(row);
        if (size > 0) {
            double w = (time - times[Math.max(0, size - 2)]) / 2;
            weights[size] = weights[size - 1] + w;
            means[size] = means[size - 1] + w / weights[size] * (values[size - 1] - means[size - 1]);
        }
        size++;
    }

    int size() {
        return size;
    }

    double time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    double[] covariates(int i) {
        return covariates[i];
    }

    int covariateCount() {
        return covariateCount;
    }

    List<Double> periods() {
        return periods;
    }

    /** The median distance of neighbours, zero if there are none. */
    double medianGap() {
        return medianGap;
    }

    /** Times of a horizon. */
    Targets at(Times ahead, KnownCovariates known) {
        double[] since = new double[ahead.size()];
        Arrays.setAll(since, i -> ahead.since(i, origin, 0));
        return new Targets(since, rowScale.apply(known.at(ahead)));
    }

    /** Some of the observations' own times. */
    Targets at(int[] indices) {
        return new Targets(
                Arrays.stream(indices).mapToDouble(i -> times[i]).toArray(),
                Arrays.stream(indices).mapToObj(i -> covariates[i]).toArray(double[][]::new));
    }

    /**
     * A place on the straight line between two observations.
     *
     * @param before index of the first
     * @param after index of the second
     * @param share of the second, from 0 to 1
     */
    record Place(int before, int after, double share) {

        static Place at(int index) {
            return new Place(index, index, 0);
        }
    }

    /** A time's place among the first observations: at one within a tolerance, else between two, held at the ends. */
    Place near(double time, int known, double tolerance) {
        int found = Arrays.binarySearch(times, 0, known, time);
        if (found >= 0) {
            return Place.at(found);
        }
        int after = -found - 1;
        if (after == 0 || after == known) {
            return Place.at(Math.max(0, after - 1));
        }
        double toBefore = time - times[after - 1];
        double toAfter = times[after] - time;
        if (Math.min(toBefore, toAfter) <= tolerance) {
            return Place.at(toBefore <= toAfter ? after - 1 : after);
        }
        return new Place(after - 1, after, toBefore / (toBefore + toAfter));
    }

    /** The value at a place. */
    double value(Place place) {
        return (1 - place.share()) * values[place.before()] + place.share() * values[place.after()];
    }

    /** The mean over time of the first observations, each of which stands for half of the gaps to its neighbours. */
    double mean(int known) {
        int last = known - 1;
        if (last == 0) {
            return values[0];
        }
        double w = (times[last] - times[last - 1]) / 2;
        return means[last] + w / (weights[last] + w) * (values[last] - means[last]);
    }

    /** What each observation weighs in the mean over time of all. */
    double[] meanWeights() {
        int last = size - 1;
        double[] shares = new double[size];
        for (int i = 0; i < size; i++) {
            double stretch = times[Math.min(last, i + 1)] - times[Math.max(0, i - 1)];
            shares[i] = last == 0 ? 1 : stretch / (2 * (times[last] - times[0]));
        }
        return shares;
    }
}
