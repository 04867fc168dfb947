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
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Forecasts by a {@link Rule}: its values are the medians, and the spread about them is that of the rule's own errors by
 * lead, from many origins in the history of a series, or of all series together where one has few. Sample paths are the
 * rule's values plus noise, a random walk and a random slope in the proportions of those errors.
 */
public final class RuleForecaster implements Forecaster {

    /** So many series tell what is common to all. */
    private static final int TOLD_BY = 24;

    private final Rule rule;
    private final ModelSettings settings;

    /**
     * Creates the forecaster.
     *
     * @param rule how a channel goes on
     * @param settings of which seed, paths, threads, periods and horizon count; without periods, the rule takes those of
     *     the calendar and of a periodogram with which it has the least error
     */
    public RuleForecaster(Rule rule, ModelSettings settings) {
        this.rule = rule;
        this.settings = settings;
    }

    @Override
    public Set<Input> uses() {
        return rule == Rule.FOURIER ? Set.of(Input.KNOWN_COVARIATES) : Set.of();
    }

    @Override
    public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
        series.requireFittable();
        if (rule.isPeriodic()) {
            Requirements.requireSeen(1, settings.periods(), series);
        }
        SeriesSet observed = new SeriesSet(series.observed());
        Scales scales = Scales.of(observed.withoutCovariates(), true);
        double longest = longest(observed);
        List<List<Double>> periods = new ArrayList<>();
        List<ErrorGrowth> growths = new ArrayList<>();
        for (int c = 0; c < scales.pooled().length; c++) {
            List<Double> chosen = periods(observed, scales, longest, c);
            periods.add(chosen);
            growths.add(RuleErrors.of(rule, longest, histories(observed, scales, chosen, c))
                    .growth());
        }
        listener.onProgress(
                new TrainingProgress(1, 1, growths.get(0).at(1), growths.get(0).at(1)));
        return new FittedRule(
                rule,
                SeriesSchema.of(series, uses()),
                periods,
                scales,
                growths,
                longest,
                SamplingOptions.of(settings),
                settings.threads(),
                new Provenance(rule.text(), facts(series, periods)));
    }

    /** Histories of some of the series, longest first. */
    private List<RuleHistory> histories(SeriesSet series, Scales scales, List<Double> periods, int channel) {
        List<RuleHistory> histories = new ArrayList<>();
        for (TimeSeries s : longestFirst(series, channel)) {
            Channel c = s.targets().get(channel);
            if (c.size() > 1) {
                double scale = scales.of(s.withoutCovariates())[channel];
                histories.add(RuleHistory.of(rule, c, KnownCovariates.of(s), scale, periods));
            }
        }
        return histories;
    }

    private static List<TimeSeries> longestFirst(SeriesSet series, int channel) {
        return series.series().stream()
                .sorted(Comparator.comparingInt(s -> -s.targets().get(channel).size()))
                .limit(TOLD_BY)
                .toList();
    }

    /** The longest lead that errors are learnt for: the horizon's if it is known, else a third of the longest span. */
    private double longest(SeriesSet series) {
        double span = 0;
        double asked = 0;
        for (TimeSeries s : series.series()) {
            span = Math.max(span, s.last().since(0, s.first(), 0));
            if (settings.horizon().isPresent() && s.observations() > 1) {
                Times times = settings.horizon().get().resolve(s);
                asked = times.size() > 0 ? Math.max(asked, times.since(times.size() - 1, s.last(), 0)) : asked;
            }
        }
        return asked > 0 ? Math.min(asked, span) : span / 3;
    }

    private List<Double> periods(SeriesSet series, Scales scales, double longest, int channel) {
        if (!rule.isPeriodic()) {
            return List.of();
        }
        List<Double> candidates = settings.periods().isEmpty()
                ? PeriodDetection.candidates(
                        longestFirst(series, channel).get(0).targets().get(channel))
                : settings.periods();
        List<List<Double>> subsets = subsets(candidates);
        List<Double> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (List<Double> subset : subsets) {
            double error = RuleErrors.of(rule, longest, histories(series, scales, subset, channel))
                    .meanSquare();
            if (error < least) {
                least = error;
                best = subset;
            }
        }
        return best;
    }

    /** Periods to compare: given ones as they are; of those that may be, every choice. */
    private List<List<Double>> subsets(List<Double> candidates) {
        if (!settings.periods().isEmpty()) {
            return List.of(candidates);
        }
        List<List<Double>> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << candidates.size(); mask++) {
            List<Double> subset = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    subset.add(candidates.get(i));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    private Map<String, String> facts(SeriesSet series, List<List<Double>> periods) {
        Map<String, String> facts = DataSummary.of(series).facts();
        facts.put("seed", Long.toString(settings.seed()));
        if (rule.isPeriodic()) {
            List<String> found = periods.stream().map(series.axis()::lengths).toList();
            facts.put("periods", String.join("; ", Set.copyOf(found).size() == 1 ? found.subList(0, 1) : found));
        }
        return facts;
    }
}
