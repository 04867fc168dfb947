package dev.tidepath.forecasting.statespace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The Kalman filter of a {@link StateModel} with an augmented start (de Jong 1991, doi:10.1214/aos/1176348139): the state
 * is {@code mean + effect·δ}, where δ holds the diffuse elements at the first time and the regressors' coefficients; a
 * regression of innovations on what δ does to them estimates δ exactly, whatever the order in which it becomes known.
 * Covariances are updated in Joseph's form. The cost is linear in the number of observations.
 */
final class KalmanFilter {

    /** Prior variance of slopes and coefficients, in units of the values: as good as nothing known. */
    private static final double WIDE = 1e8;

    /** So many transitions are kept where gaps recur. */
    private static final int KEPT = 64;

    /** What one time did to the filter, as the smoother needs it. */
    record Step(
            double[] mean,
            double[][] effect,
            double[][] covariance,
            double innovation,
            double[] sensitivity,
            double variance,
            double[] gain) {}

    private final StateModel model;
    private final Observations data;
    private final double scale;
    private final int size;
    private final int columns;
    private final Transition[] transitions;
    private final Transition scratch;
    private int scratchGap = -1;
    private final Map<Double, Transition> byGap = new HashMap<>();
    private long taken;

    private final double[] mean;
    private final double[][] effect;
    private final double[][] covariance;
    private final GivensRegression regression;
    private double logVariances;

    /** Which elements of the state the observation sees. */
    private final int[] seen;

    private final double[] gain;
    private final double[] cross;
    private final double[] rest;
    private final double[] none;
    private final double[] sensitivity;

    /**
     * Starts before the first observation.
     *
     * @param model what moves
     * @param data what was observed
     * @param scale the variance that the model's are multiples of, in the units of the data's error variances
     * @param regressors how many of the data's regressors have coefficients
     */
    KalmanFilter(StateModel model, Observations data, double scale, int regressors) {
        this.model = model;
        this.data = data;
        this.scale = scale;
        size = model.size();
        columns = model.diffuse() + regressors;
        transitions = new Transition[data.distinctGaps() <= KEPT ? data.distinctGaps() : 0];
        scratch = model.newTransition();
        mean = new double[size];
        effect = new double[columns][size];
        for (int c = 0; c < model.diffuse(); c++) {
            effect[c][c] = 1;
        }
        covariance = model.start();
        double[] ridge = new double[columns];
        Arrays.fill(ridge, Math.min(1, columns), columns, 1 / WIDE);
        regression = new GivensRegression(ridge);
        seen = IntStream.range(0, size).filter(s -> model.loading()[s] != 0).toArray();
        gain = new double[size];
        cross = new double[size];
        rest = new double[size];
        none = new double[size];
        sensitivity = new double[columns];
    }

    /** Runs over all observations. */
    KalmanFilter run() {
        for (int i = 0; i < data.size(); i++) {
            advance(i);
        }
        return this;
    }

    /** Runs over all observations and keeps what each did. */
    Step[] record() {
        Step[] steps = new Step[data.size()];
        for (int i = 0; i < steps.length; i++) {
            predict(i);
            double[] before = mean.clone();
            double[][] effects = Dense.copy(effect);
            double[][] covariances = Dense.copy(covariance);
            double variance = update(i);
            steps[i] = new Step(before, effects, covariances, innovation, sensitivity.clone(), variance, gain.clone());
        }
        return steps;
    }

    /** Runs over all observations and keeps what each did to the mean, without means and covariances. */
    Step[] recordGains() {
        double[][] none = new double[0][];
        Step[] steps = new Step[data.size()];
        for (int i = 0; i < steps.length; i++) {
            predict(i);
            double variance = update(i);
            steps[i] = new Step(new double[0], none, none, innovation, sensitivity.clone(), variance, gain.clone());
        }
        return steps;
    }

    private double innovation;

    private void advance(int i) {
        predict(i);
        update(i);
    }

    private void predict(int i) {
        if (i > 0) {
            move(transition(data.gapNumber(i)));
        }
    }

    Transition transition(int gapNumber) {
        if (gapNumber < transitions.length) {
            Transition kept = transitions[gapNumber];
            if (kept == null) {
                kept = model.newTransition();
                model.discretise(data.gap(gapNumber), kept);
                transitions[gapNumber] = kept;
            }
            return kept;
        }
        if (scratchGap != gapNumber) {
            model.discretise(data.gap(gapNumber), scratch);
            scratchGap = gapNumber;
        }
        return scratch;
    }

    /**
     * Takes in an observation that is not among the data.
     *
     * @param gap model time since the one before; of no account for the first one
     * @param value in model units
     * @param errorVariance variance of its measurement error
     * @param regressors at its time
     */
    void take(double gap, double value, double errorVariance, double[] regressors) {
        if (taken > 0) {
            move(transition(gap));
        }
        update(value, errorVariance, regressors);
        taken++;
    }

