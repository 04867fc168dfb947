package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;

/** Uniform on eight squares of side 2 between −4 and 4. */
record Checkerboard() implements PlaneDensity {

    @Override
    public double[] draw(RandomKey key) {
        double x = 4 * key.uniform(0) - 2;
        double y = key.uniform(1) - 2 * key.below(2, 2) + odd(x);
        return new double[] {2 * x, 2 * y};
    }

    private static int odd(double x) {
        return Math.floorMod((int) Math.floor(x), 2);
    }

    @Override
    public double log(double x, double y) {
        double row = Math.floor(y / 2 - odd(x / 2));
        boolean inside = Math.abs(x) <= 4 && (row == 0 || row == -2);
        return inside ? -StrictMath.log(32) : Double.NEGATIVE_INFINITY;
    }
}
