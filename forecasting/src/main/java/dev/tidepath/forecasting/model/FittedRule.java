package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * A rule with the errors it makes.
 *
 * @param rule how a channel goes on
 * @param series which series it takes
 * @param periods periods by channel, longest reach last
 * @param scales scales of the channels
 * @param growths growth of the squared error by channel, in squared scales, where the longest lead is one
 * @param longest the longest lead errors were learnt for, in the axis's unit
 * @param options how sample paths are drawn
 * @param threads how many threads forecast; results do not depend on it
 * @param provenance how this came about
 */
public record FittedRule(
        Rule rule,
        SeriesSchema series,
        List<List<Double>> periods,
        Scales scales,
        List<ErrorGrowth> growths,
        double longest,
        SamplingOptions options,
        int threads,
        Provenance provenance)
        implements FittedForecaster {

    /**
     * Keeps unmodifiable copies, and checks that all parts are made for the same channels.
     *
     * @param rule see the component
     * @param series see the component
     * @param periods see the component
     * @param scales see the component
     * @param growths see the component
     * @param longest see the component
     * @param options see the component
     * @param threads see the component
     * @param provenance see the component
     * @throws IllegalArgumentException if they are not, or the longest lead is not positive
     */
    public FittedRule {
        periods = periods.stream().map(List::copyOf).toList();
        growths = List.copyOf(growths);
        int channels = series.targets().size();
        Requirements.requireChannels("periods", periods.size(), channels);
        Requirements.requireChannels("scales", scales.pooled().length, channels);
        Requirements.requireChannels("growths", growths.size(), channels);
        if (!(longest > 0 && Double.isFinite(longest))) {
            throw new IllegalArgumentException("the longest lead is positive: " + longest);
        }
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        SeriesSet known = series.select(history);
        return new Forecast(SeriesWork.inParallel(threads, known.series(), s -> forecast(s, horizon)));
    }

    private SeriesForecast forecast(TimeSeries one, Horizon horizon) {
        one.requireObserved();
        Times times = horizon.resolve(one);
        RandomKey key = RandomKey.of(options.seed()).derive(rule.text()).derive(one.id());
        List<Channel> targets = one.targets();
        double[] own = scales.of(one.withoutCovariates());
        double[][] means = new double[targets.size()][times.size()];
        double[][] deviations = new double[targets.size()][times.size()];
        double[][][] draws = new double[targets.size()][times.size()][options.paths()];
        for (int c = 0; c < means.length; c++) {
            RuleHistory history = new RuleHistory(rule, one, targets.get(c), own[c], periods.get(c));
            double[] leads = new double[times.size()];
            if (history.size() > 0) {
                RuleHistory.Targets at = history.at(times);
                means[c] = rule.predict(history, history.size(), at);
                Arrays.setAll(leads, i -> (at.times()[i] - history.time(history.size() - 1)) / longest);
            } else {
                Arrays.setAll(leads, i -> times.since(i, one.last(), 0) / longest);
            }
            ErrorGrowth growth = growth(history, growths.get(c));
            for (int i = 0; i < leads.length; i++) {
                means[c][i] *= own[c];
                deviations[c][i] = own[c] * Math.sqrt(growth.at(leads[i]));
            }
            Requirements.requireFinite(one, means[c], deviations[c]);
            draw(growth, leads, own[c], means[c], key.derive(c), draws[c]);
        }
        return new SeriesForecast(
                one.id(),
                times,
                targets.stream().map(Channel::name).toList(),
                new NormalPredictive(means, deviations, draws));
    }

    private ErrorGrowth growth(RuleHistory history, ErrorGrowth pooled) {
        RuleErrors errors = RuleErrors.of(rule, longest, List.of(history));
        return errors.count() >= RuleErrors.ENOUGH ? errors.growth() : pooled;
    }

    private static void draw(
            ErrorGrowth growth, double[] leads, double scale, double[] means, RandomKey key, double[][] draws) {
        int paths = draws.length == 0 ? 0 : draws[0].length;
        for (int p = 0; p < paths; p++) {
            RandomKey own = key.derive(p);
            double slope = Math.sqrt(growth.slope()) * own.gaussian(0);
            double walk = 0;
            double before = 0;
            for (int i = 0; i < leads.length; i++) {
                walk += Math.sqrt(growth.walk() * (leads[i] - before)) * own.gaussian(2L * i + 1);
                before = leads[i];
                double noise = Math.sqrt(growth.noise()) * own.gaussian(2L * i + 2);
                draws[i][p] = means[i] + scale * (noise + walk + slope * leads[i]);
            }
        }
    }
}
