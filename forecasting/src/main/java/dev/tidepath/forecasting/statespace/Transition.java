package dev.tidepath.forecasting.statespace;

/** Transition matrix F and covariance Q of the noise over one gap: blocks on a diagonal, each row by row. */
final class Transition {

    final double[][] f;
    final double[][] q;

    Transition(int[] blockSizes) {
        f = new double[blockSizes.length][];
        q = new double[blockSizes.length][];
        for (int b = 0; b < blockSizes.length; b++) {
            f[b] = new double[blockSizes[b] * blockSizes[b]];
            q[b] = new double[blockSizes[b] * blockSizes[b]];
        }
    }
}
