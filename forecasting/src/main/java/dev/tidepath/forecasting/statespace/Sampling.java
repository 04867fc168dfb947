package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Times;
import java.util.Arrays;
import java.util.List;

/**
 * How densely values are observed.
 *
 * @param unit length of a unit of model time, in the axis's unit; positive
 * @param gap the distance between observations, in the axis's unit, twice which is the shortest period of a harmonic
 */
public record Sampling(double unit, double gap) {

    /** Where observations come in bursts, the unit of time is at least this share of the mean gap. */
    private static final double BURST = 0.1;

    /** Series whose units differ by more do not have one in common. */
    private static final double ALIKE = 4;

    /** Where observations are missing from a grid, this share of gaps is its step at most. */
    private static final double SHORT = 0.1;

    /**
     * That of one channel: by its median gap.
     *
     * @param history two or more observations
     * @return its own unit and gap
     */
    public static Sampling of(ChannelHistory history) {
        return new Sampling(
                Math.max(history.medianGap(), BURST * history.span() / history.size()),
                Math.min(history.medianGap(), history.span() / Math.max(1, history.size() - 1)));
    }

    /**
     * What channels have in common: the median of their units, so that rates and variances mean the same in all, and of
     * their short gaps, which show the step of a grid that observations are missing from.
     *
     * @param histories each of two or more observations
     * @return the common unit and gap; ones if there is no history
     */
    public static Sampling common(List<ChannelHistory> histories) {
        if (histories.isEmpty()) {
            return new Sampling(1, 1);
        }
        return new Sampling(
                median(histories.stream().mapToDouble(h -> of(h).unit()).toArray()),
                median(histories.stream().mapToDouble(Sampling::shortGap).toArray()));
    }

    /**
     * This sampling for a channel, if it is not sampled on quite another scale.
     *
     * @param history two or more observations
     * @return the common unit with the shorter of the gaps, or the channel's own sampling
     */
    public Sampling in(ChannelHistory history) {
        Sampling own = of(history);
        boolean alike = own.unit < ALIKE * unit && unit < ALIKE * own.unit;
        return alike ? new Sampling(unit, Math.min(gap, own.gap)) : own;
    }

    private static double shortGap(ChannelHistory history) {
        Times times = history.channel().times();
        double[] gaps = new double[times.size() - 1];
        Arrays.setAll(gaps, i -> times.since(i + 1, times, i));
        Arrays.sort(gaps);
        return gaps[(int) (SHORT * gaps.length)];
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
