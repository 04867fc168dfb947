package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.util.Arrays;
import java.util.List;

/**
 * How the intervals of a model have to be widened, or narrowed, to cover what they should: the normal score z of a
 * probability goes to g(z), odd, increasing and in pieces linear: from the origin to the end of the central fifth, on to those of the
 * central half, of the inner interval (80 %), of the outer one (95 %), and beyond.
 *
 * <p>Where the model is right, g(z) = z. A quantile of the recalibrated distribution is the model's quantile at
 * {@code Φ(g(Φ⁻¹(p)))}.
 *
 * @param inner factor on the score at the end of the inner interval, positive
 * @param outer factor on the score at the end of the outer interval, positive; the score there is above the inner one's
 * @param half factor at the end of the central half, over the inner one, positive
 * @param fifth factor at the end of the central fifth, over the inner one, positive
 */
public record Widening(double inner, double outer, double half, double fifth) implements ScoreMap {

    /** What the intervals at the ends of the pieces should cover: fifth, half, inner, outer. */
    private static final double[] LEVELS = {0.2, 0.5, 0.8, 0.95};

    private static final double[] SCORES = Arrays.stream(LEVELS)
            .map(level -> StandardNormal.quantile(0.5 + level / 2))
            .toArray();

    static final int PIECES = LEVELS.length;

    /** The score at the end of a piece is so many times that at the end of the one before, at least. */
    private static final double APART = 1 + 1e-3;

    /** Changes nothing. */
    public static final Widening NONE = new Widening(1, 1);

    /**
     * Checks that scores keep their order.
     *
     * @param inner see the component
     * @param outer see the component
     * @param half see the component
     * @param fifth see the component
     * @throws IllegalArgumentException if they would not
     */
    public Widening {
        boolean isOrdered = fifth > 0
                && half * SCORES[1] > fifth * SCORES[0]
                && SCORES[2] > half * SCORES[1]
                && inner > 0
                && outer * SCORES[3] > inner * SCORES[2];
        if (!(isOrdered && Double.isFinite(outer))) {
            throw new IllegalArgumentException("scores widened by " + inner + " and " + outer + ", at the half by "
                    + half + " and at the fifth by " + fifth + " of the first, lose their order");
        }
    }

    /**
     * One line until the end of the inner interval.
     *
     * @param inner see the component
     * @param outer see the component
     * @throws IllegalArgumentException if scores would not keep their order
     */
    public Widening(double inner, double outer) {
        this(inner, outer, 1, 1);
    }

    /** Of the factors at the ends of the pieces, the innermost first; one that would break the order of scores is larger. */
    static Widening of(double[] factors) {
        double[] kept = factors.clone();
        for (int k = 1; k < PIECES; k++) {
            kept[k] = Math.max(kept[k], APART * kept[k - 1] * SCORES[k - 1] / SCORES[k]);
        }
        return new Widening(kept[2], kept[3], kept[1] / kept[2], kept[0] / kept[2]);
    }

    /** What the interval until the end of a piece should cover. */
    static double level(int piece) {
        return LEVELS[piece];
    }

    /** The score at the end of a piece. */
    static double score(int piece) {
        return SCORES[piece];
    }

    /** The factor at the end of a piece. */
    double factor(int piece) {
        return switch (piece) {
            case 0 -> fifth * inner;
            case 1 -> half * inner;
            case 2 -> inner;
            default -> outer;
        };
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
        int piece = 0;
        while (piece < PIECES - 1 && size > SCORES[piece]) {
            piece++;
        }
        return isFromOrigin(piece)
                ? factor(piece) * z
                : Math.copySign(start(piece) + slope(piece) * (size - from(piece)), z);
    }

    /** The score that becomes this one: the inverse of {@link #apply}. */
    double invert(double score) {
        double size = Math.abs(score);
        int piece = 0;
        while (piece < PIECES - 1 && size > end(piece)) {
            piece++;
        }
        return isFromOrigin(piece)
                ? score / factor(piece)
                : Math.copySign(from(piece) + (size - start(piece)) / slope(piece), score);
    }

    /** Whether its line, prolonged, goes through the origin, so that models of files that know no more have their bits. */
    private boolean isFromOrigin(int piece) {
        return piece == 0 || (piece < PIECES - 1 && factor(piece) == factor(piece - 1));
    }

    /** Where a piece begins. */
    private static double from(int piece) {
        return piece == 0 ? 0 : SCORES[piece - 1];
    }

    /** What g is there. */
    private double start(int piece) {
        return piece == 0 ? 0 : end(piece - 1);
    }

    private double end(int piece) {
        return factor(piece) * SCORES[piece];
    }

    private double slope(int piece) {
        return (end(piece) - start(piece)) / (SCORES[piece] - from(piece));
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
        return new Widening(
                between(inner, other.inner, share),
                between(outer, other.outer, share),
                between(half, other.half, share),
                between(fifth, other.fifth, share));
    }

    /** Part of the way from one positive number to another, in logarithms. */
    static double between(double from, double to, double share) {
        return StrictMath.exp((1 - share) * StrictMath.log(from) + share * StrictMath.log(to));
    }
}
