package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.List;

/**
 * How the intervals of a model have to be widened, or narrowed, to cover what they should: the normal score z of a
 * probability goes to g(z), odd and increasing, a line through the origin until the end of the inner interval, another
 * one from there to the end of the outer interval and on.
 *
 * <p>Where the model is right, g(z) = z. A quantile of the recalibrated distribution is the model's quantile at
 * {@code Φ(g(Φ⁻¹(p)))}.
 *
 * @param inner factor on the score at the end of the inner interval, positive
 * @param outer factor on the score at the end of the outer interval, positive; the score there is above the inner one's
 */
public record Widening(double inner, double outer) implements ScoreMap {

    /** The share that the inner interval should cover. */
    public static final double INNER_LEVEL = 0.8;

    /** The share that the outer interval should cover. */
    public static final double OUTER_LEVEL = 0.95;

    static final double INNER_SCORE = StandardNormal.quantile(0.5 + INNER_LEVEL / 2);
    static final double OUTER_SCORE = StandardNormal.quantile(0.5 + OUTER_LEVEL / 2);

    /** Changes nothing. */
    public static final Widening NONE = new Widening(1, 1);

    /**
     * Checks that scores keep their order.
     *
     * @param inner see the component
     * @param outer see the component
     * @throws IllegalArgumentException if they would not
     */
    public Widening {
        if (!(inner > 0 && outer * OUTER_SCORE > inner * INNER_SCORE && Double.isFinite(outer))) {
            throw new IllegalArgumentException("scores widened by " + inner + " and " + outer + " lose their order");
        }
    }

    /**
     * The score to ask the model for.
     *
     * @param z a normal score
     * @return g(z)
     */
    @Override
    public double apply(double z) {
        double size = Math.abs(z);
        if (size <= INNER_SCORE) {
            return inner * z;
        }
        return Math.copySign(inner * INNER_SCORE + slope() * (size - INNER_SCORE), z);
    }

    /** How fast scores grow beyond the inner interval. */
    private double slope() {
        return (outer * OUTER_SCORE - inner * INNER_SCORE) / (OUTER_SCORE - INNER_SCORE);
    }

    /** The score that becomes this one: the inverse of {@link #apply}. */
    double invert(double score) {
        double size = Math.abs(score);
        if (size <= inner * INNER_SCORE) {
            return score / inner;
        }
        return Math.copySign(INNER_SCORE + (size - inner * INNER_SCORE) / slope(), score);
    }

    /** That of a stretch in its middle, between the middles on the way from one to the next. */
    static Widening at(double lead, LeadBuckets buckets, List<Widening> stretches) {
        int next = 0;
        while (next < stretches.size() && middle(buckets, next) < lead) {
            next++;
        }
        if (next == 0 || next == stretches.size()) {
            return stretches.get(Math.max(0, next - 1));
        }
        double before = middle(buckets, next - 1);
        double share = (lead - before) / (middle(buckets, next) - before);
        return stretches.get(next - 1).towards(stretches.get(next), share);
    }

    private static double middle(LeadBuckets buckets, int stretch) {
        return (buckets.from(stretch) + buckets.to(stretch)) / 2;
    }

    /** Part of the way to another, in the logarithms of the factors. */
    Widening towards(Widening other, double share) {
        return new Widening(between(inner, other.inner, share), between(outer, other.outer, share));
    }

    /** Part of the way from one positive number to another, in logarithms. */
    static double between(double from, double to, double share) {
        return StrictMath.exp((1 - share) * StrictMath.log(from) + share * StrictMath.log(to));
    }
}
