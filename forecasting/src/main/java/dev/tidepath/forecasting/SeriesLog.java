package dev.tidepath.forecasting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series that grows: checks observations as they come in, and keeps a bounded number of last ones of each channel and all
 * known covariates. Taking one in has a constant cost on the average; so has the time of the last one. Not thread-safe.
 */
public final class SeriesLog {

    private final String id;
    private final StaticFeatures features;
    private final TimeAxis axis;
    private final String location;
    private final List<ChannelLog> logs = new ArrayList<>();
    private final Map<String, Integer> indices = new HashMap<>();
    private @Nullable Times first;
    private @Nullable Times last;

    /**
     * Starts with a history.
     *
     * @param history what was observed so far
     * @param schema the channels that are kept and numbered by its order; what comes in of others that the history has is
     *     passed over
     * @param most how many last observations of a channel are kept at least
     * @throws DataException if the history does not have those channels
     */
    public SeriesLog(TimeSeries history, SeriesSchema schema, int most) {
        TimeSeries selected = schema.select(SeriesSet.of(history)).series().get(0);
        id = selected.id();
        features = selected.features();
        axis = selected.axis();
        location = selected.location();
        for (Channel c : selected.channels()) {
            indices.put(c.name(), logs.size());
            logs.add(new ChannelLog(c, c.spec().role() == Role.KNOWN ? Integer.MAX_VALUE : most));
        }
        history.channels().forEach(c -> indices.putIfAbsent(c.name(), -1));
        if (selected.observations() > 0) {
            first = selected.first();
            last = selected.last();
        }
    }

    /**
     * Takes observations in, all of them or none.
     *
     * @param observations in order of time where they are of one channel
     * @return those of channels that are kept
     * @throws DataException see {@link ForecastSession#observe(List)}
     */
    public List<Observation> add(List<Observation> observations) {
        List<Observation> kept = check(observations);
        for (Observation o : kept) {
            ChannelLog log = logs.get(channel(o));
            log.add(o);
            if (log.spec().role() == Role.TARGET) {
                Times t = o.time();
                last = last == null || t.compare(0, last, 0) > 0 ? t : last;
                first = first == null || t.compare(0, first, 0) < 0 ? t : first;
            }
        }
        return kept;
    }

    /**
     * Refuses what {@link #add} would refuse, and takes nothing in.
     *
     * @param observations in order of time where they are of one channel
     * @return those of channels that are kept
     * @throws DataException see {@link ForecastSession#observe(List)}
     */
    public List<Observation> check(List<Observation> observations) {
        List<Observation> kept = new ArrayList<>();
        Map<Integer, Observation> before = new HashMap<>();
        for (Observation o : observations) {
            Integer c = indices.get(o.channel());
            if (c == null) {
                throw refused("TP-D019", "there is no channel '" + o.channel() + "'", "observe one of " + names());
            }
            if (c >= 0) {
                check(o, logs.get(c), before.put(c, o));
                kept.add(o);
            }
        }
        return kept;
    }

    private void check(Observation o, ChannelLog log, @Nullable Observation before) {
        if (o.time().axis() != axis) {
            throw refused(
                    "TP-D050",
                    "the time " + o.time().text(0) + " is " + o.time().axis() + ", the series' times are " + axis,
                    "give times of the same kind");
        }
        checkNumbers(o, log, before);
        if (before != null || !log.isEmpty()) {
            Times previous = before != null ? before.time() : log.last();
            if (o.time().compare(0, previous, 0) <= 0) {
                throw refused(
                        "TP-D080",
                        "channel '" + o.channel() + "' is observed at "
                                + o.time().text(0) + ", but was observed at " + previous.text(0) + " already",
                        "give the observations of a channel in order of time, each once");
            }
        }
        if (log.spec().role() == Role.KNOWN) {
            checkPlan(o, log, before);
        }
        if (first != null && !Double.isFinite(o.time().since(0, first, 0))) {
            throw refused(
                    "TP-D042",
                    "the times are so far apart that their distance leaves the range of numbers",
                    "give them in a larger unit");
        }
    }

    private void checkNumbers(Observation o, ChannelLog log, @Nullable Observation before) {
        String what = "channel '" + o.channel() + "' at " + o.time().text(0) + ": ";
        if (!Double.isFinite(o.value())) {
            throw refused("TP-D042", what + "the value is " + o.value(), "leave it out");
        }
        Domain domain = log.spec().domain();
        if (!domain.contains(o.value())) {
            throw refused(
                    "TP-D060",
                    what + o.value() + " is not " + domain.text(),
                    "leave it out, or fit with another domain");
        }
        boolean some = before != null || !log.isEmpty();
        boolean expected = before != null ? before.error().isPresent() : log.hasErrors();
        if (some && expected != o.error().isPresent()) {
            throw refused(
                    "TP-D066",
                    what
                            + (expected
                                    ? "no standard deviation is given"
                                    : "a standard deviation is given, but none was so far"),
                    "give one for each value of the channel or for none");
        }
        if (o.error().isPresent()
                && !(o.error().getAsDouble() >= 0 && Double.isFinite(o.error().getAsDouble()))) {
            throw refused(
                    "TP-D066",
                    what + "the standard deviation is " + o.error().getAsDouble(),
                    "give one of zero or more");
        }
    }

    /** What was known of the future when it was still to come does not change by what is known later. */
    private void checkPlan(Observation o, ChannelLog log, @Nullable Observation before) {
        if (last != null && before == null && (log.isEmpty() || log.last().compare(0, last, 0) < 0)) {
            throw refused(
                    "TP-D081",
                    "channel '" + o.channel() + "' is known in advance, but was not known until " + last.text(0)
                            + " when that was observed",
                    "give what is known of the future before the observations");
        }
    }

    private List<String> names() {
        return logs.stream().map(log -> log.spec().name()).toList();
    }

    private DataException refused(String code, String what, String hint) {
        return new DataException(code, location, what, hint);
    }

    /**
     * The number of an observation's channel.
     *
     * @param observation one that was kept
     * @return index among the channels
     */
    public int channel(Observation observation) {
        return indices.getOrDefault(observation.channel(), -1);
    }

    /**
     * The last time at which a channel to forecast was observed.
     *
     * @return a sequence of that one time, or empty if none was
     */
    public Optional<Times> last() {
        return Optional.ofNullable(last);
    }

    /**
     * The last observations.
     *
     * @return the series with as many of each channel as are kept at least, and all known covariates
     */
    public TimeSeries recent() {
        return new TimeSeries(id, logs.stream().map(ChannelLog::kept).toList(), features);
    }

    /**
     * What is known of the future.
     *
     * @return the channels of role {@link Role#KNOWN}, in order
     */
    public List<Channel> known() {
        return logs.stream()
                .filter(log -> log.spec().role() == Role.KNOWN)
                .map(ChannelLog::kept)
                .toList();
    }
}
