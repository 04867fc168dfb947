package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.CovariateRows;
import java.util.Arrays;
import java.util.List;

/** One channel as a {@link Rule} reads it: times since its first observation, values in units of a scale. */
final class RuleHistory {

    private final Channel channel;
    private final double[] times;
    private final double[] values;
    private final double[][] covariates;
    private final CovariateRows rows;
    private final List<Double> periods;
    private final double medianGap;

    /**
     * Times to say values for.
     *
     * @param times since the first observation
     * @param covariates one row a time
     */
    record Targets(double[] times, double[][] covariates) {

        int size() {
            return times.length;
        }
    }

    /** Reads as many last observations of a channel as a rule looks at. */
    RuleHistory(Rule rule, TimeSeries series, Channel all, double scale, List<Double> periods) {
        channel = all.slice(Math.max(0, all.size() - rule.memory()), all.size());
        times = new double[channel.size()];
        Arrays.setAll(times, i -> channel.times().since(i, channel.times(), 0));
        values = Arrays.stream(channel.values()).map(v -> v / scale).toArray();
        rows = new CovariateRows(series, channel.times());
        covariates = rows.at(channel.times());
        this.periods = periods;
        medianGap = channel.times().medianGap();
    }

    int size() {
        return times.length;
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
        return rows.count();
    }

    List<Double> periods() {
        return periods;
    }

    /** The median distance of neighbours, zero if there are none. */
    double medianGap() {
        return medianGap;
    }

    /** Times of a horizon. */
    Targets at(Times ahead) {
        double[] since = new double[ahead.size()];
        Arrays.setAll(since, i -> ahead.since(i, channel.times(), 0));
        return new Targets(since, rows.at(ahead));
    }

    /** Some of the observations' own times. */
    Targets at(int[] indices) {
        return new Targets(
                Arrays.stream(indices).mapToDouble(i -> times[i]).toArray(),
                Arrays.stream(indices).mapToObj(i -> covariates[i]).toArray(double[][]::new));
    }

    /** The value at a time among the first observations: of one within a tolerance, else interpolated, held at the ends. */
    double near(double time, int known, double tolerance) {
        int found = Arrays.binarySearch(times, 0, known, time);
        if (found >= 0) {
            return values[found];
        }
        int after = -found - 1;
        if (after == 0 || after == known) {
            return values[Math.max(0, after - 1)];
        }
        double toBefore = time - times[after - 1];
        double toAfter = times[after] - time;
        if (Math.min(toBefore, toAfter) <= tolerance) {
            return toBefore <= toAfter ? values[after - 1] : values[after];
        }
        double share = toBefore / (toBefore + toAfter);
        return (1 - share) * values[after - 1] + share * values[after];
    }

    /** The time an observation among the first ones stands for: half of the gaps to its neighbours. */
    double weight(int i, int known) {
        double from = times[Math.max(0, i - 1)];
        double to = times[Math.min(known - 1, i + 1)];
        return known == 1 ? 1 : (to - from) / 2;
    }

    /** The mean over time of the first observations. */
    double mean(int known) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < known; i++) {
            double w = weight(i, known);
            weights += w;
            sum += w / weights * (values[i] - sum);
        }
        return sum;
    }
}
