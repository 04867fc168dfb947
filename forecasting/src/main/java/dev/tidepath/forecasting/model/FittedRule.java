package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.Scales;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
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
        return forecast(one, channels(one), KnownCovariates.of(one), horizon.resolve(one));
    }

    private List<RuleChannel> channels(TimeSeries one) {
        KnownCovariates known = KnownCovariates.of(one);
        List<Channel> targets = one.targets();
        List<RuleChannel> states = new ArrayList<>();
        for (int c = 0; c < targets.size(); c++) {
            states.add(new RuleChannel(this, c, targets.get(c), known));
        }
        return states;
    }

    /** Forecasts from what is known of the channels of a series, of which the last observations do besides. */
    SeriesForecast forecast(TimeSeries recent, List<RuleChannel> states, KnownCovariates known, Times times) {
        RandomKey key = RandomKey.of(options.seed()).derive(rule.text()).derive(recent.id());
        List<Channel> targets = recent.targets();
        double[][] means = new double[targets.size()][times.size()];
        double[][] deviations = new double[targets.size()][times.size()];
        double[][][] draws = new double[targets.size()][times.size()][options.paths()];
        for (int c = 0; c < means.length; c++) {
            RuleChannel.Outlook outlook = states.get(c).outlook(times, recent.last(), known);
            means[c] = outlook.means();
            for (int i = 0; i < means[c].length; i++) {
                deviations[c][i] = outlook.scale() * Math.sqrt(outlook.growth().at(outlook.leads()[i]));
            }
            Requirements.requireFinite(recent, means[c], deviations[c]);
            draw(outlook.growth(), outlook.leads(), outlook.scale(), means[c], key.derive(c), draws[c]);
        }
        return new SeriesForecast(
                recent.id(),
                times,
                targets.stream().map(Channel::name).toList(),
                new NormalPredictive(means, deviations, draws));
    }

    @Override
    public boolean canExplain() {
        return true;
    }

    /** A rule's values are linear in the observations. */
    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        return SeriesWork.explain(threads, series, history, horizon, channel, this::explain);
    }

    private SeriesExplanation explain(TimeSeries one, Times last, int index) {
        KnownCovariates known = KnownCovariates.of(one);
        List<RuleChannel> states = channels(one);
        SeriesForecast forecast = forecast(one, states, known, last);
        double[] gradient = states.get(index).gradient(last, known);
        return SeriesExplanation.ofOwnChannel(one, index, last, forecast.mean(index, 0), gradient);
    }

    /**
     * A session in which observations have a constant cost on the average. A forecast costs next to nothing by the last value,
     * the drift, the mean and the seasonal naive rule; climatology reads the last 20,000 observations for each, the Fourier
     * regression the last 5,000. The errors and the scale of a rule are learnt anew whenever a history has grown by a
     * sixteenth or, if it is longer than that, by as many observations as a sixteenth of those numbers.
     */
    @Override
    public ForecastSession session(TimeSeries history) {
        TimeSeries selected = series.select(SeriesSet.of(history)).series().get(0);
        return new RuleSession(this, history, channels(selected));
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
