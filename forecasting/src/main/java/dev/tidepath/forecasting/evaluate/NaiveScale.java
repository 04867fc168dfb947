package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What errors are scaled by in MASE, RMSSE and MSIS: the in-sample error of the seasonal naive forecast, on irregular
 * times.
 *
 * <p>With the channel's median gap g and the lag m, which is the season or, without one, g (never less than g), each
 * observation y(t) is compared with the last one until t − m + g/2; observations with none so early are left out. The half
 * gap of leeway makes this the observation m/g steps back on a regular grid, so that the scale is that of Hyndman and
 * Koehler (2006, doi:10.1016/j.ijforecast.2006.03.001), and the same month a year back where months differ in length.
 *
 * @param meanAbsolute mean absolute error, positive; divides in MASE and MSIS
 * @param rootMeanSquare root mean square error, positive; divides in RMSSE
 */
public record NaiveScale(double meanAbsolute, double rootMeanSquare) {

    /**
     * Checks that it can divide.
     *
     * @param meanAbsolute see the component
     * @param rootMeanSquare see the component
     * @throws IllegalArgumentException if one is not positive and finite
     */
    public NaiveScale {
        if (!isScale(meanAbsolute) || !isScale(rootMeanSquare)) {
            throw new IllegalArgumentException("a scale is positive: " + meanAbsolute + ", " + rootMeanSquare);
        }
    }

    private static boolean isScale(double x) {
        return x > 0 && Double.isFinite(x);
    }

    /**
     * Learns the scale of a channel.
     *
     * @param history what was observed until a cut-off
     * @param season length of a season, in seconds on a calendar axis, else in the axis's own unit
     * @return the scale; empty where nothing was observed a lag before anything else, or all the errors are zero
     */
    public static Optional<NaiveScale> learn(Channel history, OptionalDouble season) {
        if (history.size() < 2) {
            return Optional.empty();
        }
        Times times = history.times();
        double gap = times.medianGap();
        double least = Math.max(season.orElse(gap), gap) - gap / 2;
        double absolute = 0;
        double square = 0;
        int count = 0;
        int before = 0;
        for (int i = 1; i < times.size(); i++) {
            while (times.since(i, times, before + 1) >= least) {
                before++;
            }
            if (times.since(i, times, before) >= least) {
                double error = history.value(i) - history.value(before);
                absolute += Math.abs(error);
                square += error * error;
                count++;
            }
        }
        double mean = absolute / count;
        double root = Math.sqrt(square / count);
        return isScale(mean) && isScale(root) ? Optional.of(new NaiveScale(mean, root)) : Optional.empty();
    }
}
