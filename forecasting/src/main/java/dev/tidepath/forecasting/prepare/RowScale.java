package dev.tidepath.forecasting.prepare;

/**
 * Centres and scales rows of covariates by their means and deviations over some rows, so that their coefficients are
 * comparable; a covariate that does not change there becomes zero. Immutable.
 */
public final class RowScale {

    private final double[] means;
    private final double[] deviations;

    /**
     * Learns means and deviations.
     *
     * @param rows one row a time
     * @param used how many of the first rows tell them
     * @param covariates how many numbers a row has
     */
    public RowScale(double[][] rows, int used, int covariates) {
        means = new double[covariates];
        deviations = new double[covariates];
        for (int c = 0; c < covariates; c++) {
            double squares = 0;
            for (int i = 0; i < used; i++) {
                double before = rows[i][c] - means[c];
                means[c] += before / (i + 1);
                squares += before * (rows[i][c] - means[c]);
            }
            deviations[c] = Math.sqrt(squares / Math.max(1, used));
        }
    }

    /**
     * Centres and scales a row.
     *
     * @param row one number a covariate
     * @return a new row
     */
    public double[] apply(double[] row) {
        double[] scaled = new double[means.length];
        for (int c = 0; c < scaled.length; c++) {
            scaled[c] = deviations[c] > 0 ? (row[c] - means[c]) / deviations[c] : 0;
        }
        return scaled;
    }

    /**
     * Centres and scales rows.
     *
     * @param rows one number a covariate each
     * @return new rows
     */
    public double[][] apply(double[][] rows) {
        double[][] scaled = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = apply(rows[i]);
        }
        return scaled;
    }
}
