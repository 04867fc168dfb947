package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelHistory;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Forecasts each channel of each series by a linear state-space model in continuous time: a level with a slope, harmonics
 * of periods, a CARMA process, known-future covariates and noise. Gaps need no filling, and forecasts are exact for
 * linear-Gaussian data.
 *
 * <p>Structure and parameters are chosen for every series by itself, on its last {@value #FITTED_ON} observations; the one
 * that suits the others best serves series that were not fitted.
 */
public final class StateSpaceForecaster implements Forecaster {

    /** So many last observations tell structure and parameters. */
    static final int FITTED_ON = 1_000;

    /** So many series are compared for the model of series not seen. */
    private static final int POOLED = 12;

    private static final int CHUNK = 16;

    private final ModelSettings settings;

    /**
     * Creates the forecaster.
     *
     * @param settings of which seed, paths, threads, periods and transform count; without periods, those of the calendar
     *     and those a periodogram shows come into question
     */
    public StateSpaceForecaster(ModelSettings settings) {
        this.settings = settings;
    }

    @Override
    public Set<Input> uses() {
        return Set.of(Input.KNOWN_COVARIATES, Input.MEASUREMENT_ERRORS);
    }

    @Override
    public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
        series.requireFittable();
        Requirements.requireSeen(2, settings.periods(), series);
        List<TimeSeries> observed = series.observed();
        Map<String, List<FittedChannel>> fitted = new TreeMap<>();
        boolean goOn = true;
        for (int from = 0; goOn && from < observed.size(); from += CHUNK) {
            List<TimeSeries> chunk = observed.subList(from, Math.min(observed.size(), from + CHUNK));
            List<List<FittedChannel>> found = SeriesWork.inParallel(settings.threads(), chunk, this::fit);
            for (int i = 0; i < chunk.size(); i++) {
                fitted.put(chunk.get(i).id(), found.get(i));
            }
            double loss = meanCriterion(fitted);
            goOn = listener.onProgress(new TrainingProgress(from + chunk.size(), observed.size(), loss, loss));
        }
        List<TimeSeries> done =
                observed.stream().filter(s -> fitted.containsKey(s.id())).toList();
        SeriesSchema schema = SeriesSchema.of(series, uses());
        return new FittedStateSpace(
                schema,
                fitted,
                pooled(done, fitted, schema.targets().size()),
                SamplingOptions.of(settings),
                settings.threads(),
                new Provenance("state-space", facts(series, fitted)));
    }

    /** A model a channel; one without two observations has the usual parameters. */
    private List<FittedChannel> fit(TimeSeries series) {
        return series.targets().stream().map(c -> fit(series, c)).toList();
    }

    private FittedChannel fit(TimeSeries series, Channel channel) {
        ChannelHistory history = new ChannelHistory(series, channel, FITTED_ON);
        if (channel.size() < 2) {
            return FittedChannel.usual();
        }
        boolean told = !settings.periods().isEmpty();
        List<ValueTransform> transforms =
                settings.transform().candidates(channel.spec().domain(), channel.values());
        if (transforms.stream().noneMatch(history::accepts)) {
            for (int i = 0; i < channel.size(); i++) {
                Requirements.requireAccepted(series, channel, i, transforms.get(0));
            }
        }
        return FittedChannel.fit(
                history,
                told ? settings.periods() : PeriodDetection.ofCalendar(channel),
                told ? List.of() : PeriodDetection.besidesCalendar(channel),
                transforms);
    }

    private static double meanCriterion(Map<String, List<FittedChannel>> fitted) {
        return fitted.values().stream()
                .flatMap(List::stream)
                .mapToDouble(FittedChannel::criterion)
                .filter(criterion -> criterion < Double.MAX_VALUE)
                .average()
                .orElse(0);
    }

    /** By channel the model under which the series are most likely on the average. */
    private static List<FittedChannel> pooled(
            List<TimeSeries> series, Map<String, List<FittedChannel>> fitted, int channels) {
        List<FittedChannel> pooled = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            int channel = c;
            List<TimeSeries> some = spread(series.stream()
                    .filter(s -> s.targets().get(channel).size() > 1)
                    .toList());
            List<ChannelHistory> histories = some.stream()
                    .map(s -> new ChannelHistory(s, s.targets().get(channel), FITTED_ON))
                    .toList();
            pooled.add(some.stream()
                    .map(s -> fitted.getOrDefault(s.id(), List.of()).get(channel))
                    .max(Comparator.comparingDouble(m ->
                            histories.stream().mapToDouble(m::meanLogLikelihood).sum()))
                    .orElseGet(FittedChannel::usual));
        }
        return pooled;
    }

    private static <T> List<T> spread(List<T> items) {
        int step = (items.size() + POOLED - 1) / POOLED;
        List<T> some = new ArrayList<>();
        for (int i = 0; i < items.size(); i += step) {
            some.add(items.get(i));
        }
        return some;
    }

    private Map<String, String> facts(SeriesSet series, Map<String, List<FittedChannel>> fitted) {
        Map<String, String> facts = DataSummary.of(series).facts();
        facts.put("fitted", Integer.toString(fitted.size()));
        facts.put("seed", Long.toString(settings.seed()));
        if (!settings.periods().isEmpty()) {
            facts.put("periods", Arrays.toString(settings.periods().toArray()));
        }
        if (fitted.size() == 1) {
            FittedChannel first = fitted.values().iterator().next().get(0);
            facts.put("structure", first.structure().text(first.unit()));
            facts.put("transform", first.normalisation().transform().text());
        }
        return facts;
    }
}
