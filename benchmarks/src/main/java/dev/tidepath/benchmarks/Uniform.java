package dev.tidepath.benchmarks;

import java.util.Random;

/** Uniform numbers of six decimals, which are the same in every language that has {@code java.util.Random}. */
final class Uniform {

    private static final double DECIMALS = 1e6;

    private Uniform() {}

    /** A row-major matrix. */
    static double[][] matrix(Random random, int rows, int columns, double low, double high) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = Math.rint((low + (high - low) * random.nextDouble()) * DECIMALS) / DECIMALS;
            }
        }
        return values;
    }
}
