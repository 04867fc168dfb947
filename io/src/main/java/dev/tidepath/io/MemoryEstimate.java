package dev.tidepath.io;

/** Tells a file that does not fit into memory before it is read, from its size and its first rows. */
final class MemoryEstimate {

    /** A row's series, line, time and places, and a value with its time; arrays that grow hold half as much again. */
    private static final double BYTES_A_ROW = 60;

    private static final double BYTES_A_VALUE = 40;
    private static final double GIGABYTE = 1L << 30;

    private MemoryEstimate() {}

    /** Refuses a file whose series are larger than the memory there is. */
    static void require(long fileBytes, double bytesPerRow, int valuesPerRow, long memory, Origin origin) {
        double rows = fileBytes / bytesPerRow;
        double needed = needed(rows, valuesPerRow);
        if (needed > memory) {
            throw InputException.data(
                    "TP-D067",
                    origin.name(),
                    "about " + Phrases.number(Math.round(rows)) + " rows need about " + gigabytes(needed)
                            + " of memory, and there are " + gigabytes((double) memory),
                    "more memory, as with TIDEPATH_JAVA_OPTS=-Xmx16g, or fewer rows or columns");
        }
    }

    /** How many bytes the series of a file take. */
    static double needed(double rows, double valuesPerRow) {
        return rows * (BYTES_A_ROW + BYTES_A_VALUE * valuesPerRow);
    }

    /** In a message. */
    static String gigabytes(double bytes) {
        return DecimalText.rounded(bytes / GIGABYTE, 2) + " GB";
    }
}
