package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;

/**
 * Points of a disc and of a ring around it, as in Dupont, Doucet and Teh (2019, arXiv:1904.01681): a third of them within 0.5 of
 * the origin, labelled −1, and two thirds between 1 and 1.5, labelled 1.
 *
 * @param places 2 × points
 * @param labels 1 × points
 */
record NestedPoints(Matrix places, Matrix labels) {

    private static final double DISC = 0.5;
    static final double RING = 1;
    static final double EDGE = 1.5;

    /** So many points, every third of the disc; each a function of key and index. */
    static NestedPoints draw(RandomKey key, int count) {
        Matrix places = Matrix.zeros(2, count);
        Matrix labels = Matrix.zeros(1, count);
        for (int b = 0; b < count; b++) {
            boolean inside = b % 3 == 0;
            RandomKey own = key.derive(b);
            double from = inside ? 0 : RING * RING;
            double to = inside ? DISC * DISC : EDGE * EDGE;
            double radius = Math.sqrt(from + (to - from) * own.uniform(0)); // uniform over the area
            double angle = 2 * StrictMath.PI * own.uniform(1);
            places.set(0, b, radius * StrictMath.cos(angle));
            places.set(1, b, radius * StrictMath.sin(angle));
            labels.set(0, b, inside ? -1 : 1);
        }
        return new NestedPoints(places, labels);
    }

    int count() {
        return places.batch();
    }
}
