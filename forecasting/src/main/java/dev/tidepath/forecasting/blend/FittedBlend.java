package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fitted forecasters with their shares, and how far intervals are widened.
 *
 * @param members the forecasters by name
 * @param shares of series that were rehearsed, by id: by channel to forecast and member
 * @param common shares for all other series, by channel to forecast and member
 * @param buckets stretches of lead time
 * @param widenings by channel to forecast and stretch
 * @param series which series it takes
 * @param provenance how it came about
 */
public record FittedBlend(
        List<Member> members,
        Map<String, List<double[]>> shares,
        List<double[]> common,
        LeadBuckets buckets,
        List<List<Widening>> widenings,
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
     * Keeps unmodifiable copies and checks that the parts fit each other.
     *
     * @param members see the component
     * @param shares see the component
     * @param common see the component
     * @param buckets see the component
     * @param widenings see the component
     * @param series see the component
     * @param provenance see the component
     * @throws IllegalArgumentException if there is no member, shares do not sum to one, or numbers of members, channels or
     *     stretches differ
     */
    public FittedBlend {
        members = List.copyOf(members);
        shares = Map.copyOf(shares);
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
        return new Forecast(known.series().stream().map(s -> blend(s, said)).toList());
    }

    /** What a member says of those series that it has a share of, by id. */
    private Map<String, SeriesForecast> forecast(int member, SeriesSet known, Horizon horizon) {
        List<TimeSeries> own = known.series().stream()
                .filter(s -> shares(s.id()).stream().anyMatch(share -> share[member] > 0))
                .toList();
        Map<String, SeriesForecast> byId = new HashMap<>();
        if (!own.isEmpty()) {
            members.get(member)
                    .forecaster()
                    .forecast(new SeriesSet(own), horizon)
                    .series()
                    .forEach(f -> byId.put(f.id(), f));
        }
        return byId;
    }

    private List<double[]> shares(String id) {
        return shares.getOrDefault(id, common);
    }

    private SeriesForecast blend(TimeSeries history, List<Map<String, SeriesForecast>> said) {
        String id = history.id();
        List<SeriesForecast> own = new ArrayList<>();
        List<Integer> present = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            SeriesForecast forecast = said.get(m).get(id);
            if (forecast != null) {
                own.add(forecast);
                present.add(m);
            }
        }
        double[][] chosen = shares(id).stream()
                .map(all -> present.stream().mapToDouble(m -> all[m]).toArray())
                .toArray(double[][]::new);
        SeriesForecast any = own.get(0);
        return new SeriesForecast(
                id,
                any.times(),
                any.channels(),
                new BlendPredictive(
                        own.stream().map(SeriesForecast::predictive).toList(),
                        chosen,
                        widenings(history, any.times()),
                        series.targets().stream().map(ChannelSpec::domain).toList()));
    }

    private Widening[][] widenings(TimeSeries history, Times times) {
        Widening[][] all = new Widening[widenings.size()][times.size()];
        for (int c = 0; c < all.length; c++) {
            for (int i = 0; i < times.size(); i++) {
                all[c][i] = widenings.get(c).get(buckets.of(times.since(i, history.last(), 0)));
            }
        }
        return all;
    }
}
