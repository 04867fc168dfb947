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

    /** Sums over a memory from which the level follows. */
    static final class Sums {
        private double weight;
        private double weighted;
        private double count;
        private double sum;

        void add(double remainder, double weightOfAge) {
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

        double recent() {
            return weighted / weight;
        }

        double level(double share) {
            return isEmpty() ? 0 : mean() + share * (recent() - mean());
        }
    }
}
