package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses what of the time a channel is regressed on, how far each series has a regression of its own, and the level, by
 * the absolute errors of regression and level alone over the practised horizon after many cuts: the geometric mean over
 * series of their mean errors, so that no series' size or outliers have more of a say than another's.
 */
final class RegressionSearch {

    private static final int CASES = 600;
    private static final int MOST_CASES_EACH = 48;
    private static final int LEAST_CASES_EACH = 4;
    private static final int MOST_TARGETS = 8;
    private static final int ROUNDS = 3;
    private static final double LEAST_ERROR = 1e-3;
    /** What is more complicated has to be better by this factor. */
    private static final double CLEARLY = 0.98;

    private static final double[] FORGETTING = {0, 1 / 8.0, 1 / 2.5, 1, 4};
    private static final double[] TRUST = {0, 1 / 30.0, 1 / 4.0, 2};
    private static final OwnFit FREE = new OwnFit(2, 1);
    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 1};

    private final List<PreparedSeries> series;
    private final int channel;
    private final TimeFeatures features;
    private final List<Double> cuts;
    private final double context;
    private final PooledSums common;
    private final boolean several;
    private final List<Case> cases = new ArrayList<>();

    /**
     * What was chosen.
     *
     * @param features of the regression
     * @param own of each series
     * @param decay of the level
     * @param share of the level
     * @param error mean absolute error ahead
     */
    record Choice(TimeFeatures features, OwnFit own, double decay, double share, double error) {

        Choice with(OwnFit other) {
            return new Choice(features, other, decay, share, error);
        }
    }

    private record Candidate(FeatureChoice features, OwnFit own) {

        int memory() {
            return Arrays.binarySearch(FORGETTING, own.forgetting());
        }
    }

    /** A cut of a series: what was known then, and what came. Vectors hold the features and, last, the value. */
    private record Case(
            int series,
            double cut,
            List<TimeRegression.Fit> own,
            double[] mean,
            double[][] recent,
            List<double[]> ahead) {}

    RegressionSearch(
            List<PreparedSeries> series, int channel, TimeFeatures features, List<Double> cuts, double context) {
        this.series = series;
        this.channel = channel;
        this.features = features;
        this.cuts = cuts;
        this.context = context;
        several = series.size() > 1;
        common = new PooledSums(features, cuts);
        RegressionThinning thinning = RegressionThinning.of(series);
        int some = Math.min(series.size(), CASES / LEAST_CASES_EACH);
        int each = Math.max(LEAST_CASES_EACH, Math.min(MOST_CASES_EACH, CASES / some));
        for (PreparedSeries p : series) {
            common.add(p, channel, thinning);
        }
        for (int k = 0; k < some; k++) {
            new Pass(k, series.get((int) ((long) k * series.size() / some)), each, thinning).run();
        }
    }

    /** Walks through a series and keeps what is known at some cuts. */
    private final class Pass {
        private final int index;
        private final PreparedSeries p;
        private final Observations o;
        private final int each;
        private final RegressionThinning thinning;
        private final int size = features.size() + 1;
        private final double[][] recent = new double[PreparationBuilder.DECAYS.length][size];
        private final double[] weights = new double[PreparationBuilder.DECAYS.length];
        private final double[] window = new double[size];
        private final double[] row = new double[size];
        private final double[] phi = new double[size - 1];
        private double inWindow;
        private double last = Double.NaN;
        private final List<OwnSums> own = new ArrayList<>();

        Pass(int index, PreparedSeries p, int each, RegressionThinning thinning) {
            this.index = index;
            this.p = p;
            this.o = p.observations();
            this.each = each;
            this.thinning = thinning;
            for (double f : FORGETTING) {
                own.add(new OwnSums(features, f));
            }
        }

        void run() {
            double begin = Math.max(p.first() + 0.3 * p.span(), cuts.isEmpty() ? p.first() : cuts.get(0));
            int oldest = 0;
            int next = 0;
            for (int i = 0; i < o.size(); i++) {
                while (next < each && o.time(i) >= begin + (p.last() - begin) * (next + 0.5) / each) {
                    keep(i);
                    next++;
                }
                observe(i);
                int from = Preparation.memory(o, context, i + 1);
                for (; oldest < from; oldest++) {
                    for (int k = o.first(oldest); k < o.first(oldest + 1); k++) {
                        if (o.channel(k) == channel) {
                            fill(o.time(oldest), o.value(k));
                            add(window, -1);
                            inWindow--;
                        }
                    }
                }
            }
        }

        private void fill(double time, double value) {
            features.at(time, phi);
            System.arraycopy(phi, 0, row, 0, size - 1);
            row[size - 1] = value;
        }

        private void add(double[] into, double factor) {
            for (int j = 0; j < size; j++) {
                into[j] += factor * row[j];
            }
        }

        private void observe(int i) {
            double t = o.time(i);
            for (int k = o.first(i); k < o.first(i + 1); k++) {
                if (o.channel(k) == channel) {
                    fill(t, o.value(k));
                    for (int d = 0; d < recent.length; d++) {
                        double kept =
                                Double.isNaN(last) ? 0 : StrictMath.exp((last - t) / PreparationBuilder.DECAYS[d]);
                        weights[d] = kept * weights[d] + 1;
                        for (int j = 0; j < size; j++) {
                            recent[d][j] = kept * recent[d][j] + row[j];
                        }
                    }
                    last = t;
                    add(window, 1);
                    inWindow++;
                    if (thinning.keeps(i)) {
                        own.forEach(s -> s.add(t, phi, row[size - 1]));
                    }
                }
            }
        }

        private void keep(int to) {
            if (to == 0 || Double.isNaN(last)) {
                return;
            }
            double cut = o.time(to - 1);
            List<double[]> ahead = new ArrayList<>();
            for (int i = to; i < o.size() && o.time(i) <= cut + 1; i++) {
                for (int k = o.first(i); k < o.first(i + 1); k++) {
                    if (o.channel(k) == channel) {
                        fill(o.time(i), o.value(k));
                        ahead.add(row.clone());
                    }
                }
            }
            if (ahead.isEmpty()) {
                return;
            }
            double[][] levels = new double[recent.length][];
            for (int d = 0; d < recent.length; d++) {
                levels[d] = divided(recent[d], weights[d]);
            }
            double[] mean = inWindow > 0 ? divided(window, inWindow) : levels[levels.length - 1];
            cases.add(
                    new Case(index, cut, own.stream().map(s -> s.fit().copy()).toList(), mean, levels, thinned(ahead)));
        }

        private static double[] divided(double[] sum, double count) {
            return Arrays.stream(sum).map(x -> x / count).toArray();
        }

        private static List<double[]> thinned(List<double[]> all) {
            int some = Math.min(MOST_TARGETS, all.size());
            List<double[]> kept = new ArrayList<>();
            for (int i = 0; i < some; i++) {
                kept.add(all.get((int) ((long) (2 * i + 1) * all.size() / (2L * some))));
            }
            return kept;
        }
    }

    /** The best: which features, how far each series has a regression of its own, and again which features. */
    Choice best(int fixedCycles) {
        Choice best = evaluated(new Candidate(FeatureChoice.of(features, false, (1 << fixedCycles) - 1), first()));
        for (int round = 0; round < ROUNDS; round++) {
            Choice before = best;
            best = bestFeatures(best, fixedCycles);
            best = bestFit(best);
            if (best.equals(before)) {
                break;
            }
        }
        return best.features().size() > 0 ? best : best.with(OwnFit.NONE);
    }

    private OwnFit first() {
        return new OwnFit(several ? TRUST[1] : 0, 0);
    }

    private Choice bestFeatures(Choice before, int fixedCycles) {
        Choice best = before;
        int optional = features.cycles().size() - fixedCycles;
        for (int mask = 0; mask < 1 << optional; mask++) {
            int cycles = (1 << fixedCycles) - 1 | mask << fixedCycles;
            for (boolean trend : features.trendScale() > 0 ? new boolean[] {false, true} : new boolean[] {false}) {
                FeatureChoice chosen = FeatureChoice.of(features, trend, cycles);
                best = better(best, new Candidate(chosen, before.own()));
                best = several ? better(best, new Candidate(chosen, FREE)) : best;
            }
        }
        return best;
    }

    private Choice bestFit(Choice before) {
        Choice best = before;
        FeatureChoice chosen = FeatureChoice.within(features, before.features());
        for (double trust : chosen.indices().length == 0 ? new double[0] : TRUST) {
            for (double forgetting : FORGETTING) {
                if (trust == 0 ? forgetting == 0 : several || (forgetting > 0 && forgetting < FREE.forgetting())) {
                    best = better(best, new Candidate(chosen, new OwnFit(trust, forgetting)));
                }
            }
        }
        return best;
    }

    private Choice better(Choice best, Candidate candidate) {
        Choice choice = evaluated(candidate);
        return choice.error() < CLEARLY * best.error() ? choice : best;
    }

    private Choice evaluated(Candidate candidate) {
        FeatureChoice f = candidate.features();
        List<TimeRegression> commons = new ArrayList<>();
        for (int k = 0; k <= cuts.size(); k++) {
            commons.add(common.at(k).solve(f, new double[f.indices().length], RollingRegressions.COMMON_STRENGTH));
        }
        double[][][] errors = new double[PreparationBuilder.DECAYS.length][SHARES.length][series.size()];
        double[] counts = new double[series.size()];
        for (Case each : cases) {
            TimeRegression known = commons.get(commonAt(each.cut()));
            double[] w = candidate
                    .own()
                    .of(each.own().get(candidate.memory()), f, known)
                    .weights();
            addErrors(each, f.indices(), w, errors);
            counts[each.series()] += each.ahead().size();
        }
        Choice best = new Choice(f.features(), candidate.own(), 1, 0, Double.POSITIVE_INFINITY);
        for (int s = 0; s < SHARES.length; s++) {
            for (int d = 0; d < errors.length; d++) {
                double error = typical(errors[d][s], counts);
                if (error < best.error()) {
                    best = new Choice(f.features(), candidate.own(), PreparationBuilder.DECAYS[d], SHARES[s], error);
                }
            }
        }
        return best;
    }

    private int commonAt(double cut) {
        int k = 0;
        while (k < cuts.size() && cuts.get(k) <= cut) {
            k++;
        }
        return cuts.isEmpty() ? 0 : Math.max(0, k - 1);
    }

    private static void addErrors(Case each, int[] indices, double[] w, double[][][] errors) {
        double mean = rest(each.mean(), indices, w);
        for (int d = 0; d < errors.length; d++) {
            double step = rest(each.recent()[d], indices, w) - mean;
            for (double[] target : each.ahead()) {
                double apart = rest(target, indices, w) - mean;
                for (int s = 0; s < SHARES.length; s++) {
                    errors[d][s][each.series()] += Math.abs(apart - SHARES[s] * step);
                }
            }
        }
    }

    private static double rest(double[] row, int[] indices, double[] w) {
        double value = row[row.length - 1];
        for (int i = 0; i < w.length; i++) {
            value -= w[i] * row[indices[i]];
        }
        return value;
    }

    private static double typical(double[] errors, double[] counts) {
        double logs = 0;
        int some = 0;
        for (int i = 0; i < errors.length; i++) {
            if (counts[i] > 0) {
                logs += StrictMath.log(LEAST_ERROR + errors[i] / counts[i]);
                some++;
            }
        }
        return some == 0 ? 1 : StrictMath.exp(logs / some);
    }
}
