package dev.tidepath.forecasting;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which series a fitted forecaster takes: the channels it was fitted on, which other series hold in any order and among
 * others, and their kind of time axis.
 *
 * @param channels what the channels are, in the forecaster's order; at least one to forecast
 * @param axis kind of time axis
 */
public record SeriesSchema(List<ChannelSpec> channels, TimeAxis axis) {

    /**
     * Checks the channels.
     *
     * @param channels see the component
     * @param axis see the component
     * @throws IllegalArgumentException if there is none to forecast or a name appears twice
     */
    public SeriesSchema {
        channels = List.copyOf(channels);
        if (channels.stream().noneMatch(c -> c.role() == Role.TARGET)) {
            throw new IllegalArgumentException("there is no channel to forecast");
        }
        if (channels.stream().map(ChannelSpec::name).distinct().count() != channels.size()) {
            throw new IllegalArgumentException("two channels have one name");
        }
    }

    /**
     * The schema of a set.
     *
     * @param series what a forecaster is fitted on
     * @return its channels and axis
     */
    public static SeriesSchema of(SeriesSet series) {
        return new SeriesSchema(series.specs(), series.axis());
    }

    /**
     * The schema of a forecaster that makes use of some covariates or none.
     *
     * @param series what it is fitted on
     * @param uses what it makes use of
     * @return the channels to forecast, the covariates used, and the axis
     */
    public static SeriesSchema of(SeriesSet series, Set<Input> uses) {
        List<ChannelSpec> used = series.specs().stream()
                .filter(c -> switch (c.role()) {
                    case TARGET -> true;
                    case PAST -> uses.contains(Input.PAST_COVARIATES);
                    case KNOWN -> uses.contains(Input.KNOWN_COVARIATES);
                })
                .toList();
        return new SeriesSchema(used, series.axis());
    }

    /**
     * The channels to forecast.
     *
     * @return in order, at least one
     */
    public List<ChannelSpec> targets() {
        return channels.stream().filter(c -> c.role() == Role.TARGET).toList();
    }

    /**
     * The channels' names.
     *
     * @return names in order
     */
    public List<String> names() {
        return channels.stream().map(ChannelSpec::name).toList();
    }

    /**
     * Takes what the forecaster needs out of a history.
     *
     * @param history has these channels, matched by name and role, in any order and possibly others
     * @return the same series with these channels only, in this order
     * @throws DataException with code TP-D053 if a channel is missing, the axis is of another kind or a value is outside the
     *     domain of the channel fitted on
     */
    public SeriesSet select(SeriesSet history) {
        List<String> missing = channels.stream()
                .filter(c -> find(c, history.specs()).isEmpty())
                .map(ChannelSpec::name)
                .toList();
        if (!missing.isEmpty()) {
            throw mismatch(
                    "",
                    "the model was fitted on channels " + texts(channels) + ", the history has "
                            + texts(history.specs()),
                    "give what is missing: " + String.join(", ", missing));
        }
        if (history.axis() != axis) {
            throw mismatch(
                    "",
                    "the model was fitted on " + axis.text() + " times, the history has "
                            + history.axis().text() + " ones",
                    "give times of the same kind");
        }
        return history.specs().equals(channels) ? history : history.map(this::select);
    }

    /**
     * The channels of a history that the forecaster does not know.
     *
     * @param history any series
     * @return their names
     */
    public List<String> unknown(SeriesSet history) {
        return history.specs().stream()
                .filter(c -> find(c, channels).isEmpty())
                .map(ChannelSpec::name)
                .toList();
    }

    private TimeSeries select(TimeSeries series) {
        List<ChannelSpec> given = series.channels().stream().map(Channel::spec).toList();
        List<Channel> chosen = channels.stream()
                .map(spec -> series.channels()
                        .get(given.indexOf(find(spec, given).orElseThrow()))
                        .as(spec, series.location()))
                .toList();
        return new TimeSeries(series.id(), chosen, series.features());
    }

    private static Optional<ChannelSpec> find(ChannelSpec wanted, List<ChannelSpec> specs) {
        return specs.stream()
                .filter(c -> c.name().equals(wanted.name()) && c.role() == wanted.role())
                .findFirst();
    }

    private static List<String> texts(List<ChannelSpec> specs) {
        return specs.stream().map(ChannelSpec::text).toList();
    }

    private static DataException mismatch(String location, String what, String hint) {
        return new DataException("TP-D053", location, what, hint);
    }

    /**
     * The place of a channel among those to forecast.
     *
     * @param name the channel's name
     * @return its index among {@link #targets()}
     * @throws DataException with code TP-D053 if there is none of that name
     */
    public int requireTarget(String name) {
        List<String> known = targets().stream().map(ChannelSpec::name).toList();
        if (!known.contains(name)) {
            throw new DataException(
                    "TP-D053",
                    "",
                    "there is no channel '" + name + "' to explain; the model forecasts '" + String.join("', '", known)
                            + "'",
                    "name one of them");
        }
        return known.indexOf(name);
    }
}
