package dev.tidepath.io;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;

/**
 * A uniform sample of fixed size of a stream of numbers of any length (Vitter 1985, algorithm R, doi:10.1145/3147.3165). Which
 * numbers are kept depends on the key and on how many came before, so a stream always gives the same sample.
 */
final class Reservoir {

    private final RandomKey key;
    private final double[] kept;
    private long count;

    Reservoir(int size, RandomKey key) {
        this.key = key;
        this.kept = new double[size];
    }

    void add(double x) {
        long at = count < kept.length ? count : (long) (key.uniform(count) * (count + 1));
        if (at < kept.length) {
            kept[(int) at] = x;
        }
        count++;
    }

    /** How many numbers came. */
    long count() {
        return count;
    }

    /** The smallest numbers of the sample that these shares of it do not exceed; at least one number must have come. */
    double[] quantiles(double... shares) {
        double[] sorted = Arrays.copyOf(kept, (int) Math.min(count, kept.length));
        Arrays.sort(sorted);
        return Arrays.stream(shares)
                .map(share -> sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)])
                .toArray();
    }
}
