package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.Window;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/** Learns a {@link Preparation} from a training set and cuts its training windows. */
public final class PreparationBuilder {

    private static final int REGRESSION_HARMONICS = 6;
    private static final int NETWORK_HARMONICS = 2;
    private static final int ROLLING_CUTS = 24;
    private static final double FIRST_CUT = 0.15;
    private static final double CONTEXT = 1.5;
    /** A little less than three, so that a third of the span is a third wherever the series starts. */
    private static final double TREND_HORIZONS = 3 - 1e-9;
    /** Of the gaps, those that tell which harmonics are resolved. */
    private static final double SHORT_GAPS = 0.1;

    private static final int SPECTRA = 64;
    private static final int SPECTRUM_STEPS = 40;
    private static final double SLOWEST = 0.5 * StrictMath.PI;
    private static final double FASTEST = 16 * StrictMath.PI;
    private static final double MUCH_LESS = 0.7;
    static final double[] DECAYS = {1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0};

    private final TimeScale time;
    private final List<PreparedSeries> prepared = new ArrayList<>();
    private final List<Double> cuts = new ArrayList<>();
    private List<PreparedSeries> trainable;
    private final TrainingSplit split;
    private final Scales scales;
    private boolean alike;
    private final int channels;
    private final double first;
    private final double last;
    private final double gap;
    private final double shortGap;
    private final double context;
    private final double horizon;
    private final List<TimeFeatures> candidates = new ArrayList<>();
    private List<RegressionSearch.Choice> choices;
    private final TimeFeatures networkFeatures;
    private final double effectiveWindows;
    private final TrainingWindows windows;

    /**
     * Learns the preparation of a set.
     *
     * @param series observed series; at least one with two different times
     * @param horizon practised horizon: seconds on a calendar axis, else the axis's own unit
     * @param periods periods whose harmonics count, in the same unit; the calendar year is added on long calendar series
     */
    public PreparationBuilder(SeriesSet series, double horizon, List<Double> periods) {
        time = TimeScale.startingAt(series, horizon);
        this.horizon = horizon;
        channels = series.channels().size();
        double span = series.series().stream()
                        .mapToDouble(s -> s.last().since(0, s.first(), 0))
                        .max()
                        .orElse(0)
                / horizon;
        boolean trend = span >= TREND_HORIZONS;
        scales = Scales.of(series, trend);
        alike = scales.areAlike(series);
        prepare(series);
        first = prepared.stream().mapToDouble(PreparedSeries::first).min().orElse(0);
        last = prepared.stream().mapToDouble(PreparedSeries::last).max().orElse(0);
        double[] gaps = gaps();
        gap = gaps[gaps.length / 2];
        shortGap = Math.max(gaps[(int) (SHORT_GAPS * gaps.length)], gap / 8);
        context = Math.max(CONTEXT, 8 * gap);
        for (int c = 0; c < channels; c++) {
            double trendScale = trend && span(c) >= TREND_HORIZONS ? 0.5 * (last - first) : 0;
            List<Double> cycles = new ArrayList<>(periods);
            if (periods.isEmpty()) {
                cycles.addAll(CycleCandidates.of(series, c));
            }
            candidates.add(features(trendScale, cycles, REGRESSION_HARMONICS));
        }
        if (candidates.stream().anyMatch(f -> f.size() > 0)) {
            double[] times = prepared.stream()
                    .flatMapToDouble(p -> Arrays.stream(p.observations().times()))
                    .sorted()
                    .toArray();
            for (int k = 0; k < ROLLING_CUTS; k++) {
                cuts.add(times[(int) ((FIRST_CUT + (1 - FIRST_CUT) * k / ROLLING_CUTS) * (times.length - 1))]);
            }
        }
        trainable = trainable();
        choices = choices(periods.size());
        RollingRegressions rolling = rolling();
        List<LevelPrior> priors = priors(rolling.overall());
        List<Anchor> anchors = anchors(rolling, priors);
        if (alike && doOwnLevelsForetell(rolling, anchors)) {
            alike = false;
            prepare(series);
            trainable = trainable();
            choices = choices(periods.size());
            rolling = rolling();
            priors = priors(rolling.overall());
            anchors = anchors(rolling, priors);
        }
        networkFeatures = networkFeatures();
        split = TrainingSplit.of(trainable, context, cuts.isEmpty() ? first : cuts.get(0));
        effectiveWindows = trainable.stream()
                .mapToDouble(PreparedSeries::span)
                .map(s -> Math.max(1, s))
                .sum();
        windows = new TrainingWindows(
                new Preparation(time, rolling.overall(), anchors, priors, scales, context, alike, own()), rolling);
    }

    /**
     * What was learnt.
     *
     * @return the preparation
     */
    public Preparation preparation() {
        return windows.preparation();
    }

