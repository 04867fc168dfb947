package dev.tidepath.benchmarks;

import java.util.Locale;

/** How the rows of a {@link HourlyCsv} are spread over series. */
enum ScalingShape {
    /** One series. */
    LONG,
    /** Series of {@value #SHORT_LENGTH} rows. */
    SHORT;

    private static final int SHORT_LENGTH = 100;

    /** Its name in the output. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A file of so many rows. */
    HourlyCsv of(int rows, int channels) {
        return this == LONG
                ? new HourlyCsv(1, rows, channels)
                : new HourlyCsv(Math.max(1, rows / SHORT_LENGTH), SHORT_LENGTH, channels);
    }
}
