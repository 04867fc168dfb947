package dev.tidepath.flow;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;

/** The base density N(0, I): {@code log p(z) = −(|z|² + d ln 2π) / 2}. */
public final class StandardNormal {

    private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

    private StandardNormal() {}

    /**
     * The log-density of one column, in nats.
     *
     * @param z points in the first rows
     * @param dimension of the points; rows from there on are not part of them
     * @param sample which column
     * @return {@code log p(z)}
     */
    public static double logDensity(Matrix z, int dimension, int sample) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += z.get(i, sample) * z.get(i, sample);
        }
        return -0.5 * (sum + dimension * LOG_TWO_PI);
    }

    /** Draws; every number is a function of key, point and dimension. */
    static void draw(RandomKey key, Matrix into) {
        for (int i = 0; i < into.features(); i++) {
            RandomKey own = key.derive(i);
            for (int b = 0; b < into.batch(); b++) {
                into.set(i, b, own.gaussian(b));
            }
        }
    }
}
