package dev.tidepath.tensor.kernel;

/** Copies of lanes and columns between rows of doubles. Shapes are the caller's business. */
public final class LaneCopies {

    /** Columns whose lines of the cache are written several times before the next. */
    private static final int RUN_BLOCK = 64;

    private LaneCopies() {}

    /**
     * Copies some lanes of every row.
     *
     * @param source rows read
     * @param target rows written
     * @param which the lanes are the first {@code count} entries
     * @param count number of lanes
     */
    public static void copyLanes(double[][] source, double[][] target, int[] which, int count) {
        for (int f = 0; f < target.length; f++) {
            double[] from = source[f];
            double[] to = target[f];
            for (int i = 0; i < count; i++) {
                to[which[i]] = from[which[i]];
            }
        }
    }

    /**
     * Copies one column of every row.
     *
     * @param source rows read
     * @param from column read
     * @param target rows written
     * @param to column written
     */
    public static void copyColumn(double[][] source, int from, double[][] target, int to) {
        for (int f = 0; f < target.length; f++) {
            target[f][to] = source[f][from];
        }
    }

    /**
     * Copies some columns of every row.
     *
     * @param source rows read
     * @param from columns read are the first {@code count} entries
     * @param target rows written
     * @param to columns written are the first {@code count} entries
     * @param count number of columns
     */
    public static void copyColumns(double[][] source, int[] from, double[][] target, int[] to, int count) {
        for (int f = 0; f < target.length; f++) {
            double[] read = source[f];
            double[] written = target[f];
            for (int i = 0; i < count; i++) {
                written[to[i]] = read[from[i]];
            }
        }
    }

    /**
     * Moves lanes of every row to the front: {@code target[f][i] = source[f][which[i]]}.
     *
     * @param source rows read
     * @param target rows written; may be the same
     * @param which the lanes are the first {@code count} entries, ascending
     * @param count number of lanes
     */
    public static void gatherLanes(double[][] source, double[][] target, int[] which, int count) {
        for (int f = 0; f < target.length; f++) {
            double[] from = source[f];
            double[] to = target[f];
            for (int i = 0; i < count; i++) {
                to[i] = from[which[i]];
            }
        }
    }

    /**
     * Copies columns of several matrices into neighbouring columns of one: {@code target[f][to[i] + k] =
     * sources[k][f][from[i]]}, block by block, so that what is written stays in the cache.
     *
     * @param sources rows read; the first {@code n}
     * @param n number of sources
     * @param from columns read are the first {@code count} entries
     * @param target rows written
     * @param to first columns written are the first {@code count} entries
     * @param count number of columns
     */
    public static void copyRuns(double[][][] sources, int n, int[] from, double[][] target, int[] to, int count) {
        for (int f = 0; f < target.length; f++) {
            for (int first = 0; first < count; first += RUN_BLOCK) {
                int end = Math.min(count, first + RUN_BLOCK);
                for (int k = 0; k < n; k++) {
                    copyShifted(sources[k][f], from, target[f], to, k, first, end);
                }
            }
        }
    }

    private static void copyShifted(
            double[] read, int[] from, double[] written, int[] to, int shift, int first, int end) {
        for (int i = first; i < end; i++) {
            written[to[i] + shift] = read[from[i]];
        }
    }
}
