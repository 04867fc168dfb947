package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.latent.Observations;
import dev.tidepath.latent.Window;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything between a user's series and a model's windows, learnt from the training data and immutable. A channel c of
 * series i is taken apart as
 *
 * <pre>y(t) = s_ic · ( φ(t)·w_c + A + S_c · v(t) )</pre>
 *
 * with the series' scale s, the regression on the time φ·w, the level A of what remains before the window's cut (see
 * {@link Anchor}), and v, which the model learns. Where the series of a set are alike, scale and level are those of the set: then
 * a value means the same in every series, as the states of one dynamical system do.
 *
 * @param time axis to model time; one unit is the practised horizon
 * @param regressions by channel, fitted to all data
 * @param anchors by channel
 * @param priors levels of channels not observed, by channel
 * @param scales the series' scales
 * @param context model time a window's context reaches back from its cut
 * @param alike whether scale and level are those of the set
 * @param own how far each series has regressions of its own, by channel; empty if none has
 */
public record Preparation(
        TimeScale time,
        List<TimeRegression> regressions,
        List<Anchor> anchors,
        List<LevelPrior> priors,
        Scales scales,
        double context,
        boolean alike,
        List<OwnFit> own) {

    /** The most observations the encoder reads of a window. */
    public static final int MOST_CONTEXT = 64;

    /** So many last observations of a channel tell a forecast all it knows of a series: its scale, its
     * regressions, its levels, its context. */
    public static final int MOST_READ = 20_000;

    /** How many of the last observations before a cut are always among them. */
    static final int ALWAYS_KEPT = 12;

    private static final double MEMORY = 4;
    private static final int MOST_MEMORY = 1024;

    /**
     * Keeps unmodifiable copies.
     *
     * @param time see the component
     * @param regressions see the component
     * @param anchors see the component
     * @param priors see the component
     * @param scales see the component
     * @param context see the component
     * @param alike see the component
     * @param own see the component
     */
    public Preparation {
        own = List.copyOf(own);
        regressions = List.copyOf(regressions);
        anchors = List.copyOf(anchors);
        priors = List.copyOf(priors);
    }

    /** The first observation that counts for levels before {@code to}. */
    static int memory(Observations seen, double context, int to) {
        return Math.max(seen.firstAtOrAfter(seen.time(to - 1) - MEMORY * context), to - MOST_MEMORY);
    }

    /** The levels of all channels from the observations before {@code to}; NaN where a series' own is not known. */
    double[] levels(Observations seen, List<TimeRegression> fits, int to) {
        if (alike) {
            double[] levels = new double[priors.size()];
            Arrays.setAll(levels, this::shared);
            return levels;
        }
        double cut = seen.time(to - 1);
        Anchor.Sums[] sums = new Anchor.Sums[anchors.size()];
        for (int c = 0; c < sums.length; c++) {
            sums[c] = new Anchor.Sums();
        }
        int from = memory(seen, context, to);
        for (int i = from; i < to; i++) {
            double t = seen.time(i);
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                int c = seen.channel(k);
                double age = (cut - t) / anchors.get(c).decay();
                sums[c].add(seen.value(k) - fits.get(c).at(t), StrictMath.exp(-age));
            }
        }
        double[] levels = new double[sums.length];
        for (int c = 0; c < levels.length; c++) {
            if (sums[c].isEmpty()) {
                addLast(seen, from, c, fits.get(c), sums[c]);
            }
            levels[c] = sums[c].level(anchors.get(c).share());
        }
        return levels;
    }

    /** The level of the set. */
    private double shared(int channel) {
        return priors.get(channel).mean() / scales.pooled()[channel];
    }

    /** When each channel was last observed before {@code to}; the start of the memory where it was not within it. */
    double[] lastSeen(Observations seen, int to) {
        int from = memory(seen, context, to);
        double[] last = new double[anchors.size()];
        Arrays.fill(last, seen.time(from));
        for (int i = from; i < to; i++) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                last[seen.channel(k)] = seen.time(i);
            }
        }
        return last;
    }

    /** A channel that was not observed within the memory keeps the level of its last observation before. */
    private static void addLast(Observations seen, int before, int channel, TimeRegression fit, Anchor.Sums sums) {
        for (int i = before - 1; i >= 0 && sums.isEmpty(); i--) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                if (seen.channel(k) == channel) {
                    sums.add(seen.value(k) - fit.at(seen.time(i)), 1);
                }
            }
        }
    }

    Observations remainders(Observations part, List<TimeRegression> fits, double[] levels) {
        return part.converted((t, c, value) ->
                (value - fits.get(c).at(t) - levels[c]) / anchors.get(c).scale());
    }

    /**
     * The window a forecast starts from. A series that lies far from a set of series that are alike is taken at a level and a
     * scale of its own.
     *
     * @param series observed at least once
     * @param key key of the window's random numbers
     * @param targets model times asked for
     * @return context and targets, and the way back to the user's units
     */
    public Ahead ahead(TimeSeries series, RandomKey key, double[] targets) {
        if (alike && IntStream.range(0, priors.size()).allMatch(c -> scales.isWithinReach(series, c, shared(c)))) {
            return ahead(PreparedSeries.of(series, time, scales.pooled().clone()), key, targets);
        }
        Preparation apart = new Preparation(time, regressions, anchors, priors, scales, context, false, own);
        return apart.ahead(PreparedSeries.of(series, time, scales.of(series)), key, targets);
    }

    Ahead ahead(PreparedSeries prepared, RandomKey key, double[] targets) {
        Observations seen = prepared.observations();
        List<TimeRegression> fits = regressionsOf(seen);
        double[] levels = levels(seen, fits, seen.size());
        double[] doubts = new double[levels.length];
        for (int c = 0; c < levels.length; c++) {
            if (Double.isNaN(levels[c])) {
                levels[c] = priors.get(c).mean() / prepared.scales()[c];
                doubts[c] = priors.get(c).deviation();
            }
        }
        int from = seen.firstAtOrAfter(prepared.last() - context);
        Observations read = seen.slice(from, seen.size());
        Observations thinned = read.pick(evenly(read.size()));
        Window window = new Window(
                remainders(thinned, fits, levels), Observations.at(targets), key, lastSeen(seen, seen.size()));
        return new Ahead(window, prepared.scales(), levels, doubts, fits, this);
    }

    /** The regressions of one series, of which all that was observed is known. */
    private List<TimeRegression> regressionsOf(Observations seen) {
        List<TimeRegression> fits = new ArrayList<>(regressions);
        for (int c = 0; c < own.size(); c++) {
            if (own.get(c).trust() > 0) {
                TimeRegression common = regressions.get(c);
                fits.set(c, own.get(c).of(ownSums(seen, c).fit(), FeatureChoice.all(common.features()), common));
            }
        }
        return fits;
    }

    /** The normal equations of one series' channel. */
    OwnSums ownSums(Observations seen, int channel) {
        OwnSums sums = new OwnSums(
                regressions.get(channel).features(), own.get(channel).forgetting());
        for (int i = 0; i < seen.size(); i++) {
            sums.add(seen, i, channel);
        }
        return sums;
    }

    /**
     * A forecast's window and the way back.
     *
     * @param window what the model is given
     * @param scales the series' scales by channel
     * @param levels the levels by channel
     * @param doubts standard deviations of the levels by channel, in the user's units; zero where it was observed
     * @param regressions the series' regressions by channel
     * @param preparation what was learnt
     */
    public record Ahead(
            Window window,
            double[] scales,
            double[] levels,
            double[] doubts,
            List<TimeRegression> regressions,
            Preparation preparation) {

        /**
         * The part of a channel that is linear in features of the time.
         *
         * @param channel channel index
         * @param t model time
         * @return the regression's value, in the series' scale
         */
        public double linear(int channel, double t) {
            return regressions.get(channel).at(t);
        }

        /**
         * A remainder in the user's unit.
         *
         * @param channel channel index
         * @param linear the {@link #linear} part at its time
         * @param v remainder
         * @return value
         */
        public double value(int channel, double linear, double v) {
            return scales[channel]
                    * (linear
                            + levels[channel]
                            + preparation.anchors.get(channel).scale() * v);
        }
    }

    private static int[] evenly(int size) {
        if (size <= MOST_CONTEXT) {
            return IntStream.range(0, size).toArray();
        }
        int old = size - ALWAYS_KEPT;
        int kept = MOST_CONTEXT - ALWAYS_KEPT;
        int[] indices = new int[MOST_CONTEXT];
        for (int i = 0; i < MOST_CONTEXT; i++) {
            indices[i] = i < kept ? (int) ((long) i * old / kept) : size - MOST_CONTEXT + i;
        }
        return indices;
    }
}
