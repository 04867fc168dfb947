package dev.tidepath.examples;

/** Rules that repeat the last year of a weekly record; blanks are interpolated. */
final class LastYear {

    private static final int YEAR = 52;

    private final double[] rows;

    /**
     * Takes a record.
     *
     * @param rows at least two years of weeks, NaN where there is no value
     */
    LastYear(double[] rows) {
        if (rows.length < 2 * YEAR) {
            throw new IllegalArgumentException("needs two years of weeks, not " + rows.length + " weeks");
        }
        this.rows = interpolated(rows);
    }

    /** Seasonal naive: the value of the same week of the last year. */
    double[] repeated(int weeks) {
        return shifted(weeks, 0);
    }

    /** The value of the same week of the last year, plus for each year ahead the growth of the last year's mean. */
    double[] withGrowth(int weeks) {
        return shifted(weeks, mean(rows.length - YEAR) - mean(rows.length - 2 * YEAR));
    }

    private double[] shifted(int weeks, double growth) {
        double[] predicted = new double[weeks];
        for (int h = 0; h < weeks; h++) {
            predicted[h] = rows[rows.length - YEAR + h % YEAR] + (1 + h / YEAR) * growth;
        }
        return predicted;
    }

    private double mean(int from) {
        double sum = 0;
        for (int i = from; i < from + YEAR; i++) {
            sum += rows[i];
        }
        return sum / YEAR;
    }

    private static double[] interpolated(double[] rows) {
        double[] filled = rows.clone();
        int before = -1;
        for (int i = 0; i <= rows.length; i++) {
            if (i == rows.length || !Double.isNaN(rows[i])) {
                for (int gap = before + 1; gap < i; gap++) {
                    double share = (gap - before) / (double) (i - before);
                    double left = before < 0 ? rows[i] : rows[before];
                    double right = i == rows.length ? left : rows[i];
                    filled[gap] = left + share * (right - left);
                }
                before = i;
            }
        }
        return filled;
    }
}
