package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.Tails;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * The weighted mean of several distributions' quantiles (Vincent's average), recalibrated as the past showed to be necessary.
 * Joint paths have the ranks of the leading distribution's paths (ensemble copula coupling, Schefzik et al.
 * 2013, doi:10.1214/13-STS443): its dependence over time and channels, with the blend's distribution at every time.
 */
final class BlendPredictive implements Predictive {

    /** Beyond this normal score a distribution known by some hundred paths says little: its quantiles grow on in a line. */
    private static final double REACH = StandardNormal.quantile(0.9875);

    private static final double LOW = StandardNormal.probability(-REACH);
    private static final double HIGH = StandardNormal.probability(REACH);

    /** Beyond this normal score probabilities vanish among doubles. */
    private static final double LARGEST_SCORE = 40;

    /** Between normal scores at which quantiles are read for a mean. */
    private static final double MEAN_STEP = 0.25;

    /** Up to a score of five on either side. */
    private static final int MEAN_STEPS = 20;

    /** Halvings of the range of scores until a double tells nothing more apart. */
    private static final int BISECTIONS = 56;

    private final List<Predictive> members;
    private final double[][] shares;
    private final ScoreMap[][] maps;
    private final List<Domain> domains;
    private final Predictive leader;

    /**
     * Blends distributions.
     *
     * @param members one or more
     * @param shares shares that sum to one, by channel and member
     * @param maps how they are recalibrated, by channel and time
     * @param domains where the channels' values lie
     */
    BlendPredictive(List<Predictive> members, double[][] shares, ScoreMap[][] maps, List<Domain> domains) {
        this.members = members;
        this.shares = shares;
        this.maps = maps;
        this.domains = domains;
        this.leader = members.get(IntStream.range(0, members.size())
                .boxed()
                .max(Comparator.comparingDouble(
                        m -> Arrays.stream(shares).mapToDouble(own -> own[m]).sum()))
                .orElseThrow());
    }

    @Override
    public double mean(int channel, int time) {
        if (!maps[channel][time].keepsMean()) {
            return integrated(channel, time);
        }
        double sum = 0;
        for (int m = 0; m < members.size(); m++) {
            if (shares[channel][m] > 0) {
                sum += shares[channel][m] * members.get(m).mean(channel, time);
            }
        }
        return sum;
    }

    /** The integral of the quantiles over a normal score's density, by the trapezoidal rule. */
    private double integrated(int channel, int time) {
        double middle = quantileOfScore(channel, time, 0);
        double sum = 0;
        double weights = 0;
        for (int k = -MEAN_STEPS; k <= MEAN_STEPS; k++) {
            double z = k * MEAN_STEP;
            double weight = StrictMath.exp(-0.5 * z * z);
            sum += weight * (quantileOfScore(channel, time, z) - middle);
            weights += weight;
        }
        return middle + sum / weights;
    }

    @Override
    public double quantile(int channel, int time, double probability) {
        return quantileOfScore(channel, time, StandardNormal.quantile(probability));
    }

    private double quantileOfScore(int channel, int time, double score) {
        double z = maps[channel][time].apply(score);
        if (Math.abs(z) <= REACH) {
            return domains.get(channel).nearest(average(channel, time, StandardNormal.probability(z)));
        }
        double middle = average(channel, time, 0.5);
        double end = average(channel, time, z < 0 ? LOW : HIGH);
        double beyond = middle + (end - middle) * (Math.abs(z) / REACH);
        return domains.get(channel).nearest(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, beyond)));
    }

    /** Inverts the quantile function, whose tails no number of paths bounds; half way where many scores have the value. */
    @Override
    public Tails tails(int channel, int time, double value) {
        double least = crossing(z -> quantileOfScore(channel, time, z) < value);
        double largest = crossing(z -> quantileOfScore(channel, time, z) <= value);
        return Tails.ofScore(least).middle(Tails.ofScore(largest));
    }

    /** The normal score up to which something holds. */
    private static double crossing(DoublePredicate holds) {
        double below = -LARGEST_SCORE;
        double above = LARGEST_SCORE;
        for (int step = 0; step < BISECTIONS; step++) {
            double half = (below + above) / 2;
            if (holds.test(half)) {
                below = half;
            } else {
                above = half;
            }
        }
        return (below + above) / 2;
    }

    private double average(int channel, int time, double probability) {
        double sum = 0;
        for (int m = 0; m < members.size(); m++) {
            if (shares[channel][m] > 0) {
                sum += shares[channel][m] * members.get(m).quantile(channel, time, probability);
            }
        }
        return sum;
    }

    @Override
    public int pathCount() {
        return leader.pathCount();
    }

    /** The quantile at the rank of the leading distribution's path; takes time in proportion to the number of paths. */
    @Override
    public double sample(int channel, int time, int path) {
        double own = leader.sample(channel, time, path);
        int rank = 0;
        for (int p = 0; p < pathCount(); p++) {
            double other = leader.sample(channel, time, p);
            rank += other < own || (other == own && p < path) ? 1 : 0;
        }
        return quantile(channel, time, (rank + 0.5) / pathCount());
    }
}
