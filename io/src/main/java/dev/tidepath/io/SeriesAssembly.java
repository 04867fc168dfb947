package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.StaticFeatures;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts series together from what was observed of them, covariates of other files and static features. */
final class SeriesAssembly {

    private final SeriesParts parts;
    private final TimeAxis axis;
    private final Origin origin;
    private final Map<String, StaticFeatures> features = new HashMap<>();
    private final List<Map<String, List<Channel>>> covariates = new ArrayList<>();
    private final List<List<ChannelSpec>> covariateSpecs = new ArrayList<>();
    private final List<Boolean> shared = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    SeriesAssembly(SeriesParts parts, TimeAxis axis, Origin origin) {
        this.parts = parts;
        this.axis = axis;
        this.origin = origin;
        parts.channels().stream()
                .limit(1)
                .flatMap(List::stream)
                .map(Channel::name)
                .forEach(names::add);
    }

    /** Adds channels of another file: to the series of its ids, or to all series. */
    void addCovariates(SeriesParts more, boolean toAll, Origin from, Remarks remarks) {
        Map<String, List<Channel>> byId = new HashMap<>();
        for (int s = 0; s < more.ids().size(); s++) {
            byId.put(more.ids().get(s), more.channels().get(s));
        }
        List<ChannelSpec> specs =
                more.channels().get(0).stream().map(Channel::spec).toList();
        specs.forEach(spec -> requireNew(spec.name(), from));
        covariates.add(byId);
        covariateSpecs.add(specs);
        shared.add(toAll);
        if (!toAll) {
            noteStrangers(more.ids(), from, remarks);
        }
    }

    /** Adds what is known of series besides. */
    void addFeatures(Map<String, StaticFeatures> more, Origin from, Remarks remarks) {
        noteStrangers(List.copyOf(more.keySet()), from, remarks);
        Set<String> told = new LinkedHashSet<>();
        more.values().forEach(f -> {
            told.addAll(f.numbers().keySet());
            told.addAll(f.labels().keySet());
        });
        told.forEach(name -> requireNew(name, from));
        more.forEach((id, f) -> features.merge(id, f, SeriesAssembly::merged));
    }

    private static StaticFeatures merged(StaticFeatures a, StaticFeatures b) {
        Map<String, Double> numbers = new LinkedHashMap<>(a.numbers());
        numbers.putAll(b.numbers());
        Map<String, String> labels = new LinkedHashMap<>(a.labels());
        labels.putAll(b.labels());
        return new StaticFeatures(numbers, labels);
    }

    private void requireNew(String name, Origin from) {
        if (!names.add(name)) {
            throw InputException.data(
                    "TP-D018",
                    from.name(),
                    "'" + Phrases.oneLine(name) + "' is the name of a channel or feature already",
                    "rename the column");
        }
    }

    private void noteStrangers(List<String> ids, Origin from, Remarks remarks) {
        Set<String> known = Set.copyOf(parts.ids());
        List<String> strangers = ids.stream().filter(id -> !known.contains(id)).toList();
        if (!strangers.isEmpty()) {
            remarks.warn(from.name() + " tells of series that are not there: " + Phrases.names(strangers));
        }
    }

    /** All series with targets at so many times or more. */
    SeriesSet build(int fewestTimes, Remarks remarks) {
        List<TimeSeries> kept = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int s = 0; s < parts.ids().size(); s++) {
            TimeSeries one = series(s);
            boolean enough = one.observations() >= fewestTimes
                    && one.observations() > 0
                    && (fewestTimes < 2 || one.first().compare(0, one.last(), 0) < 0);
            if (enough) {
                kept.add(one);
            } else {
                skipped.add(one.id());
            }
        }
        if (kept.isEmpty()) {
            throw tooFew(skipped, fewestTimes);
        }
        if (!skipped.isEmpty()) {
            remarks.warn("left out " + skipped.size() + " of " + parts.ids().size() + " series "
                    + (fewestTimes < 2 ? "without an observation" : "with fewer than two observation times") + ": "
                    + Phrases.names(skipped));
        }
        SeriesCheck.addRemarks(kept, remarks);
        return new SeriesSet(kept);
    }

    private TimeSeries series(int s) {
        String id = parts.ids().get(s);
        List<Channel> channels = new ArrayList<>(parts.channels().get(s));
        for (int f = 0; f < covariates.size(); f++) {
            List<Channel> given = covariates.get(f).get(shared.get(f) ? "" : id);
            channels.addAll(given != null ? given : unobserved(covariateSpecs.get(f)));
        }
        return new TimeSeries(id, channels, features.getOrDefault(id, StaticFeatures.NONE));
    }

    private List<Channel> unobserved(List<ChannelSpec> specs) {
        Times none = axis == TimeAxis.NUMERIC ? Times.ofNumbers() : Times.ofEpoch(new long[0], new int[0]);
        return specs.stream()
                .map(spec -> new Channel(spec, none, new double[0]))
                .toList();
    }

    private InputException tooFew(List<String> ids, int fewestTimes) {
        if (ids.size() > 1 && ids.size() == parts.rows()) {
            return InputException.data(
                    "TP-D056",
                    origin.name(),
                    "each of the " + Phrases.count(parts.rows(), "row")
                            + " has another id, so no series has two observation times",
                    "name the column that tells the series apart (--id), or none");
        }
        String times = fewestTimes < 2 ? "an observation time" : "two observation times";
        return InputException.data(
                "TP-D046",
                origin.name(),
                ids.size() == 1
                        ? "there are fewer than two observation times"
                        : "none of the " + Phrases.number(ids.size()) + " series has " + times,
                "a series needs observations at two or more times");
    }
}
