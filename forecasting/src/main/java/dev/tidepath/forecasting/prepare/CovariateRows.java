package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.List;

/**
 * Known-future covariates of a series at any times, interpolated linearly between what is known and held before the first
 * and after the last of it; a covariate of which nothing is known is zero. They are centred and scaled by their mean and
 * deviation over given times, so that their coefficients are comparable; one that does not change there is zero.
 */
public final class CovariateRows {

    private final List<Channel> covariates;
    private final double[] means;
    private final double[] deviations;

    /**
     * Learns centre and scale.
     *
     * @param series a series, of which the channels of role {@link Role#KNOWN} count
     * @param over the times that tell centre and scale, such as those of a target's observations
     */
    public CovariateRows(TimeSeries series, Times over) {
        covariates = series.channels().stream()
                .filter(c -> c.spec().role() == Role.KNOWN)
                .toList();
        means = new double[covariates.size()];
        deviations = new double[covariates.size()];
        for (int c = 0; c < means.length; c++) {
            double count = 0;
            double squares = 0;
            for (int i = 0; i < over.size(); i++) {
                double x = at(covariates.get(c), over, i);
                double before = x - means[c];
                means[c] += before / ++count;
                squares += before * (x - means[c]);
            }
            deviations[c] = Math.sqrt(squares / Math.max(1, count));
        }
    }

    /**
     * How many covariates there are.
     *
     * @return zero or more
     */
    public int count() {
        return means.length;
    }

    /**
     * The covariates at times.
     *
     * @param times any times on the series' axis
     * @return one row a time
     */
    public double[][] at(Times times) {
        double[][] rows = new double[times.size()][means.length];
        for (int c = 0; c < means.length; c++) {
            for (int i = 0; i < rows.length; i++) {
                double away = at(covariates.get(c), times, i) - means[c];
                rows[i][c] = deviations[c] > 0 ? away / deviations[c] : 0;
            }
        }
        return rows;
    }

    private static double at(Channel channel, Times times, int i) {
        int after = channel.countUntil(times, i);
        if (channel.size() == 0) {
            return 0;
        }
        if (after == 0 || after == channel.size()) {
            return channel.value(Math.max(0, after - 1));
        }
        double share =
                times.since(i, channel.times(), after - 1) / channel.times().since(after, channel.times(), after - 1);
        return (1 - share) * channel.value(after - 1) + share * channel.value(after);
    }
}
