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
import dev.tidepath.forecasting.prepare.Spread;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelHistory;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.forecasting.statespace.Sampling;
import dev.tidepath.forecasting.statespace.SharedPrior;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts each channel of each series by a linear state-space model in continuous time: a level with a slope, harmonics
 * of periods, a CARMA process, known-future covariates and noise. Gaps need no filling, and forecasts are exact for
 * linear-Gaussian data.
 *
 * <p>Structure and parameters are chosen for every series by itself, on its last {@value #FITTED_ON} observations; the one
 * that suits the others best serves series that were not fitted. Where series share their models, what was chosen for each
 * is the prior of all ({@link SharedPrior}), and its mean serves series that were not fitted. Of more than {@value #SEARCHED}
 * such series, models are searched for those of so many, and the others have posteriors of these models alone.
 */
public final class StateSpaceForecaster implements Forecaster {

    /** So many last observations tell structure and parameters. */
    static final int FITTED_ON = 1_000;

    /** So many series are compared for the model of series not seen. */
    private static final int POOLED = 12;

    /** Of large sets that share their models, those of so many series are searched for; the others lean on them. */
    static final int SEARCHED = 128;

    private static final int CHUNK = 16;

    /** Of fewer series the channels lean on each other as well. */
    private static final int SEVERAL = 10;

    /** Whether series lean on each other. */
    public enum Sharing {
        /** Each series has the model that was chosen for it alone. */
        NONE("state-space"),
        /** The models of all series are the prior of each, channel by channel; of few series those of all channels. */
        SERIES("shared-state-space");

        private final String model;

        Sharing(String model) {
            this.model = model;
        }

        /**
         * The name of the model.
         *
         * @return that of {@link Model#text}
         */
        public String model() {
            return model;
        }
    }

    private final ModelSettings settings;
    private final Sharing sharing;

    /**
     * Creates the forecaster of series that share nothing.
     *
     * @param settings of which seed, paths, threads, periods and transform count; without periods, those of the calendar
     *     and those a periodogram shows come into question
     */
    public StateSpaceForecaster(ModelSettings settings) {
        this(settings, Sharing.NONE);
    }

    /**
     * Creates the forecaster.
     *
     * @param settings of which seed, paths, threads, periods and transform count; without periods, those of the calendar
     *     and those a periodogram shows come into question
     * @param sharing whether series lean on each other
     */
    public StateSpaceForecaster(ModelSettings settings, Sharing sharing) {
        this.settings = settings;
        this.sharing = sharing;
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
        List<Sampling> samplings = samplings(observed);
        Map<String, List<FittedChannel>> fitted = new TreeMap<>();
        boolean goOn = true;
        List<TimeSeries> searched = sharing == Sharing.NONE ? observed : Spread.some(observed, SEARCHED);
        for (int from = 0; goOn && from < searched.size(); from += CHUNK) {
            List<TimeSeries> chunk = searched.subList(from, Math.min(searched.size(), from + CHUNK));
            List<List<FittedChannel>> found = SeriesWork.inParallel(settings.threads(), chunk, s -> fit(s, samplings));
            for (int i = 0; i < chunk.size(); i++) {
                fitted.put(chunk.get(i).id(), found.get(i));
            }
            double loss = meanCriterion(fitted);
            goOn = listener.onProgress(new TrainingProgress(from + chunk.size(), searched.size(), loss, loss));
        }
        Set<String> leaning = new HashSet<>();
        for (TimeSeries s : goOn ? observed : List.<TimeSeries>of()) {
            if (!fitted.containsKey(s.id())) {
                fitted.put(s.id(), unsearched(s, samplings));
                leaning.add(s.id());
            }
        }
        List<TimeSeries> done =
                observed.stream().filter(s -> fitted.containsKey(s.id())).toList();
        SeriesSchema schema = SeriesSchema.of(series, uses());
        List<FittedChannel> pooled = sharing == Sharing.NONE
                ? pooled(done, fitted, schema.targets().size())
                : shared(done, samplings, leaning, fitted);
        return new FittedStateSpace(
                schema,
                fitted,
                pooled,
                SamplingOptions.of(settings),
                settings.threads(),
                new Provenance(sharing.model(), facts(series, fitted)));
    }

    /** A channel of a series, by their numbers. */
    private record Part(int series, int channel) {}

    /**
     * Which channels lean on each other: those of one kind where there are several series, all channels where there are few.
     */
    private List<List<Part>> groups(List<TimeSeries> series) {
        int channels = series.get(0).targets().size();
        List<List<Part>> byChannel = IntStream.range(0, channels)
                .mapToObj(c -> IntStream.range(0, series.size())
                        .mapToObj(s -> new Part(s, c))
                        .toList())
                .toList();
        return series.size() >= SEVERAL
                ? byChannel
                : List.of(byChannel.stream().flatMap(List::stream).toList());
    }

    /** By channel the sampling that is common to all that lean on each other; none if none do. */
    private List<Sampling> samplings(List<TimeSeries> series) {
        Sampling[] samplings = new Sampling
                [sharing == Sharing.NONE ? 0 : series.get(0).targets().size()];
        for (List<Part> group : sharing == Sharing.NONE ? List.<List<Part>>of() : groups(series)) {
            Sampling common = Sampling.common(group.stream()
                    .filter(p -> channel(series, p).size() > 1)
                    .map(p -> history(series.get(p.series()), channel(series, p)))
                    .toList());
            group.forEach(p -> samplings[p.channel()] = common);
        }
        return List.of(samplings);
    }

    private static Channel channel(List<TimeSeries> series, Part part) {
        return series.get(part.series()).targets().get(part.channel());
    }

    /** What a series has that leans on the models of others: nothing but its unit of time. */
    private static List<FittedChannel> unsearched(TimeSeries series, List<Sampling> samplings) {
        List<FittedChannel> models = new ArrayList<>();
        for (int c = 0; c < samplings.size(); c++) {
            Channel channel = series.targets().get(c);
            models.add(
                    channel.size() < 2
                            ? FittedChannel.usual()
                            : FittedChannel.usual(samplings
                                    .get(c)
                                    .in(history(series, channel))
                                    .unit()));
        }
        return models;
    }

    /**
     * Replaces models by posteriors; returns by channel their mean. Where none of the others' models will do for a series that
     * leans on them, its own are searched for.
     */
    private List<FittedChannel> shared(
            List<TimeSeries> series,
            List<Sampling> samplings,
            Set<String> leaning,
            Map<String, List<FittedChannel>> fitted) {
        List<List<FittedChannel>> posteriors = series.stream()
                .map(s -> (List<FittedChannel>) new ArrayList<>(fitted.getOrDefault(s.id(), List.of())))
                .toList();
        for (List<Part> group : series.isEmpty() ? List.<List<Part>>of() : groups(series)) {
            SharedPrior prior = new SharedPrior(group.stream()
                    .map(p -> posteriors.get(p.series()).get(p.channel()))
                    .toList());
            List<Integer> numbers = IntStream.range(0, group.size()).boxed().toList();
            List<FittedChannel> found = prior.posteriors(SeriesWork.inParallel(settings.threads(), numbers, i -> {
                Channel one = channel(series, group.get(i));
                TimeSeries own = series.get(group.get(i).series());
                boolean leans = leaning.contains(own.id()) && one.size() > 1;
                return prior.evidence(i, history(own, one), transforms(one), leans);
            }));
            List<FittedChannel> all = SeriesWork.inParallel(settings.threads(), numbers, i -> {
                TimeSeries own = series.get(group.get(i).series());
                return leaning.contains(own.id()) && !found.get(i).isFitted()
                        ? fit(
                                own,
                                channel(series, group.get(i)),
                                samplings.get(group.get(i).channel()))
                        : found.get(i);
            });
            for (int i = 0; i < group.size(); i++) {
                Part part = group.get(i);
                posteriors.get(part.series()).set(part.channel(), all.get(i));
            }
        }
        for (int i = 0; i < series.size(); i++) {
            fitted.put(series.get(i).id(), List.copyOf(posteriors.get(i)));
        }
        return IntStream.range(0, samplings.size())
                .mapToObj(c ->
                        SharedPrior.mean(posteriors.stream().map(p -> p.get(c)).toList()))
                .toList();
    }

    private static ChannelHistory history(TimeSeries series, Channel channel) {
        return new ChannelHistory(series, channel, FITTED_ON);
    }

    private List<ValueTransform> transforms(Channel channel) {
        return settings.transform().candidates(channel.spec().domain(), channel.values());
    }

    /** A model a channel; one without two observations has the usual parameters. */
    private List<FittedChannel> fit(TimeSeries series, List<Sampling> samplings) {
        return IntStream.range(0, series.targets().size())
                .mapToObj(c -> fit(series, series.targets().get(c), samplings.isEmpty() ? null : samplings.get(c)))
                .toList();
    }

    private FittedChannel fit(TimeSeries series, Channel channel, @Nullable Sampling common) {
        if (channel.size() < 2) {
            return FittedChannel.usual();
        }
        ChannelHistory history = history(series, channel);
        boolean told = !settings.periods().isEmpty();
        List<ValueTransform> transforms = transforms(channel);
        if (transforms.stream().noneMatch(history::accepts)) {
            for (int i = 0; i < channel.size(); i++) {
                Requirements.requireAccepted(series, channel, i, transforms.get(0));
            }
        }
        return FittedChannel.fit(
                history,
                common == null ? Sampling.of(history) : common.in(history),
                told ? settings.periods() : PeriodDetection.ofCalendar(channel),
                told ? List.of() : PeriodDetection.besidesCalendar(channel),
                transforms);
    }

    private static double meanCriterion(Map<String, List<FittedChannel>> fitted) {
        return fitted.values().stream()
                .flatMap(List::stream)
                .filter(FittedChannel::isFitted)
                .mapToDouble(FittedChannel::criterion)
                .average()
                .orElse(0);
    }

    /** By channel the model under which the series are most likely on the average. */
    private static List<FittedChannel> pooled(
            List<TimeSeries> series, Map<String, List<FittedChannel>> fitted, int channels) {
        List<FittedChannel> pooled = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            int channel = c;
            List<TimeSeries> some = Spread.some(
                    series.stream()
                            .filter(s -> s.targets().get(channel).size() > 1)
                            .toList(),
                    POOLED);
            List<ChannelHistory> histories =
                    some.stream().map(s -> history(s, s.targets().get(channel))).toList();
            pooled.add(some.stream()
                    .map(s -> fitted.getOrDefault(s.id(), List.of()).get(channel))
                    .max(Comparator.comparingDouble(m ->
                            histories.stream().mapToDouble(m::meanLogLikelihood).sum()))
                    .orElseGet(FittedChannel::usual));
        }
        return pooled;
    }

    private Map<String, String> facts(SeriesSet series, Map<String, List<FittedChannel>> fitted) {
        Map<String, String> facts = DataSummary.of(series).facts();
        facts.put("fitted", Integer.toString(fitted.size()));
        facts.put("seed", Long.toString(settings.seed()));
        if (!settings.periods().isEmpty()) {
            facts.put("periods", series.axis().lengths(settings.periods()));
        }
        if (fitted.size() == 1) {
            FittedChannel first = fitted.values().iterator().next().get(0);
            facts.put("structure", first.structure().text(series.axis(), first.unit()));
            facts.put("transform", first.normalisation().transform().text());
        }
        return facts;
    }
}
