package dev.tidepath.forecasting.statespace;

/** Products with a block-diagonal matrix whose blocks are stored row by row. */
final class BlockDiagonal {

    private BlockDiagonal() {}

    /** {@code x ← F x}. */
    static void apply(int[] sizes, double[][] f, double[] x) {
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            double[] m = f[b];
            switch (sizes[b]) {
                case 1 -> x[at] *= m[0];
                case 2 -> {
                    double first = x[at];
                    double second = x[at + 1];
                    x[at] = m[0] * first + m[1] * second;
                    x[at + 1] = m[2] * first + m[3] * second;
                }
                default -> {
                    double first = x[at];
                    double second = x[at + 1];
                    double third = x[at + 2];
                    for (int i = 0; i < 3; i++) {
                        x[at + i] = m[3 * i] * first + m[3 * i + 1] * second + m[3 * i + 2] * third;
                    }
                }
            }
            at += sizes[b];
        }
    }

    /** {@code x ← Fᵀ x}. */
    static void applyTransposed(int[] sizes, double[][] f, double[] x) {
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            int s = sizes[b];
            double[] product = new double[s];
            for (int i = 0; i < s; i++) {
                for (int j = 0; j < s; j++) {
                    product[j] += f[b][i * s + j] * x[at + i];
                }
            }
            System.arraycopy(product, 0, x, at, s);
            at += s;
        }
    }

    /** {@code P ← F P Fᵀ}. */
    static void conjugate(int[] sizes, double[][] f, double[][] p) {
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            switch (sizes[b]) {
                case 1 -> scale(f[b][0], p[at]);
                case 2 -> mix(f[b], p[at], p[at + 1]);
                default -> mix(f[b], p[at], p[at + 1], p[at + 2]);
            }
            at += sizes[b];
        }
        at = 0;
        for (int b = 0; b < sizes.length; b++) {
            switch (sizes[b]) {
                case 1 -> scaleColumn(f[b][0], p, at);
                case 2 -> mixColumns(f[b][0], f[b][1], f[b][2], f[b][3], p, at);
                default -> mixThreeColumns(f[b], p, at);
            }
            at += sizes[b];
        }
    }

    private static void scaleColumn(double m, double[][] p, int at) {
        for (double[] row : p) {
            row[at] *= m;
        }
    }

    private static void mixColumns(double m0, double m1, double m2, double m3, double[][] p, int at) {
        for (double[] row : p) {
            double first = row[at];
            double second = row[at + 1];
            row[at] = m0 * first + m1 * second;
            row[at + 1] = m2 * first + m3 * second;
        }
    }

    private static void mixThreeColumns(double[] m, double[][] p, int at) {
        for (double[] row : p) {
            double first = row[at];
            double second = row[at + 1];
            double third = row[at + 2];
            for (int i = 0; i < 3; i++) {
                row[at + i] = m[3 * i] * first + m[3 * i + 1] * second + m[3 * i + 2] * third;
            }
        }
    }

    private static void scale(double m, double[] row) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= m;
        }
    }

    private static void mix(double[] m, double[] x, double[] y) {
        for (int j = 0; j < x.length; j++) {
            double first = x[j];
            double second = y[j];
            x[j] = m[0] * first + m[1] * second;
            y[j] = m[2] * first + m[3] * second;
        }
    }

    private static void mix(double[] m, double[] x, double[] y, double[] z) {
        for (int j = 0; j < x.length; j++) {
            double first = x[j];
            double second = y[j];
            double third = z[j];
            x[j] = m[0] * first + m[1] * second + m[2] * third;
            y[j] = m[3] * first + m[4] * second + m[5] * third;
            z[j] = m[6] * first + m[7] * second + m[8] * third;
        }
    }

    /** {@code P ← P + Q}. */
    static void add(int[] sizes, double[][] q, double[][] p) {
        int at = 0;
        for (int b = 0; b < sizes.length; b++) {
            int s = sizes[b];
            double[] block = q[b];
            for (int i = 0; i < s; i++) {
                double[] row = p[at + i];
                for (int j = 0; j < s; j++) {
                    row[at + j] += block[i * s + j];
                }
            }
            at += s;
        }
    }
}
