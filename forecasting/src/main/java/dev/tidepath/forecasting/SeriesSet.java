package dev.tidepath.forecasting;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Series that share channels and a kind of time axis; immutable. The order of the series is the order they were given
 * in, and results keep it.
 *
 * @param series at least one, of different ids, with the same channels in the same order
 */
public record SeriesSet(List<TimeSeries> series) {

    /**
     * Checks the series against each other.
     *
     * @param series see the component
     * @throws IllegalArgumentException if there is none, an id appears twice, or channels or axes differ
     */
    public SeriesSet {
        series = List.copyOf(series);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a set needs at least one series");
        }
        if (series.stream().map(TimeSeries::id).distinct().count() != series.size()) {
            throw new IllegalArgumentException("two series have one id");
        }
        List<ChannelSpec> specs = specs(series.get(0));
        for (TimeSeries s : series) {
            if (!specs(s).equals(specs)) {
                throw new IllegalArgumentException("series '" + s.id() + "' has channels " + texts(specs(s))
                        + ", the first one has " + texts(specs));
            }
            if (s.axis() != series.get(0).axis()) {
                throw new IllegalArgumentException("series '" + s.id() + "' is on another kind of time axis");
            }
        }
    }

    /**
     * A set of one or more series.
     *
     * @param series at least one
     * @return the set
     */
    public static SeriesSet of(TimeSeries... series) {
        return new SeriesSet(List.of(series));
    }

    /**
     * What the channels are.
     *
     * @return in order
     */
    public List<ChannelSpec> specs() {
        return specs(series.get(0));
    }

    /**
     * The channels' names.
     *
     * @return names in order
     */
    public List<String> channels() {
        return specs().stream().map(ChannelSpec::name).toList();
    }

    /**
     * The same series with the channels to forecast only.
     *
     * @return a set without covariates
     */
    public SeriesSet withoutCovariates() {
        return map(TimeSeries::withoutCovariates);
    }

    /**
     * Replaces every series.
     *
     * @param change makes a series of a series
     * @return a set of the new ones in the same order
     */
    public SeriesSet map(UnaryOperator<TimeSeries> change) {
        return new SeriesSet(series.stream().map(change).toList());
    }

    /**
     * The kind of time axis.
     *
     * @return calendar or numeric
     */
    public TimeAxis axis() {
        return series.get(0).axis();
    }

    /**
     * How many values were observed of the channels to forecast in all series together.
     *
     * @return zero or more
     */
    public int observations() {
        return series.stream().mapToInt(TimeSeries::observations).sum();
    }

    /**
     * The series of which something is known of the channels to forecast.
     *
     * @return those with an observation, in order; may be empty
     */
    public List<TimeSeries> observed() {
        return series.stream().filter(s -> s.observations() > 0).toList();
    }

    /**
     * Refuses a set that no forecaster can be fitted to.
     *
     * @throws DataException with code TP-D046 if no series has two times, TP-D042 if times are too far apart
     */
    public void requireFittable() {
        series.forEach(TimeSeries::requireNear);
        if (series.stream().noneMatch(TimeSeries::hasTwoTimes)) {
            throw new DataException(
                    "TP-D046",
                    "",
                    "no series has two observations at different times",
                    "give at least two observations of one series; a forecast needs more to be of use");
        }
    }

    /**
     * Looks a series up.
     *
     * @param id its id
     * @return the series, or empty if there is none of that id
     */
    public Optional<TimeSeries> find(String id) {
        return series.stream().filter(s -> s.id().equals(id)).findFirst();
    }

    private static List<String> texts(List<ChannelSpec> specs) {
        return specs.stream().map(ChannelSpec::text).toList();
    }

    private static List<ChannelSpec> specs(TimeSeries s) {
        return s.channels().stream().map(Channel::spec).toList();
    }
}
