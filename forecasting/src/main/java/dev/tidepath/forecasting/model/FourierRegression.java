package dev.tidepath.forecasting.model;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Least squares with a slight ridge on a constant, a line, harmonics of each period that was seen one and a half times, as many as
 * the observations tell, and covariates.
 */
final class FourierRegression {

    private static final int MOST_HARMONICS = 5;
    private static final double RIDGE = 1e-5;
    private static final double LEAST_CYCLES = 1.5;

    /** So many observations a coefficient: of about as many points, curves swing far between and after them. */
    private static final int LEAST_POINTS = 3;

    private final RuleHistory history;
    private final int known;
    private final double middle;
    private final double half;
    private final int[] harmonics;
    private final boolean line;
    private final int size;

    private FourierRegression(RuleHistory history, int known) {
        this.history = history;
        this.known = known;
        double span = history.time(known - 1) - history.time(0);
        middle = history.time(0) + span / 2;
        half = span > 0 ? span / 2 : 1;
        harmonics = new int[history.periods().size()];
        int columns = (known > 2 ? 2 : 1) + (known > 4 ? history.covariateCount() : 0);
        for (int k = 0; k < harmonics.length; k++) {
            double period = history.periods().get(k);
            if (span >= LEAST_CYCLES * period && known > 4) {
                double seen = Math.max(1, Math.floor(period / (2 * history.medianGap()) - 0.01));
                int told = Math.max(0, (known / LEAST_POINTS - columns) / 2);
                harmonics[k] = (int) Math.min(Math.min(MOST_HARMONICS, seen), told);
            }
            columns += 2 * harmonics[k];
        }
        size = columns;
        line = known > 2;
    }

    static double[] predict(RuleHistory h, int known, RuleHistory.Targets at) {
        FourierRegression regression = new FourierRegression(h, known);
        Equations equations = regression.equations();
        double[] weights = equations.solve(equations.right());
        double[] predicted = new double[at.size()];
        double[] row = new double[regression.size];
        for (int i = 0; i < predicted.length; i++) {
            regression.fill(at.times()[i], at.covariates()[i], row);
            for (int j = 0; j < row.length; j++) {
                predicted[i] += weights[j] * row[j];
            }
            predicted[i] += h.value(known - 1);
        }
        return predicted;
    }

    /** What each observation weighs in the first value: with rows x, {@code x(i)ᵀ G⁻¹ x(t)}, and the last one what is left to one. */
    static double[] weights(RuleHistory h, RuleHistory.Targets at) {
        FourierRegression regression = new FourierRegression(h, h.size());
        double[] row = new double[regression.size];
        regression.fill(at.times()[0], at.covariates()[0], row);
        double[] solved = regression.equations().solve(row);
        double[] weights = new double[h.size()];
        double rest = 1;
        for (int i = 0; i < weights.length; i++) {
            regression.fill(h.time(i), h.covariates(i), row);
            for (int a = 0; a < row.length; a++) {
                weights[i] += row[a] * solved[a];
            }
            rest -= weights[i];
        }
        weights[weights.length - 1] += rest;
        return weights;
    }

    /**
     * The normal equations.
     *
     * @param gram of the rows, with the ridge
     * @param right rows times what lies above the last value
     */
    private record Equations(double[][] gram, double[] right) {

        double[] solve(double[] vector) {
            return new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false), 1e-9, 0)
                    .getSolver()
                    .solve(new ArrayRealVector(vector, false))
                    .toArray();
        }
    }

    private Equations equations() {
        double[][] gram = new double[size][size];
        double[] right = new double[size];
        double[] row = new double[size];
        double last = history.value(known - 1);
        for (int i = 0; i < known; i++) {
            fill(history.time(i), history.covariates(i), row);
            for (int a = 0; a < size; a++) {
                right[a] += row[a] * (history.value(i) - last);
                for (int b = 0; b <= a; b++) {
                    gram[a][b] += row[a] * row[b];
                }
            }
        }
        for (int a = 0; a < size; a++) {
            gram[a][a] += a == 0 ? 0 : RIDGE * known;
            for (int b = 0; b < a; b++) {
                gram[b][a] = gram[a][b];
            }
        }
        return new Equations(gram, right);
    }

    private void fill(double time, double[] covariates, double[] row) {
        int at = 0;
        row[at++] = 1;
        if (line) {
            row[at++] = (time - middle) / half;
        }
        for (int k = 0; k < harmonics.length; k++) {
            double angle = 2
                    * StrictMath.PI
                    * Math.IEEEremainder(time / history.periods().get(k), 1);
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            double c = 1;
            double s = 0;
            for (int j = 0; j < harmonics[k]; j++) {
                double turned = c * cos - s * sin;
                s = s * cos + c * sin;
                c = turned;
                row[at++] = c;
                row[at++] = s;
            }
        }
        for (int c = 0; at < size; c++) {
            row[at++] = covariates[c];
        }
    }
}
