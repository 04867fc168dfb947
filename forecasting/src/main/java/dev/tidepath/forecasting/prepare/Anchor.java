package dev.tidepath.forecasting.prepare;

/**
 * The level a channel's remainder is measured from: a share of the way from its mean over the memory to its mean with
 * weights that fall off exponentially into the past.
 *
 * @param share α between 0 (the plain mean) and 1 (the recent level)
 * @param decay τ, model time in which a weight falls by a factor e, positive
 * @param scale typical size of what follows, measured from that level; positive
 * @param growth how the variance of what follows grows with the lead, in units of {@code scale²}
 */
public record Anchor(double share, double decay, double scale, ErrorGrowth growth) {

    /** The share of one weight in the recent level; all of it for the latest where all weights vanish. */
    double recentShare(double weight, double total, boolean isLatest) {
        return total > Sums.LEAST_WEIGHT ? weight / total : isLatest ? 1 : 0;
    }

    /** Sums over a memory from which the level follows. */
    static final class Sums {
        private static final double LEAST_WEIGHT = 1e-300;

        private double weight;
        private double weighted;
        private double count;
        private double sum;
        private double latest;

        /** Adds a remainder; the oldest comes first. */
        void add(double remainder, double weightOfAge) {
            latest = remainder;
            weight += weightOfAge;
            weighted += weightOfAge * remainder;
            count++;
            sum += remainder;
        }

        boolean isEmpty() {
            return count == 0;
        }

        double mean() {
            return sum / count;
        }

        /** The weighted mean, or the latest remainder where all are so old that their weights vanish. */
        double recent() {
            return weight > LEAST_WEIGHT ? weighted / weight : latest;
        }

        double level(double share) {
            return isEmpty() ? Double.NaN : mean() + share * (recent() - mean());
        }
    }
}
