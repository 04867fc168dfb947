package dev.tidepath.forecasting.statespace;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;

/** What a filtered state says of later times: exact means and deviations, and joint sample paths. */
final class Outlook {

    private static final double NEGLIGIBLE = 1e-14;

    private final StateModel model;
    private final KalmanFilter.State state;
    private final Transition[] transitions;
    private final double[][] regressors;

    /**
     * Looks ahead.
     *
     * @param model what moves
     * @param state the state at the origin
     * @param leads increasing times since the origin
     * @param regressors one row a lead
     */
    Outlook(StateModel model, KalmanFilter.State state, double[] leads, double[][] regressors) {
        this.model = model;
        this.state = state;
        this.regressors = regressors;
        transitions = new Transition[leads.length];
        for (int i = 0; i < leads.length; i++) {
            transitions[i] = model.newTransition();
            model.discretise(leads[i] - (i > 0 ? leads[i - 1] : 0), transitions[i]);
        }
    }

    /**
     * Means and standard deviations of observations at the leads.
     *
     * @param means one a lead
     * @param deviations one a lead
     */
    record Moments(double[] means, double[] deviations) {}

    Moments moments() {
        int[] sizes = model.blockSizes();
        double[] mean = state.mean().clone();
        double[][] effect = Dense.copy(state.effect());
        double[][] covariance = Dense.copy(state.covariance());
        double[] means = new double[transitions.length];
        double[] deviations = new double[transitions.length];
        double[] z = model.loading();
        for (int i = 0; i < means.length; i++) {
            Transition t = transitions[i];
            BlockDiagonal.apply(sizes, t.f, mean);
            for (double[] column : effect) {
                BlockDiagonal.apply(sizes, t.f, column);
            }
            BlockDiagonal.conjugate(sizes, t.f, covariance);
            BlockDiagonal.add(sizes, t.q, covariance);
            double[] weights = sensitivity(effect, i);
            means[i] = Dense.dot(z, mean) + Dense.dot(weights, state.coefficients());
            double variance = model.noise();
            for (int s = 0; s < z.length; s++) {
                variance += z[s] * Dense.dot(covariance[s], z);
            }
            variance += Dense.squaresThrough(state.spread(), weights);
            deviations[i] = Math.sqrt(state.variance() * Math.max(0, variance));
        }
        return new Moments(means, deviations);
    }

    private double[] sensitivity(double[][] effect, int i) {
        double[] weights = new double[effect.length];
        for (int c = 0; c < weights.length; c++) {
            double x = c < model.diffuse() ? 0 : regressors[i][c - model.diffuse()];
            weights[c] = Dense.dot(model.loading(), effect[c]) + x;
        }
        return weights;
    }

    /** Draws joint sample paths of observations into a range of paths, by lead and path. */
    void fill(RandomKey key, int from, int to, double[][] paths) {
        double deviation = Math.sqrt(state.variance());
        int[] sizes = model.blockSizes();
        double[] z = model.loading();
        double[][] start = semidefiniteFactor(state.covariance());
        double[][][][] noises = new double[transitions.length][sizes.length][][];
        for (int i = 0; i < transitions.length; i++) {
            for (int b = 0; b < sizes.length; b++) {
                noises[i][b] = semidefiniteFactor(square(transitions[i].q[b], sizes[b]));
            }
        }
        for (int p = from; p < to; p++) {
            Draws draws = new Draws(key.derive(p));
            double[] delta = state.coefficients().clone();
            draws.add(state.spread(), deviation, delta, 0);
            double[] x = state.mean().clone();
            draws.add(start, deviation, x, 0);
            for (int c = 0; c < delta.length; c++) {
                for (int s = 0; s < x.length; s++) {
                    x[s] += state.effect()[c][s] * delta[c];
                }
            }
            for (int i = 0; i < transitions.length; i++) {
                BlockDiagonal.apply(sizes, transitions[i].f, x);
                int at = 0;
                for (int b = 0; b < sizes.length; b++) {
                    draws.add(noises[i][b], deviation, x, at);
                    at += sizes[b];
                }
                double value = Dense.dot(z, x) + deviation * Math.sqrt(model.noise()) * draws.next();
                for (int c = model.diffuse(); c < delta.length; c++) {
                    value += regressors[i][c - model.diffuse()] * delta[c];
                }
                paths[i][p] = value;
            }
        }
    }

    /** Standard normal numbers of a key, one after the other. */
    static final class Draws {

        private final RandomKey key;
        private long used;

        Draws(RandomKey key) {
            this.key = key;
        }

        double next() {
            return key.gaussian(used++);
        }

        /** Adds {@code s L ξ} from an element on. */
        void add(double[][] factor, double s, double[] x, int at) {
            for (int j = 0; j < factor.length; j++) {
                double xi = s * next();
                for (int i = 0; i < factor.length; i++) {
                    x[at + i] += factor[i][j] * xi;
                }
            }
        }
    }

    /** Cholesky's L of a positive semidefinite matrix; columns of what has no variance of its own are zero. */
    static double[][] semidefiniteFactor(double[][] matrix) {
        int n = matrix.length;
        double[][] l = new double[n][n];
        for (int j = 0; j < n; j++) {
            double pivot = matrix[j][j];
            for (int k = 0; k < j; k++) {
                pivot -= l[j][k] * l[j][k];
            }
            if (pivot > NEGLIGIBLE * matrix[j][j]) {
                l[j][j] = Math.sqrt(pivot);
                for (int i = j + 1; i < n; i++) {
                    double sum = matrix[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= l[i][k] * l[j][k];
                    }
                    l[i][j] = sum / l[j][j];
                }
            }
        }
        return l;
    }

    static double[][] square(double[] rows, int n) {
        double[][] matrix = new double[n][];
        Arrays.setAll(matrix, i -> Arrays.copyOfRange(rows, i * n, (i + 1) * n));
        return matrix;
    }
}
