package dev.tidepath.forecasting;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One series: an id, its channels, each with its own irregular times, and what is known of it besides; immutable.
 *
 * <p>Its beginning, end, gaps and number of observations are those of the channels to forecast: a plan that reaches into
 * the future does not move the time a forecast starts from.
 *
 * @param id opaque text; empty where a set has a single unnamed series
 * @param channels of different names, all on one kind of time axis, at least one of them to forecast
 * @param features what does not change with time
 */
public record TimeSeries(String id, List<Channel> channels, StaticFeatures features) {

    /** So many last times tell the median gap. */
    public static final int GAP_TIMES = 4_096;

    /**
     * Checks the channels.
     *
     * @param id see the component
     * @param channels see the component
     * @param features see the component
     * @throws IllegalArgumentException if there is none to forecast, a name appears twice or axes differ
     */
    public TimeSeries {
        channels = List.copyOf(channels);
        if (channels.stream().noneMatch(TimeSeries::isTarget)) {
            throw new IllegalArgumentException("series '" + id + "' has no channel to forecast");
        }
        if (channels.stream().map(Channel::name).distinct().count() != channels.size()) {
            throw new IllegalArgumentException("series '" + id + "' has two channels of one name");
        }
        if (channels.stream().map(c -> c.times().axis()).distinct().count() != 1) {
            throw new IllegalArgumentException("series '" + id + "' mixes calendar and numeric times");
        }
    }

    /**
     * A series of which nothing is known besides.
     *
     * @param id see the component
     * @param channels see the component
     * @throws IllegalArgumentException if there is none to forecast, a name appears twice or axes differ
     */
    public TimeSeries(String id, List<Channel> channels) {
        this(id, channels, StaticFeatures.NONE);
    }

    private static boolean isTarget(Channel c) {
        return c.spec().role() == Role.TARGET;
    }

    private static boolean isKnown(Channel c) {
        return c.spec().role() == Role.KNOWN;
    }

    /**
     * The channels to forecast.
     *
     * @return at least one, in order
     */
    public List<Channel> targets() {
        return channels.stream().filter(TimeSeries::isTarget).toList();
    }

    /**
     * The same series with the channels to forecast only.
     *
     * @return a series without covariates
     */
    public TimeSeries withoutCovariates() {
        return new TimeSeries(id, targets(), features);
    }

    /**
     * What is known of this series at a time: all observations until then, which counts, and what is known of the future.
     *
     * @param time sequence of the time
     * @param at index in it
     * @return the series as it was then
     */
    public TimeSeries until(Times time, int at) {
        List<Channel> known = channels.stream()
                .map(c -> isKnown(c) ? c : c.slice(0, c.countUntil(time, at)))
                .toList();
        return new TimeSeries(id, known, features);
    }

    /**
     * The end of this series: a number of last observations of every channel, and all that is known of the future.
     *
     * @param most how many observations of a channel are kept at most
     * @return this series if it has no more
     */
    public TimeSeries recent(int most) {
        if (channels.stream().allMatch(c -> isKnown(c) || c.size() <= most)) {
            return this;
        }
        List<Channel> last = channels.stream()
                .map(c -> isKnown(c) ? c : c.slice(Math.max(0, c.size() - most), c.size()))
                .toList();
        return new TimeSeries(id, last, features);
    }

    /**
     * The kind of time axis.
     *
     * @return calendar or numeric
     */
    public TimeAxis axis() {
        return channels.get(0).times().axis();
    }

    /**
     * How many values were observed in all channels to forecast together.
     *
     * @return zero or more
     */
    public int observations() {
        return targets().stream().mapToInt(Channel::size).sum();
    }

    /**
     * The first observation time of any channel to forecast.
     *
     * @return a sequence of that one time
     * @throws IllegalArgumentException if nothing was observed
     */
    public Times first() {
        return extreme(true);
    }

    /**
     * The last observation time of any channel to forecast: the origin of forecasts.
     *
     * @return a sequence of that one time
     * @throws IllegalArgumentException if nothing was observed
     */
    public Times last() {
        return extreme(false);
    }

    /**
     * The median distance between neighbouring observation times, whichever channel to forecast they belong to, of the last
     * {@value #GAP_TIMES} different times.
     *
     * @return seconds on a calendar axis, else the axis's own unit; positive
     * @throws DataException if there are fewer than two different times
     */
    public double medianGap() {
        TimeSeries end = recent(GAP_TIMES);
        Times start = last();
        double[] offsets = end.targets().stream()
                .flatMapToDouble(c ->
                        IntStream.range(0, c.size()).mapToDouble(i -> c.times().since(i, start, 0)))
                .sorted()
                .distinct()
                .toArray();
        offsets = Arrays.copyOfRange(offsets, Math.max(0, offsets.length - GAP_TIMES), offsets.length);
        if (offsets.length < 2) {
            throw new DataException(
                    "TP-D046", location(), "one observation time has no gap to go by", "give the step (--every)");
        }
        return medianGap(offsets);
    }

    private static double medianGap(double[] times) {
        double[] gaps = new double[times.length - 1];
        Arrays.setAll(gaps, i -> times[i + 1] - times[i]);
        Arrays.sort(gaps);
        return gaps[gaps.length / 2];
    }

    /**
     * The different times at which a channel to forecast was observed until a time, which counts.
     *
     * @param end sequence of the time
     * @param at index in it
     * @return distances from the first observation of all, increasing; seconds on a calendar axis, else in the axis's unit
     */
    public double[] differentTimesUntil(Times end, int at) {
        Times start = first();
        return targets().stream()
                .flatMapToDouble(c -> IntStream.range(0, c.countUntil(end, at))
                        .mapToDouble(i -> c.times().since(i, start, 0)))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * Whether it was observed at two different times.
     *
     * @return false for what tells nothing of time
     */
    public boolean hasTwoTimes() {
        return observations() > 1 && first().compare(0, last(), 0) < 0;
    }

    /**
     * Refuses a series that cannot be forecast.
     *
     * @throws DataException with code TP-D047 if it was never observed, TP-D042 if its times are too far apart
     */
    public void requireObserved() {
        if (observations() == 0) {
            throw new DataException(
                    "TP-D047", location(), "a forecast needs an observation to start from", "leave the series out");
        }
        requireNear();
    }

    /** Refuses times whose distances leave the range of numbers. */
    void requireNear() {
        if (observations() > 0 && !Double.isFinite(last().since(0, first(), 0))) {
            throw new DataException(
                    "TP-D042",
                    location(),
                    "the times are so far apart that their distance leaves the range of numbers",
                    "give them in a larger unit");
        }
    }

    /**
     * This series in the words of a message.
     *
     * @return such as {@code series 'pump-2'}, empty for an unnamed series
     */
    public String location() {
        return id.isEmpty() ? "" : "series '" + id + "'";
    }

    private Times extreme(boolean first) {
        @Nullable Times best = null;
        for (Channel c : targets()) {
            if (c.size() > 0) {
                int at = first ? 0 : c.size() - 1;
                Times candidate = c.times().slice(at, at + 1);
                if (best == null || (first ? candidate.compare(0, best, 0) < 0 : candidate.compare(0, best, 0) > 0)) {
                    best = candidate;
                }
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("series '" + id + "' has no observation");
        }
        return best;
    }
}
