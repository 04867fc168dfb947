package dev.tidepath.sde;

import dev.tidepath.random.RandomKey;

/**
 * One path of standard Brownian motion on an interval, as a function of a key: the value at any time, asked for in any
 * order, is computed from the key by descending a binary tree of intervals. There is no state, so that refinement, replay
 * and threads cannot change the path.
 *
 * <p>Each interval of length h carries its increment W and its space-time Lévy area {@code H = (1/h) ∫ (W_r − (r/h) W) dr},
 * independent with variances h and h/12. Its halves follow with {@code X ~ N(0, h/16)}, {@code N ~ N(0, h/12)} from
 *
 * <pre>
 * W₁ = W/2 + 3H/2 + X        H₁ = H/4 − X/2 + N/2
 * W₂ = W/2 − 3H/2 − X        H₂ = H/4 − X/2 − N/2
 * </pre>
 *
 * <p>(Foster, Lyons and Oberhauser 2020, doi:10.1137/19M1261912; as a tree without storage: Li et al. 2020,
 * arXiv:2001.01328, and Jelinčič, Foster and Kidger 2024, arXiv:2405.06464). Below {@code depth} halvings a time is reached
 * from its interval by the exact conditional law of value and integral. Two times in one such smallest interval share its
 * two normal numbers: each is right alone, and the path is continuous there, but smoother than Brownian motion.
 *
 * <p>Times are rounded to 2⁻⁴⁴ of the interval; times at halvings cost as many levels as they need and no more.
 *
 * @param key key of the path's random numbers
 * @param start where the path is zero
 * @param end where it ends, not before the start
 * @param depth most halvings, from 0 to {@value #MAX_DEPTH}
 */
public record BrownianTree(RandomKey key, double start, double end, int depth) {

    /** Halvings that keep all times apart that a solve of up to a million steps asks for. */
    public static final int USUAL_DEPTH = 24;

    /** As many halvings as counters of random numbers can tell apart. */
    public static final int MAX_DEPTH = 44;

    private static final long TICKS = 1L << 44;

    /**
     * Checks the ranges.
     *
     * @param key see the component
     * @param start see the component
     * @param end see the component
     * @param depth see the component
     * @throws IllegalArgumentException if the interval is not finite or runs backwards, or the depth is out of range
     */
    public BrownianTree {
        if (!(end >= start) || !Double.isFinite(end - start)) {
            throw new IllegalArgumentException("a path needs an interval that runs forwards: " + start + " to " + end);
        }
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth must be from 0 to " + MAX_DEPTH + ": " + depth);
        }
    }

    /**
     * Value and integral of the path.
     *
     * @param t from start to end
     * @param into the first entry receives W(t), the second {@code ∫ W ds} from the start to t
     * @throws IllegalArgumentException if the time is outside of the interval
     */
    public void at(double t, double[] into) {
        if (!(t >= start && t <= end)) {
            throw new IllegalArgumentException("the path is known from " + start + " to " + end + ", not at " + t);
        }
        double length = end - start;
        if (length == 0) {
            into[0] = 0;
            into[1] = 0;
            return;
        }
        descend(Math.round((t - start) / length * TICKS), into);
        double root = Math.sqrt(length);
        into[0] *= root;
        into[1] *= length * root;
    }

    /** The path of the unit interval after so many ticks. */
    private void descend(long ticks, double[] into) {
        double w = key.gaussian(0);
        double area = key.gaussian(1) * Math.sqrt(1 / 12.0);
        double value = 0;
        double integral = 0;
        double h = 1;
        long rest = ticks;
        long width = TICKS;
        long node = 1;
        for (int level = 0; rest > 0 && rest < width && level < depth; level++) {
            double x = key.gaussian(2 * node) * Math.sqrt(h / 16);
            double n = key.gaussian(2 * node + 1) * Math.sqrt(h / 12);
            double first = w / 2 + 1.5 * area + x;
            double mean = area / 4 - x / 2;
            h /= 2;
            width /= 2;
            if (rest < width) {
                w = first;
                area = mean + n / 2;
                node = 2 * node;
            } else {
                integral += h * (value + mean + n / 2 + first / 2);
                value += first;
                w -= first;
                area = mean - n / 2;
                node = 2 * node + 1;
                rest -= width;
            }
        }
        if (rest == width) {
            integral += h * (value + area + w / 2);
            value += w;
        } else if (rest > 0) {
            double theta = (double) rest / width;
            double p = theta * (1 - theta);
            double spread = 1 - 3 * p;
            double x = key.gaussian(2 * node);
            double n = key.gaussian(2 * node + 1);
            integral += theta * h * value
                    + h * theta * theta * (w / 2 + (3 - 2 * theta) * area)
                    + h * Math.sqrt(h * p / spread) * p * ((0.5 - theta) * x + n * Math.sqrt(1 / 12.0));
            value += theta * w + 6 * p * area + Math.sqrt(h * p * spread) * x;
        }
        into[0] = value;
        into[1] = integral;
    }
}
