package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;

/**
 * A state-space model fitted to one channel of a series: plain numbers. Rates are those of model time, variances are
 * multiples of a scale in normalised values, so the same numbers serve other series in units of their own.
 *
 * @param structure what the model is made of
 * @param parameters in the order of the structure's parameters
 * @param variance the scale of the variances, in normalised values
 * @param normalisation how values are normalised
 * @param unit length of a unit of model time, in the axis's unit
 * @param criterion AICc in the user's units; the greatest number there is if there were too few observations
 */
public record FittedChannel(
        Structure structure,
        List<Double> parameters,
        double variance,
        Normalisation normalisation,
        double unit,
        double criterion) {

    /** Of long histories, so many last observations are filtered. */
    public static final int MOST_FILTERED = 20_000;

    /** The own variance of a series not seen before counts as much as the pooled one after so many observations. */
    private static final double POOLED_COUNT = 4;

    private static final double TRUSTED_COUNT = 8;

    /** Where observations come in bursts, the unit of time is at least this share of the mean gap. */
    private static final double BURST = 0.1;

    /**
     * Keeps an unmodifiable copy.
     *
     * @param structure see the component
     * @param parameters see the component
     * @param variance see the component
     * @param normalisation see the component
     * @param unit see the component
     * @param criterion see the component
     */
    public FittedChannel {
        parameters = List.copyOf(parameters);
    }

    /**
     * Fits a model.
     *
     * @param history two or more observations
     * @param periods periods that may be in it, in the axis's unit
     * @param transforms those that come into question; one that does not accept all values is left out
     * @return the model
     */
    public static FittedChannel fit(ChannelHistory history, List<Double> periods, List<ValueTransform> transforms) {
        double unit = Math.max(history.medianGap(), BURST * history.span() / history.size());
        double span = history.span();
        List<ValueTransform> accepted =
                transforms.stream().filter(history::accepts).toList();
        List<Double> seen = periods.stream()
                .filter(p -> p >= 1.99 * unit && span >= 1.8 * p)
                .toList();
        StructureSearch.Candidate best = new StructureSearch(
                        history, unit, seen, accepted.isEmpty() ? List.of(ValueTransform.IDENTITY) : accepted)
                .best();
        return new FittedChannel(
                best.fit().structure(),
                Arrays.stream(best.fit().parameters()).boxed().toList(),
                best.fit().likelihood().variance(),
                best.normalisation(),
                unit,
                Math.min(Double.MAX_VALUE, best.criterion()));
    }

    /**
     * A random walk with noise of which nothing is known, for channels without two observations.
     *
     * @return a model in which values and times have the unit one
     */
    public static FittedChannel usual() {
        Structure structure = Structure.CONSTANT.withRandomLevel(true);
        return new FittedChannel(
                structure,
                List.of(0.0),
                1,
                new Normalisation(ValueTransform.IDENTITY, 0, 1),
                1,
                Double.MAX_VALUE);
    }

    /**
     * Whether this is a fitted model that a history can be read by.
     *
     * @param history what was observed
     * @return false if it is the usual model, or a value cannot be transformed
     */
    public boolean fits(ChannelHistory history) {
        return criterion < Double.MAX_VALUE && history.accepts(normalisation.transform());
    }

    /**
     * What a model says of later times, in transformed values.
     *
     * @param transform the map from values
     * @param means one a time
     * @param deviations one a time
     * @param paths by time and path
     */
    public record Prediction(ValueTransform transform, double[] means, double[] deviations, double[][] paths) {}

    /**
     * Forecasts a channel.
     *
     * @param history what was observed, perhaps nothing
     * @param times increasing times after the last observation
     * @param key random numbers of the paths
     * @param paths how many
     * @return joint normal distribution of transformed values
     */
    public Prediction predict(ChannelHistory history, Times times, RandomKey key, int paths) {
        if (history.size() == 0) {
            return ofNothing(times.size(), key, paths);
        }
        Observations data = history.observations(unit, normalisation);
        KalmanFilter filter = filter(data).run();
        Channel channel = history.channel();
        double[] leads = new double[times.size()];
        Arrays.setAll(leads, i -> times.since(i, channel.times(), channel.size() - 1) / unit);
        double[][] rows = history.covariates(times);
        Outlook outlook = new Outlook(filter.model(), filter.state(variance), leads, rows);
        Outlook.Moments moments = outlook.moments();
        return back(moments.means(), moments.deviations(), outlook.paths(key, paths));
    }

    private Prediction ofNothing(int times, RandomKey key, int paths) {
        double[] means = new double[times];
        double[] deviations = new double[times];
        Arrays.fill(deviations, 1.0);
        double[][] draws = new double[times][paths];
        for (int p = 0; p < paths; p++) {
            double level = key.gaussian(p);
            for (int i = 0; i < times; i++) {
                draws[i][p] = level;
            }
        }
        return back(means, deviations, draws);
    }

    private Prediction back(double[] means, double[] deviations, double[][] paths) {
        double scale = normalisation.scale();
        for (int i = 0; i < means.length; i++) {
            means[i] = normalisation.centre() + scale * means[i];
            deviations[i] *= scale;
            for (int p = 0; p < paths[i].length; p++) {
                paths[i][p] = normalisation.centre() + scale * paths[i][p];
            }
        }
        return new Prediction(normalisation.transform(), means, deviations, paths);
    }

    /**
     * This model for a series it was not fitted on: with the series' own centre and, the more observations there are, its
     * own scale and variance.
     *
     * @param history what was observed
     * @return a model with the same structure and relative parameters
     */
    public FittedChannel adaptedTo(ChannelHistory history) {
        if (history.size() == 0) {
            return this;
        }
        ValueTransform transform = normalisation.transform();
        boolean accepted = history.accepts(transform);
        ValueTransform used = accepted ? transform : ValueTransform.IDENTITY;
        double pooled = accepted ? normalisation.scale() : 1;
        Normalisation own = Normalisation.of(used, history.values(), pooled);
        double trust = Math.min(1, (history.size() - 1) / TRUSTED_COUNT);
        double scale = StrictMath.pow(own.scale(), trust) * StrictMath.pow(pooled, 1 - trust);
        FittedChannel centred = new FittedChannel(
                structure, parameters, variance, new Normalisation(used, own.centre(), scale), unit, criterion);
        return centred.withVariance((POOLED_COUNT * variance + history.size() * centred.variance(history))
                / (POOLED_COUNT + history.size()));
    }

    private FittedChannel withVariance(double other) {
        return new FittedChannel(structure, parameters, other, normalisation, unit, criterion);
    }

    /** The variance that a history itself tells, in normalised values; the pooled one if it has too few observations. */
    private double variance(ChannelHistory history) {
        Observations data = history.observations(unit, normalisation);
        if (data.hasErrors() || history.size() <= structure.diffuse()) {
            return variance;
        }
        return likelihood(data).variance();
    }

    /**
     * How likely a history is, for each observation.
     *
     * @param history two or more observations
     * @return mean logarithm of the likelihood of an observation in the user's units; negative infinity if it cannot be
     *     transformed
     */
    public double meanLogLikelihood(ChannelHistory history) {
        FittedChannel own = adaptedTo(history);
        if (!own.normalisation().transform().equals(normalisation.transform())) {
            return Double.NEGATIVE_INFINITY;
        }
        Likelihood l = own.likelihood(history.observations(unit, own.normalisation()));
        double value = (l.profile() + own.normalisation().logSlopes(history.values())) / history.size();
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private Likelihood likelihood(Observations data) {
        return filter(data).run().likelihood(data.hasErrors());
    }

    private KalmanFilter filter(Observations data) {
        double[] x = parameters.stream().mapToDouble(Double::doubleValue).toArray();
        StateModel model = new Parametrisation(structure, data.span(), false).model(x);
        return new KalmanFilter(model, data, variance, structure.covariates() ? data.regressorCount() : 0);
    }
}
