package dev.tidepath.forecasting.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Stretches of lead time, from a cut-off to the time forecast, in which errors are told apart. Immutable.
 *
 * @param ends where each ends, which belongs to it; increasing; the first begins at zero, and the last holds longer leads
 *     too
 */
public record LeadBuckets(List<Double> ends) {

    /** Lengths are sums of decimals. */
    private static final double ROUNDING = 1 + 1e-9;

    /**
     * Checks the ends.
     *
     * @param ends see the component
     * @throws IllegalArgumentException if there is none, or they are not positive, finite and increasing
     */
    public LeadBuckets {
        ends = List.copyOf(ends);
        double before = 0;
        for (double end : ends) {
            if (!(end > before && Double.isFinite(end))) {
                throw new IllegalArgumentException("ends of buckets are positive and increase: " + ends);
            }
            before = end;
        }
        if (ends.isEmpty()) {
            throw new IllegalArgumentException("at least one bucket");
        }
    }

    /**
     * Buckets of one length.
     *
     * @param horizon where the last one ends, positive
     * @param count how many
     * @return the buckets
     */
    public static LeadBuckets equal(double horizon, int count) {
        List<Double> ends = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ends.add(i == count ? horizon : horizon * i / count);
        }
        return new LeadBuckets(ends);
    }

    /**
     * How many buckets there are.
     *
     * @return one or more
     */
    public int size() {
        return ends.size();
    }

    /**
     * Where a bucket begins, which does not belong to it.
     *
     * @param bucket index
     * @return zero or more
     */
    public double from(int bucket) {
        return bucket == 0 ? 0 : ends.get(bucket - 1);
    }

    /**
     * Where a bucket ends.
     *
     * @param bucket index
     * @return positive
     */
    public double to(int bucket) {
        return ends.get(bucket);
    }

    /**
     * The bucket of a lead time.
     *
     * @param lead positive
     * @return its index
     */
    public int of(double lead) {
        int bucket = 0;
        while (bucket < ends.size() - 1 && lead > ends.get(bucket) * ROUNDING) {
            bucket++;
        }
        return bucket;
    }
}
