package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesLog;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fitted forecasters with their shares, and how what they say is recalibrated: how far intervals are widened, and which shape
 * errors had.
 *
 * @param members the forecasters by name
 * @param shares of series that were rehearsed, by id: by channel to forecast and member
 * @param common shares for all other series, by channel to forecast and member
 * @param buckets stretches of lead time
 * @param widenings by channel to forecast and stretch
 * @param flow the shape of errors; empty where intervals are widened only
 * @param series which series it takes
 * @param provenance how it came about
 */
public record FittedBlend(
        List<Member> members,
        Map<String, List<double[]>> shares,
        List<double[]> common,
        LeadBuckets buckets,
        List<List<Widening>> widenings,
        Optional<ScoreFlow> flow,
        SeriesSchema series,
        Provenance provenance)
        implements FittedForecaster {

    private static final double ROUNDING = 1e-9;

    /**
     * A fitted forecaster of a blend.
     *
     * @param name what it is called
     * @param forecaster the forecaster
     */
    public record Member(String name, FittedForecaster forecaster) {}

    /**
     * Keeps unmodifiable copies, the shares in the order of ids, and checks that the parts fit each other.
     *
     * @param members see the component
     * @param shares see the component
     * @param common see the component
     * @param buckets see the component
     * @param widenings see the component
     * @param flow see the component
     * @param series see the component
     * @param provenance see the component
     * @throws IllegalArgumentException if there is no member, shares do not sum to one, or numbers of members, channels or
     *     stretches differ
     */
    public FittedBlend {
        members = List.copyOf(members);
        shares = Collections.unmodifiableMap(new TreeMap<>(shares));
        common = List.copyOf(common);
        widenings = widenings.stream().map(List::copyOf).toList();
        int channels = series.targets().size();
        requireShares(common, channels, members.size());
        for (List<double[]> own : shares.values()) {
            requireShares(own, channels, members.size());
        }
        int stretches = buckets.size();
        if (widenings.size() != channels || widenings.stream().anyMatch(w -> w.size() != stretches)) {
            throw new IllegalArgumentException(
                    "widenings for " + widenings.size() + " channels, but there are " + channels);
        }
        if (flow.isPresent() && !flow.get().fits(channels)) {
            throw new IllegalArgumentException(
                    "the flow tells other channels apart than the " + channels + " there are");
        }
    }

    /**
     * A blend without a flow.
     *
     * @param members see the component
     * @param shares see the component
     * @param common see the component
     * @param buckets see the component
     * @param widenings see the component
     * @param series see the component
     * @param provenance see the component
     */
    public FittedBlend(
            List<Member> members,
            Map<String, List<double[]>> shares,
            List<double[]> common,
            LeadBuckets buckets,
            List<List<Widening>> widenings,
            SeriesSchema series,
            Provenance provenance) {
        this(members, shares, common, buckets, widenings, Optional.empty(), series, provenance);
    }

    private static void requireShares(List<double[]> shares, int channels, int members) {
        if (shares.size() != channels) {
            throw new IllegalArgumentException("shares for " + shares.size() + " channels of " + channels);
        }
        for (double[] own : shares) {
            double total = 0;
            for (double share : own) {
                if (!(share >= 0)) {
                    throw new IllegalArgumentException("a share is zero or more: " + share);
                }
                total += share;
            }
            if (own.length != members || !(Math.abs(total - 1) < ROUNDING)) {
                throw new IllegalArgumentException(
                        "shares of " + members + " members sum to one: " + own.length + " sum to " + total);
            }
        }
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        SeriesSet known = series.select(history);
        for (TimeSeries s : known.series()) {
            s.requireObserved();
            horizon.resolve(s);
        }
        List<Map<String, SeriesForecast>> said = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            said.add(forecast(m, known, horizon));
        }
        return new Forecast(known.series().stream()
                .map(s -> blend(
                        s,
                        said.stream()
                                .map(byId -> Optional.ofNullable(byId.get(s.id())))
                                .toList()))
                .toList());
    }

    /** What a member says of those series that it has a share of, by id. */
    private Map<String, SeriesForecast> forecast(int member, SeriesSet known, Horizon horizon) {
        List<TimeSeries> own =
                known.series().stream().filter(s -> hasShare(member, s.id())).toList();
        return byId(own, some -> members.get(member).forecaster().forecast(some, horizon));
    }

    private static Map<String, SeriesForecast> byId(List<TimeSeries> series, Function<SeriesSet, Forecast> said) {
        Map<String, SeriesForecast> byId = new HashMap<>();
        if (!series.isEmpty()) {
            said.apply(new SeriesSet(series)).series().forEach(f -> byId.put(f.id(), f));
        }
        return byId;
    }

    private List<double[]> shares(String id) {
        return shares.getOrDefault(id, common);
    }

    private boolean hasShare(int member, String id) {
        return shares(id).stream().anyMatch(share -> share[member] > 0);
    }

    /** A session of each member that has a share of the series. */
    @Override
    public ForecastSession session(TimeSeries history) {
        TimeSeries known = series.select(SeriesSet.of(history)).series().get(0);
        List<Optional<ForecastSession>> sessions = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            FittedForecaster member = members.get(m).forecaster();
            sessions.add(hasShare(m, history.id()) ? Optional.of(member.session(known)) : Optional.empty());
        }
        return new BlendSession(this, new SeriesLog(history, series, TimeSeries.GAP_TIMES), sessions);
    }

    @Override
    public boolean canImpute() {
        return members.stream().anyMatch(m -> m.forecaster().canImpute());
    }

    /**
     * By one member, that with the largest share of the series among those that can look back: shares and intervals are learnt
     * of forecasts, and say nothing of gaps.
     */
    @Override
    public Forecast impute(SeriesSet given, Filling times) {
        if (!canImpute()) {
            return FittedForecaster.super.impute(given, times);
        }
        SeriesSet known = series.select(given);
        Map<String, SeriesForecast> filled = new HashMap<>();
        known.series().stream()
                .collect(Collectors.groupingBy(s -> filling(s.id())))
                .forEach((m, some) -> filled.putAll(
                        byId(some, set -> members.get(m).forecaster().impute(set, times))));
        return new Forecast(known.series().stream()
                .map(s -> Objects.requireNonNull(filled.get(s.id())))
                .toList());
    }

    /** Which member fills a series' gaps. */
    private int filling(String id) {
        return IntStream.range(0, members.size())
                .filter(m -> members.get(m).forecaster().canImpute())
                .boxed()
                .max(Comparator.comparingDouble(
                        m -> shares(id).stream().mapToDouble(own -> own[m]).sum()))
                .orElseThrow();
    }

    @Override
    public boolean canExplain() {
        return members.stream().allMatch(m -> m.forecaster().canExplain());
    }

    /** The mean is the members' by their shares, and so is its gradient; what a flow adds to the mean is left out. */
    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        int c = series.requireTarget(channel);
        SeriesSet known = series.select(history);
        requireGradients(known, c);
        List<Map<String, SeriesExplanation>> said = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            said.add(explain(m, known, horizon, c));
        }
        return new Explanation(known.series().stream()
                .map(TimeSeries::id)
                .flatMap(id -> WeightedExplanation.of(said, id, shares(id).get(c)).stream())
                .toList());
    }

    private void requireGradients(SeriesSet known, int channel) {
        List<String> without = IntStream.range(0, members.size())
                .filter(m -> !members.get(m).forecaster().canExplain())
                .filter(m ->
                        known.series().stream().anyMatch(s -> shares(s.id()).get(channel)[m] > 0))
                .mapToObj(m -> members.get(m).name())
                .toList();
        if (!without.isEmpty()) {
            throw new DataException(
                    "TP-D083",
                    "",
                    "the model " + provenance.model() + " blends " + String.join(", ", without)
                            + ", which do not tell how their forecasts follow the observations",
                    "explain forecasts of auto, latent-ode, a state-space model or a rule");
        }
    }

    /** What a member says of those series that it has a share of the channel of, by id. */
    private Map<String, SeriesExplanation> explain(int member, SeriesSet known, Horizon horizon, int channel) {
        List<TimeSeries> own = known.series().stream()
                .filter(s -> shares(s.id()).get(channel)[member] > 0)
                .toList();
        Map<String, SeriesExplanation> byId = new HashMap<>();
        if (!own.isEmpty()) {
            String name = series.targets().get(channel).name();
            members.get(member)
                    .forecaster()
                    .explain(new SeriesSet(own), horizon, name)
                    .series()
                    .forEach(e -> byId.put(e.id(), e));
        }
        return byId;
    }

    /** Blends what members said of a series, those that have a share of it. */
    SeriesForecast blend(TimeSeries history, List<Optional<SeriesForecast>> said) {
        List<SeriesForecast> own = said.stream().flatMap(Optional::stream).toList();
        int[] present = IntStream.range(0, said.size())
                .filter(m -> said.get(m).isPresent())
                .toArray();
        String id = history.id();
        double[][] chosen = shares(id).stream()
                .map(all -> Arrays.stream(present).mapToDouble(m -> all[m]).toArray())
                .toArray(double[][]::new);
        SeriesForecast any = own.get(0);
        return new SeriesForecast(
                id,
                any.times(),
                any.channels(),
                new BlendPredictive(
                        own.stream().map(SeriesForecast::predictive).toList(),
                        chosen,
                        maps(history, any.times()),
                        series.targets().stream().map(ChannelSpec::domain).toList()));
    }

    private ScoreMap[][] maps(TimeSeries history, Times times) {
        ScoreMap[][] all = new ScoreMap[widenings.size()][times.size()];
        Times last = history.last();
        for (int i = 0; i < times.size(); i++) {
            double lead = times.since(i, last, 0);
            for (int c = 0; c < all.length; c++) {
                all[c][i] = map(c, lead);
            }
        }
        return all;
    }

    private ScoreMap map(int channel, double lead) {
        Widening widening = Widening.at(lead, buckets, widenings.get(channel));
        return flow.isEmpty() ? widening : flow.get().map(channel, lead / buckets.to(buckets.size() - 1), widening);
    }
}
