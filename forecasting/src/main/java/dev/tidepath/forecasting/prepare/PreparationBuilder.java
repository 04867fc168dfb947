package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
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

    private static final int REGRESSION_HARMONICS = 4;
    private static final int NETWORK_HARMONICS = 2;
    private static final int ROLLING_CUTS = 24;
    private static final double FIRST_CUT = 0.3;
    private static final double CONTEXT = 1.5;
    /** A little less than three, so that a third of the span is a third wherever the series starts. */
    private static final double TREND_HORIZONS = 3 - 1e-9;

    /** Observations a regression uses at most, evenly thinned. */
    private static final int MOST_REGRESSED = 50_000;

    private static final int PHASES = 32;
    private static final int SPECTRA = 64;
    private static final int SPECTRUM_STEPS = 40;
    private static final double SLOWEST = 0.5 * StrictMath.PI;
    private static final double FASTEST = 16 * StrictMath.PI;
    private static final double MUCH_LESS = 0.7;
    private static final double[] DECAYS = {1 / 32.0, 1 / 16.0, 1 / 8.0, 1 / 4.0, 1 / 2.0};

    private final TimeScale time;
    private final List<PreparedSeries> prepared = new ArrayList<>();
    private final List<Double> cuts = new ArrayList<>();
    private List<PreparedSeries> trainable;
    private final Scales scales;
    private boolean alike;
    private final int channels;
    private final double first;
    private final double last;
    private final double gap;
    private final double context;
    private final List<TimeFeatures> regressionFeatures = new ArrayList<>();
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
        gap = medianGap();
        context = Math.max(CONTEXT, 8 * gap);
        List<Double> cycles = cycles(series.axis(), horizon, periods);
        for (int c = 0; c < channels; c++) {
            double trendScale = trend && span(c) >= TREND_HORIZONS ? 0.5 * (last - first) : 0;
            regressionFeatures.add(features(trendScale, cycles, horizon, REGRESSION_HARMONICS));
        }
        networkFeatures = features(0, cycles, horizon, NETWORK_HARMONICS);
        if (regressionFeatures.stream().anyMatch(f -> f.size() > 0)) {
            for (int k = 0; k < ROLLING_CUTS; k++) {
                cuts.add(first + (FIRST_CUT + (1 - FIRST_CUT) * k / ROLLING_CUTS) * (last - first));
            }
        }
        trainable = trainable();
        RollingRegressions rolling = rolling();
        List<LevelPrior> priors = priors(rolling.overall());
        List<Anchor> anchors = anchors(rolling, priors);
        if (alike && doOwnLevelsForetell(rolling, anchors)) {
            alike = false;
            prepare(series);
            trainable = trainable();
            rolling = rolling();
            priors = priors(rolling.overall());
            anchors = anchors(rolling, priors);
        }
        effectiveWindows = trainable.stream()
                .mapToDouble(PreparedSeries::span)
                .map(s -> Math.max(1, s))
                .sum();
        windows = new TrainingWindows(
                new Preparation(time, rolling.overall(), anchors, priors, scales, context, alike), rolling);
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
     * Cuts a window at random that is like a forecast, with a horizon ahead of its cut.
     *
     * @param key key of the window
     * @return the window
     */
    public Window drawForecast(RandomKey key) {
        PreparedSeries series = drawn(key);
        return windows.drawForecast(series, key.derive(series.id()));
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
        return trainable.get(key.below(0, trainable.size()));
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

    /** The periods given, and the calendar year where it is seen twice and no quarter of it goes unobserved. */
    private List<Double> cycles(TimeAxis axis, double horizon, List<Double> periods) {
        List<Double> cycles = new ArrayList<>(periods);
        double year = TimeScale.YEAR / horizon;
        boolean seenTwice = last - first >= 2 * year && gap <= year / 4;
        if (axis == TimeAxis.CALENDAR && seenTwice && longestUnseen(year) <= 0.25) {
            cycles.add(TimeScale.YEAR);
        }
        return cycles.stream().distinct().toList();
    }

    /** The longest run of a cycle's phases, as a share of it, at which nothing was ever observed. */
    private double longestUnseen(double cycle) {
        boolean[] seen = new boolean[PHASES];
        for (PreparedSeries p : prepared) {
            for (int i = 0; i < p.observations().size(); i++) {
                double turns = p.observations().time(i) / cycle;
                seen[(int) (PHASES * (turns - Math.floor(turns))) % PHASES] = true;
            }
        }
        int longest = 0;
        int run = 0;
        for (int i = 0; i < 2 * PHASES; i++) {
            run = seen[i % PHASES] ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return (double) longest / PHASES;
    }

    /** The longest stretch any series observed a channel over. */
    private double span(int channel) {
        double longest = 0;
        for (PreparedSeries p : prepared) {
            Observations o = p.observations();
            double from = Double.NaN;
            for (int i = 0; i < o.size(); i++) {
                for (int k = o.first(i); k < o.first(i + 1); k++) {
                    if (o.channel(k) == channel) {
                        from = Double.isNaN(from) ? o.time(i) : from;
                        longest = Math.max(longest, o.time(i) - from);
                    }
                }
            }
        }
        return longest;
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

    private double medianGap() {
        double[] gaps = prepared.stream()
                .flatMapToDouble(p -> {
                    Observations o = p.observations();
                    double[] g = new double[Math.max(0, o.size() - 1)];
                    Arrays.setAll(g, i -> o.time(i + 1) - o.time(i));
                    return Arrays.stream(g);
                })
                .sorted()
                .toArray();
        return gaps[gaps.length / 2];
    }

    private TimeFeatures features(double trendScale, List<Double> periods, double horizon, int most) {
        List<TimeFeatures.Cycle> cycles = new ArrayList<>();
        for (double period : periods) {
            int resolved = (int) (period / horizon / (2 * gap));
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
        return new RollingRegressions(cuts, cuts.stream().map(this::regressions).toList(), regressions(last));
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
            if (anchor(rolling, c, Double.NaN).scale()
                    < MUCH_LESS * shared.get(c).scale()) {
                return true;
            }
        }
        return false;
    }

    /** From the mean of each series over its memory. */
    private List<LevelPrior> priors(List<TimeRegression> regressions) {
        List<Anchor> means = Collections.nCopies(channels, new Anchor(0, 1, 1, new ErrorGrowth(1, 0, 0)));
        Preparation plain = new Preparation(time, regressions, means, List.of(), scales, context, false);
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

    private List<TimeRegression> regressions(double until) {
        int total = prepared.stream().mapToInt(p -> p.observations().size()).sum();
        int every = Math.max(1, total / MOST_REGRESSED);
        List<TimeRegression> fits = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            TimeRegression.Fit fit = new TimeRegression.Fit(regressionFeatures.get(c));
            for (PreparedSeries p : prepared) {
                Observations o = p.observations();
                for (int i = 0; i < o.size() && o.time(i) <= until; i += every) {
                    for (int k = o.first(i); k < o.first(i + 1); k++) {
                        if (o.channel(k) == c) {
                            fit.add(o.time(i), o.value(k));
                        }
                    }
                }
                fit.endSeries();
            }
            fits.add(fit.solve());
        }
        return fits;
    }

    /** Chooses decay and share by the error of the level alone over the practised horizon after many cuts. */
    private Anchor anchor(RollingRegressions rolling, int channel, double centre) {
        Anchor best = new Anchor(0, 1, 1, new ErrorGrowth(1, 0, 0));
        double least = Double.POSITIVE_INFINITY;
        double[] decays = Double.isNaN(centre) ? DECAYS : Arrays.copyOf(DECAYS, 1); // a centre has no decay
        for (double decay : decays) {
            LevelErrors errors = new LevelErrors(rolling, context, channel, decay, centre);
            trainable.forEach(p -> errors.collect(p, trainable.size()));
            if (!errors.isEmpty()) {
                double share = errors.bestShare();
                double scale = Math.sqrt(errors.meanSquare(share));
                if (scale < least) {
                    least = scale;
                    best = new Anchor(share, decay, scale > 0 ? scale : 1, errors.growth(share, scale > 0 ? scale : 1));
                }
            }
        }
        return best;
    }
}
