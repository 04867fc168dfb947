package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;

/**
 * Points on curves, seen through normal noise: a curve is chosen at random, then a place on it.
 *
 * @param curves how many
 * @param shape the curves, each for places from 0 to 1
 * @param sigma standard deviation of the noise
 * @param nodes places of a curve whose mean stands for the curve; 1 where it is a point
 */
record SmearedCurves(int curves, Shape shape, double sigma, int nodes) implements PlaneDensity {

    private static final double FAR = 8;

    /** Curves. */
    @FunctionalInterface
    interface Shape {

        /** The point at one place of one curve. */
        double[] at(int curve, double place);
    }

    @Override
    public double[] draw(RandomKey key) {
        double[] p = shape.at(key.below(0, curves), key.uniform(1));
        p[0] += sigma * key.gaussian(1);
        p[1] += sigma * key.gaussian(2);
        return p;
    }

    @Override
    public double log(double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        double[] squares = new double[curves * nodes];
        for (int i = 0; i < squares.length; i++) {
            double[] p = shape.at(i / nodes, (i % nodes + 0.5) / nodes);
            squares[i] = ((x - p[0]) * (x - p[0]) + (y - p[1]) * (y - p[1])) / (2 * sigma * sigma);
            nearest = Math.min(nearest, squares[i]);
        }
        double sum = 0;
        for (double square : squares) {
            if (square - nearest < FAR * FAR) {
                sum += StrictMath.exp(nearest - square);
            }
        }
        return StrictMath.log(sum / squares.length) - nearest - StrictMath.log(2 * StrictMath.PI * sigma * sigma);
    }
}