    /**
     * What the networks see of the time itself.
     *
     * @return harmonics of the periods
     */
    public TimeFeatures features() {
        return networkFeatures;
    }

    /**
     * The median distance of neighbouring observations.
     *
     * @return in model time
     */
    public double gap() {
        return gap;
    }

    /**
     * How many windows without overlap the data hold.
     *
     * @return at least one
     */
    public double effectiveWindows() {
        return effectiveWindows;
    }

    TrainingWindows windows() {
        return windows;
    }

    /**
     * Cuts a training window at random.
     *
     * @param key key of the window
     * @return the window
     */
    public Window draw(RandomKey key) {
        PreparedSeries series = drawn(key);
        return windows.draw(series, key.derive(series.id()));
    }

    /**
     * Cuts a window at random that is like a forecast, with a horizon ahead of its cut, from what is held back.
     *
     * @param key key of the window
     * @return the window
     */
    public Window drawForecast(RandomKey key) {
        TrainingSplit.HeldBack held =
                split.heldBack().get(key.below(0, split.heldBack().size()));
        return windows.drawForecast(
                held.series(), held.from(), key.derive(held.series().id()));
    }

    /**
     * Whether {@link #drawForecast} cuts windows of which the values ahead are in none that {@link #draw} cuts.
     *
     * @return false if there is too little to hold anything back
     */
    public boolean holdsBack() {
        return split.apart();
    }

    /**
     * Which series {@link #draw} cuts from.
     *
     * @param key key of the window
     * @return the series' id
     */
    public String seriesOf(RandomKey key) {
        return drawn(key).id();
    }

    private PreparedSeries drawn(RandomKey key) {
        return split.trained().get(key.below(0, split.trained().size()));
    }

    /**
     * The window a forecast of the longest series starts from, without targets.
     *
     * @return the window
     */
    public Window longest() {
        PreparedSeries longest = trainable.get(0);
        for (PreparedSeries p : trainable) {
            if (p.span() > longest.span()) {
                longest = p;
            }
        }
        return preparation().ahead(longest, RandomKey.of(0), new double[0]).window();
    }

    /**
     * Typical angular frequencies of what the model is to learn: quartiles, over random windows, of the frequency of
     * greatest power.
     *
     * @param key random key
     * @return the lower and the upper quartile, in radians per unit of model time
     */
    public double[] frequencies(RandomKey key) {
        double[] peaks = new double[SPECTRA];
        for (int i = 0; i < SPECTRA; i++) {
            Observations seen = draw(key.derive(i)).targets();
            peaks[i] = LombScargle.peak(seen, i % channels, SLOWEST, FASTEST, SPECTRUM_STEPS);
        }
        Arrays.sort(peaks);
        return new double[] {peaks[SPECTRA / 4], peaks[3 * SPECTRA / 4]};
    }

