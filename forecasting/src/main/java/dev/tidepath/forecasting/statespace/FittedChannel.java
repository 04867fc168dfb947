package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * State-space models fitted to one channel of a series, averaged by Akaike's weights: plain numbers. Rates are those of
 * model time, variances are multiples of a scale in normalised values, so the same numbers serve other series in units of
 * their own.
 *
 * @param members 1 to {@value #MOST_MEMBERS}, the best first; weights add up to one
 * @param normalisation how values are normalised
 * @param unit length of a unit of model time, in the axis's unit; positive
 * @param criterion AICc of the best in the user's units; the greatest number there is if there were too few observations
 */
public record FittedChannel(List<Member> members, Normalisation normalisation, double unit, double criterion) {

    /** The own variance of a series not seen before counts as much as the pooled one after so many observations. */
    private static final double POOLED_COUNT = 4;

    private static final double TRUSTED_COUNT = 8;

    /** So many models are averaged at most. */
    public static final int MOST_MEMBERS = 32;

    private static final double ROUNDING = 1e-9;

    /**
     * Keeps an unmodifiable copy, and checks the numbers.
     *
     * @param members see the component
     * @param normalisation see the component
     * @param unit see the component
     * @param criterion see the component
     * @throws IllegalArgumentException if there are no members or too many, their weights do not add up to one, or the unit
     *     is not positive
     */
    public FittedChannel {
        members = List.copyOf(members);
        double total = members.stream().mapToDouble(Member::weight).sum();
        if (members.size() > MOST_MEMBERS || !(Math.abs(total - 1) < ROUNDING)) {
            throw new IllegalArgumentException("1 to " + MOST_MEMBERS + " models have weights that add up to one: "
                    + members.size() + " have " + total);
        }
        if (!(unit > 0 && Double.isFinite(unit))) {
            throw new IllegalArgumentException("a unit of time is positive: " + unit);
        }
    }

    /**
     * Fits a model.
     *
     * @param history two or more observations
     * @param sampling the unit of model time, and the gap that limits the harmonics
     * @param periods periods that may be in it, in the axis's unit
     * @param found periods that the data themselves showed
     * @param transforms those that come into question; one that does not accept all values is left out
     * @return the model
     */
    public static FittedChannel fit(
            ChannelHistory history,
            Sampling sampling,
            List<Double> periods,
            List<Double> found,
            List<ValueTransform> transforms) {
        double unit = sampling.unit();
        double span = history.span();
        List<ValueTransform> accepted =
                transforms.stream().filter(history::accepts).toList();
        List<Double> seen = Stream.concat(periods.stream(), found.stream())
                .filter(p -> p >= 1.99 * unit && span >= 1.8 * p)
                .toList();
        List<StructureSearch.Candidate> best = new StructureSearch(
                        history,
                        sampling,
                        seen,
                        Set.copyOf(found),
                        accepted.isEmpty() ? List.of(ValueTransform.IDENTITY) : accepted)
                .best();
        double least = best.get(0).criterion();
        double total = best.stream().mapToDouble(c -> weight(c, least)).sum();
        List<Member> members = best.stream()
                .map(c -> new Member(
                        c.fit().structure(),
                        Arrays.stream(c.fit().parameters()).boxed().toList(),
                        c.fit().likelihood().variance(),
                        weight(c, least) / total))
                .toList();
        return new FittedChannel(members, best.get(0).normalisation(), unit, Math.min(Double.MAX_VALUE, least));
    }

    static double weight(StructureSearch.Candidate candidate, double least) {
        return candidate.criterion() > least ? StrictMath.exp((least - candidate.criterion()) / 2) : 1;
    }

    /**
     * A random walk with noise of which nothing is known, for channels without two observations.
     *
     * @return a model in which values and times have the unit one
     */
    public static FittedChannel usual() {
        Structure structure = Structure.CONSTANT.withRandomLevel(true);
        return new FittedChannel(
                List.of(new Member(structure, List.of(0.0), 1, 1)),
                new Normalisation(ValueTransform.IDENTITY, 0, 1),
                1,
                Double.MAX_VALUE);
    }

    /**
     * The usual model in another unit of time.
     *
     * @param unit length of a unit of model time, in the axis's unit; positive
     * @return a model that was not fitted
     */
    public static FittedChannel usual(double unit) {
        FittedChannel usual = usual();
        return new FittedChannel(usual.members(), usual.normalisation(), unit, usual.criterion());
    }

    /**
     * What the best model is made of.
     *
     * @return its structure
     */
    public Structure structure() {
        return members.get(0).structure();
    }

    /**
     * Whether these models were fitted, rather than being the usual one.
     *
     * @return false for {@link #usual} and for models of channels that are too short for a criterion
     */
    public boolean isFitted() {
        return criterion < Double.MAX_VALUE;
    }

    boolean usesCovariates() {
        return members.stream().anyMatch(m -> m.structure().covariates());
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
     * Forecasts a channel. Means and deviations are those of the mixture of all models; each path is one model's, as many
     * as its weight asks for.
     *
     * @param filters one a member, after the last observation
     * @param leads increasing model times since the last observation
     * @param rows covariates, one row a lead
     * @param key random numbers of the paths
     * @param paths how many
     * @return joint distribution of transformed values
     */
    Prediction predict(List<KalmanFilter> filters, double[] leads, double[][] rows, RandomKey key, int paths) {
        double[] means = new double[leads.length];
        double[] squares = new double[leads.length];
        double[][] draws = new double[leads.length][paths];
        double before = 0;
        for (int k = 0; k < members.size(); k++) {
            Member member = members.get(k);
            KalmanFilter filter = filters.get(k);
            Outlook outlook = new Outlook(filter.model(), filter.state(member.variance()), leads, rows);
            Outlook.Moments moments = outlook.moments();
            for (int i = 0; i < means.length; i++) {
                double m = moments.means()[i];
                double d = moments.deviations()[i];
                means[i] += member.weight() * m;
                squares[i] += member.weight() * (m * m + d * d);
            }
            double after = before + member.weight();
            outlook.fill(key, (int) Math.rint(before * paths), (int) Math.rint(after * paths), draws);
            before = after;
        }
        return back(means, squares, draws);
    }

    /** Forecasts a channel of which nothing was observed. */
    Prediction predictUnobserved(int times, RandomKey key, int paths) {
        double[] squares = new double[times];
        Arrays.fill(squares, 1.0);
        double[][] draws = new double[times][paths];
        for (double[] atTime : draws) {
            Arrays.setAll(atTime, key::gaussian);
        }
        return back(new double[times], squares, draws);
    }

    /**
     * What the whole history says of any times, in gaps too: by the mixture of all models or, where that would have been nearer
     * to the observations left out one by one, by a random walk with noise.
     *
     * @param history one or more observations
     * @param times increasing
     * @param key random numbers of the paths
     * @param paths how many
     * @return joint distribution of transformed values at these times given all observations; each path is one model's
     */
    public Prediction impute(ChannelHistory history, Times times, RandomKey key, int paths) {
        Channel channel = history.channel();
        double[] at = new double[times.size()];
        Arrays.setAll(at, i -> times.since(i, channel.times(), 0) / unit);
        Observations data = history.with(at, history.covariates(times), unit, normalisation);
        double[] means = new double[at.length];
        double[] squares = new double[at.length];
        double[][] draws = new double[at.length][paths];
        new Interpolation(members, data).fill(means, squares, key, draws);
        return back(means, squares, draws);
    }

    /**
     * How a smooth function of the mean and the deviation that are foretold at one time follows the observations.
     *
     * @param filters one a member, after the last observation
     * @param seen what they have run over
     * @param lead model time since the last observation, one number
     * @param rows covariates, one row
     * @param ofMean derivative of the function by the mean of the transformed value
     * @param ofDeviation by its deviation
     * @return derivative of the function by each observation
     */
    double[] explain(
            List<KalmanFilter> filters,
            Readings seen,
            double[] lead,
            double[][] rows,
            double ofMean,
            double ofDeviation) {
        double[] means = new double[members.size()];
        double mean = 0;
        double square = 0;
        for (int m = 0; m < means.length; m++) {
            Member member = members.get(m);
            KalmanFilter filter = filters.get(m);
            Outlook.Moments moments =
                    new Outlook(filter.model(), filter.state(member.variance()), lead, rows).moments();
            means[m] = moments.means()[0];
            double d = moments.deviations()[0];
            mean += member.weight() * means[m];
            square += member.weight() * (means[m] * means[m] + d * d);
        }
        double deviation = Math.sqrt(Math.max(0, square - mean * mean));
        Observations data = seen.observations(unit, normalisation);
        double[] gradient = new double[seen.size()];
        for (int m = 0; m < means.length; m++) {
            Member member = members.get(m);
            double apart = deviation > 0 ? (means[m] - mean) / deviation : 0;
            double[] own = new FilterAdjoint(member.newFilter(data), data).gradient(lead[0], rows[0]);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += member.weight() * (ofMean + apart * ofDeviation) * own[i];
            }
        }
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= StrictMath.exp(normalisation.transform().logSlope(seen.values()[i]));
        }
        return gradient;
    }

    private Prediction back(double[] means, double[] squares, double[][] paths) {
        double scale = normalisation.scale();
        double[] deviations = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            deviations[i] = scale * Math.sqrt(Math.max(0, squares[i] - means[i] * means[i]));
            means[i] = normalisation.centre() + scale * means[i];
            for (int p = 0; p < paths[i].length; p++) {
                paths[i][p] = normalisation.centre() + scale * paths[i][p];
            }
        }
        return new Prediction(normalisation.transform(), means, deviations, paths);
    }

    /**
     * These models for a series they were not fitted on: with the series' own centre and, the more observations there are,
     * its own scale and variance.
     *
     * @param history what was observed
     * @return models with the same structures and relative parameters
     */
    public FittedChannel adaptedTo(ChannelHistory history) {
        return adaptedTo(history.readings(), history.accepts(normalisation.transform()));
    }

    /** The same where values that come later tell whether the transform takes them. */
    FittedChannel adaptedTo(Readings history, boolean accepted) {
        if (history.size() == 0) {
            return this;
        }
        ValueTransform used = accepted ? normalisation.transform() : ValueTransform.IDENTITY;
        double pooled = accepted ? normalisation.scale() : 1;
        Normalisation own = Normalisation.of(used, history.values(), pooled);
        double trust = Math.min(1, (history.size() - 1) / TRUSTED_COUNT);
        double scale = StrictMath.pow(own.scale(), trust) * StrictMath.pow(pooled, 1 - trust);
        Normalisation centred = new Normalisation(used, own.centre(), scale);
        Observations data = history.observations(unit, centred);
        int n = history.size();
        return new FittedChannel(
                members.stream()
                        .map(m -> m.withVariance(
                                (POOLED_COUNT * m.variance() + n * m.ownVariance(data)) / (POOLED_COUNT + n)))
                        .toList(),
                centred,
                unit,
                criterion);
    }

    /**
     * How likely a history is under the best model, for each observation.
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
        Likelihood l = own.members().get(0).likelihood(history.observations(unit, own.normalisation()));
        double value =
                (l.profile() + own.normalisation().logSlopes(history.readings().values())) / history.size();
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
}
