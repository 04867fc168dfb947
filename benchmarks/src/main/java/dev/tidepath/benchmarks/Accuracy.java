package dev.tidepath.benchmarks;

import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;

/** Distances between solutions of one problem. */
final class Accuracy {

    private Accuracy() {}

    /** The largest absolute difference over all samples, output times and components; NaN if an output is missing. */
    static double largestDifference(Solution found, Solution expected) {
        double largest = 0;
        Matrix x = found.outputs();
        Matrix y = expected.outputs();
        Matrix.requireShape("reference", y, x.features(), x.batch());
        for (int f = 0; f < x.features(); f++) {
            for (int i = 0; i < x.batch(); i++) {
                largest = Math.max(largest, Math.abs(x.get(f, i) - y.get(f, i)));
            }
        }
        return largest;
    }

    /** The largest absolute difference of last outputs to those that a problem lists for its first samples. */
    static double distanceFromListed(Solution found, double[][] listed) {
        double largest = 0;
        for (int b = 0; b < Math.min(listed.length, found.saveAt().batch()); b++) {
            int last = found.saveAt().offset(b) + found.saveAt().count(b) - 1;
            for (int f = 0; f < listed[b].length; f++) {
                largest = Math.max(largest, Math.abs(found.outputs().get(f, last) - listed[b][f]));
            }
        }
        return largest;
    }

    /** {@code |x − y| / |y|} in the Euclidean norm. */
    static double relative(double[] x, double[] y) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < y.length; i++) {
            difference += (x[i] - y[i]) * (x[i] - y[i]);
            size += y[i] * y[i];
        }
        return Math.sqrt(difference / size);
    }
}