    /** What each channel is regressed on; where series are alike all that comes into question. */
    private List<RegressionSearch.Choice> choices(int fixedCycles) {
        List<RegressionSearch.Choice> chosen = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            TimeFeatures all = candidates.get(c);
            chosen.add(
                    alike
                            ? new RegressionSearch.Choice(all, OwnFit.NONE, 1, 0, 1)
                            : new RegressionSearch(trainable, c, all, cuts, context).best(fixedCycles));
        }
        return chosen;
    }

    private List<OwnFit> own() {
        List<OwnFit> own = choices.stream().map(RegressionSearch.Choice::own).toList();
        return own.stream().allMatch(OwnFit.NONE::equals) ? List.of() : own;
    }

    /** Harmonics of the cycles any channel is regressed on. */
    private TimeFeatures networkFeatures() {
        List<TimeFeatures.Cycle> cycles = new ArrayList<>();
        for (RegressionSearch.Choice choice : choices) {
            for (TimeFeatures.Cycle cycle : choice.features().cycles()) {
                if (cycles.stream().noneMatch(c -> c.angularFrequency() == cycle.angularFrequency())) {
                    cycles.add(new TimeFeatures.Cycle(
                            cycle.angularFrequency(), Math.min(NETWORK_HARMONICS, cycle.harmonics())));
                }
            }
        }
        return new TimeFeatures(0.5 * (first + last), 0, cycles);
    }

    /** The longest stretch any series observed a channel over. */
    private double span(int channel) {
        return prepared.stream().mapToDouble(p -> p.span(channel)).max().orElse(0);
    }

    /** Series with two times; those that end before anything was known of the regressions only if there are no others. */
    private List<PreparedSeries> trainable() {
        List<PreparedSeries> all =
                prepared.stream().filter(p -> p.observations().size() > 1).toList();
        List<PreparedSeries> late = all.stream()
                .filter(p -> cuts.isEmpty() || p.last() >= cuts.get(0) + TrainingWindows.LEAST_AHEAD)
                .toList();
        return late.isEmpty() ? all : late;
    }

    private double[] gaps() {
        return prepared.stream()
                .flatMapToDouble(p -> {
                    Observations o = p.observations();
                    double[] g = new double[Math.max(0, o.size() - 1)];
                    Arrays.setAll(g, i -> o.time(i + 1) - o.time(i));
                    return Arrays.stream(g);
                })
                .sorted()
                .toArray();
    }

    private TimeFeatures features(double trendScale, List<Double> periods, int most) {
        List<TimeFeatures.Cycle> cycles = new ArrayList<>();
        for (double period : periods) {
            int resolved = (int) (period / horizon / (2 * shortGap) + 0.01);
            cycles.add(new TimeFeatures.Cycle(
                    2 * StrictMath.PI * horizon / period, Math.max(1, Math.min(most, resolved))));
        }
        return new TimeFeatures(0.5 * (first + last), trendScale, cycles);
    }

    private void prepare(SeriesSet series) {
        prepared.clear();
        for (TimeSeries s : series.series()) {
            prepared.add(PreparedSeries.of(s, time, alike ? scales.pooled() : scales.of(s)));
        }
    }

    private RollingRegressions rolling() {
        return RollingRegressions.of(
                prepared,
                cuts,
                choices.stream().map(RegressionSearch.Choice::features).toList(),
                choices.stream().map(RegressionSearch.Choice::own).toList());
    }

    /** About the level of the set where the series are alike, else about each one's own. */
    private List<Anchor> anchors(RollingRegressions rolling, List<LevelPrior> priors) {
        List<Anchor> anchors = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            anchors.add(anchor(rolling, c, alike ? priors.get(c).mean() / scales.pooled()[c] : Double.NaN));
        }
        return anchors;
    }

    /** Whether a series' own recent level says much more of what comes than that of the set: then it wanders. */
    private boolean doOwnLevelsForetell(RollingRegressions rolling, List<Anchor> shared) {
        for (int c = 0; c < channels; c++) {
            if (ownScale(rolling, c) < MUCH_LESS * shared.get(c).scale()) {
                return true;
            }
        }
        return false;
    }

    /** The least error of a level of each series' own. */
    private double ownScale(RollingRegressions rolling, int channel) {
        double least = Double.POSITIVE_INFINITY;
        for (double decay : DECAYS) {
            LevelErrors errors = new LevelErrors(rolling, context, channel, decay, Double.NaN);
            trainable.forEach(p -> errors.collect(p, trainable.size()));
            least = errors.isEmpty() ? least : Math.min(least, Math.sqrt(errors.meanSquare(errors.bestShare())));
        }
        return least;
    }

    /** From the mean of each series over its memory. */
    private List<LevelPrior> priors(List<TimeRegression> regressions) {
        List<Anchor> means = Collections.nCopies(channels, new Anchor(0, 1, 1, new ErrorGrowth(1, 0, 0)));
        Preparation plain = new Preparation(time, regressions, means, List.of(), scales, context, false, List.of());
        double[][] levels = new double[prepared.size()][];
        for (int i = 0; i < levels.length; i++) {
            Observations o = prepared.get(i).observations();
            levels[i] = plain.levels(o, regressions, o.size());
        }
        List<LevelPrior> priors = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            StandardDeviation deviation = new StandardDeviation();
            Mean mean = new Mean();
            for (int i = 0; i < levels.length; i++) {
                if (!Double.isNaN(levels[i][c])) {
                    mean.increment(levels[i][c] * prepared.get(i).scales()[c]);
                    deviation.increment(levels[i][c] * prepared.get(i).scales()[c]);
                }
            }
            boolean several = deviation.getN() > 1 && deviation.getResult() > 0;
            priors.add(new LevelPrior(
                    mean.getN() > 0 ? mean.getResult() : 0, several ? deviation.getResult() : scales.pooled()[c]));
        }
        return priors;
    }

    /** The level about a centre or, where that is NaN, about each series' own mean, and how its errors grow. */
    private Anchor anchor(RollingRegressions rolling, int channel, double centre) {
        RegressionSearch.Choice choice = choices.get(channel);
        LevelErrors errors = new LevelErrors(rolling, context, channel, choice.decay(), centre);
        trainable.forEach(p -> errors.collect(p, trainable.size()));
        double share = choice.share();
        double scale = Math.sqrt(errors.meanSquare(share));
        return errors.isEmpty() || !(scale > 0)
                ? new Anchor(share, choice.decay(), 1, new ErrorGrowth(1, 0, 0))
                : new Anchor(share, choice.decay(), scale, errors.growth(share, scale));
    }
}