    private Transition transition(double gap) {
        Transition known = byGap.get(gap);
        if (known != null) {
            return known;
        }
        Transition t = byGap.size() < KEPT ? model.newTransition() : scratch;
        model.discretise(gap, t);
        if (t != scratch) {
            byGap.put(gap, t);
        }
        return t;
    }

    private void move(Transition t) {
        BlockDiagonal.apply(model.blockSizes(), t.f, mean);
        for (double[] column : effect) {
            BlockDiagonal.apply(model.blockSizes(), t.f, column);
        }
        BlockDiagonal.conjugate(model.blockSizes(), t.f, covariance);
        BlockDiagonal.add(model.blockSizes(), t.q, covariance);
    }

    /** Takes an observation in; returns the innovation's variance, or 0 if there is none. */
    private double update(int i) {
        return update(data.value(i), data.variance(i), data.regressors(i));
    }

    private double update(double value, double errorVariance, double[] regressors) {
        if (Double.isNaN(value)) {
            innovation = 0;
            Arrays.fill(sensitivity, 0.0);
            Arrays.fill(gain, 0.0);
            return 0;
        }
        double[] z = model.loading();
        double noise = model.noise() + errorVariance / scale;
        double ownVariance = 0;
        innovation = value;
        observe(none, none, z, cross);
        for (int s : seen) {
            ownVariance += z[s] * cross[s];
            innovation -= z[s] * mean[s];
        }
        double variance = ownVariance + noise;
        if (!(variance > 0)) {
            variance = Double.MIN_NORMAL;
        }
        for (int s = 0; s < size; s++) {
            gain[s] = cross[s] / variance;
            mean[s] += gain[s] * innovation;
        }
        double[] row = new double[columns];
        double deviation = Math.sqrt(variance);
        for (int c = 0; c < columns; c++) {
            double x = c < model.diffuse() ? 0 : regressors[c - model.diffuse()];
            double e = -x;
            for (int s : seen) {
                e -= z[s] * effect[c][s];
            }
            sensitivity[c] = e;
            row[c] = -e / deviation;
            for (int s = 0; s < size; s++) {
                effect[c][s] += gain[s] * e;
            }
        }
        joseph(z, noise);
        regression.add(row, innovation / deviation);
        logVariances += StrictMath.log(variance);
        return variance;
    }

    /** {@code (I − K zᵀ) P (I − K zᵀ)ᵀ + K r Kᵀ}: what is on and below the diagonal, and its mirror image. */
    private void joseph(double[] z, double noise) {
        observe(gain, cross, z, rest);
        for (int i = 0; i < size; i++) {
            double[] row = covariance[i];
            double k = gain[i];
            double r = rest[i] - noise * k;
            for (int j = 0; j <= i; j++) {
                row[j] = row[j] - k * cross[j] - r * gain[j];
            }
            for (int j = 0; j < i; j++) {
                covariance[j][i] = row[j]; // of rows that are not read any more
            }
        }
    }

    /** {@code (P − k cᵀ) z}: four rows at a time, as each sum waits for its terms. */
    private void observe(double[] k, double[] c, double[] z, double[] into) {
        int last = size - 1;
        for (int i = 0; i < size; i += 4) {
            int i1 = Math.min(i + 1, last);
            int i2 = Math.min(i + 2, last);
            int i3 = Math.min(i + 3, last);
            double[] row0 = covariance[i];
            double[] row1 = covariance[i1];
            double[] row2 = covariance[i2];
            double[] row3 = covariance[i3];
            double sum0 = 0;
            double sum1 = 0;
            double sum2 = 0;
            double sum3 = 0;
            for (int s : seen) {
                sum0 += (row0[s] - k[i] * c[s]) * z[s];
                sum1 += (row1[s] - k[i1] * c[s]) * z[s];
                sum2 += (row2[s] - k[i2] * c[s]) * z[s];
                sum3 += (row3[s] - k[i3] * c[s]) * z[s];
            }
            into[i] = sum0;
            into[i1] = sum1;
            into[i2] = sum2;
            into[i3] = sum3;
        }
    }

    StateModel model() {
        return model;
    }

    /** What is known of δ. */
    GivensRegression regression() {
        return regression;
    }

    /** The likelihood of what was run over. */
    Likelihood likelihood(boolean scaleIsKnown) {
        return Likelihood.of(data.observed(), columns, regression, logVariances, scaleIsKnown ? scale : Double.NaN);
    }

    /** The state after the last observation, given the scale. */
    State state(double variance) {
        return new State(
                mean.clone(),
                Dense.copy(effect),
                Dense.copy(covariance),
                regression.coefficients(),
                regression.inverseFactor(),
                variance);
    }

    /**
     * A normal state {@code mean + effect·δ} with δ normal as well; covariances are multiples of a variance.
     *
     * @param mean mean if δ were zero
     * @param effect one column for each element of δ
     * @param covariance covariance given δ
     * @param coefficients mean of δ
     * @param spread T with covariance T Tᵀ of δ
     * @param variance the scale
     */
    record State(
            double[] mean,
            double[][] effect,
            double[][] covariance,
            double[] coefficients,
            double[][] spread,
            double variance) {}
}
