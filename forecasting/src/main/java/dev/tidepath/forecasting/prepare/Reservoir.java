package dev.tidepath.forecasting.prepare;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;

/**
 * A uniform sample, of fixed size and without replacement, of a stream of numbers whose length is not known (Vitter 1985, algorithm
 * R, doi:10.1145/3147.3165). Which numbers are kept depends on the name and on how many came before, so a stream always gives the
 * same sample. Mutable, for one thread.
 */
public final class Reservoir {

    private final RandomKey key;
    private final double[] kept;
    private long count;

    /**
     * An empty sample.
     *
     * @param size most numbers to keep, one or more
     * @param name what the numbers are; samples of different names are independent
     */
    public Reservoir(int size, String name) {
        if (size < 1) {
            throw new IllegalArgumentException("a sample of " + size + " numbers");
        }
        this.key = RandomKey.of(0).derive("reservoir").derive(name);
        this.kept = new double[size];
    }

    /**
     * Takes the next number of the stream.
     *
     * @param x any number
     */
    public void add(double x) {
        long at = count < kept.length ? count : (long) (key.uniform(count) * (count + 1));
        if (at < kept.length) {
            kept[(int) at] = x;
        }
        count++;
    }

    /**
     * How many numbers came.
     *
     * @return zero or more
     */
    public long count() {
        return count;
    }

    /**
     * Quantiles of the sample: for each share, the smallest number of the sample that so large a share of it does not exceed.
     *
     * @param shares 0 to 1
     * @return one number for each
     * @throws IllegalStateException if no number came
     */
    public double[] quantiles(double... shares) {
        if (count == 0) {
            throw new IllegalStateException("quantiles of no numbers");
        }
        double[] sorted = Arrays.copyOf(kept, (int) Math.min(count, kept.length));
        Arrays.sort(sorted);
        return Arrays.stream(shares)
                .map(share -> sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)])
                .toArray();
    }
}
