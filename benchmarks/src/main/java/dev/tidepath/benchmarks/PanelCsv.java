package dev.tidepath.benchmarks;

import dev.tidepath.random.RandomKey;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A made-up CSV file {@code id,time,level,flow}: series of up to 1000 rows at irregular times about an hour apart, in which
 * each value is missing with a chance of one in twenty. A function of the number of rows and their order alone.
 *
 * @param rows below the header
 * @param byTime whether the series take turns, as in a log; else each series follows the one before
 */
record PanelCsv(long rows, boolean byTime) {

    static final String ID = "id";
    static final String TIME = "time";
    static final String LEVEL = "level";
    static final String FLOW = "flow";

    static final int ROWS_A_SERIES = 1000;

    private static final RandomKey KEY = RandomKey.of(5).derive("panel");
    private static final long SECOND_OF_FIRST =
            LocalDateTime.of(2024, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final int SECONDS_A_ROW = 3600;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final int DRAWS_A_ROW = 5;
    private static final double MISSING_SHARE = 0.05;
    private static final int DECIMALS = 4;
    private static final int UNIT = 10_000;

    void writeTo(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", ID, TIME, LEVEL, FLOW) + "\n");
            StringBuilder row = new StringBuilder();
            for (long i = 0; i < rows; i++) {
                row.setLength(0);
                add(i, row);
                out.append(row);
            }
        }
    }

    private void add(long i, StringBuilder row) {
        long ofSeries = byTime ? i % series() : i / ROWS_A_SERIES;
        long step = byTime ? i / series() : i % ROWS_A_SERIES;
        long draw = i * DRAWS_A_ROW;
        row.append('s').append(ofSeries).append(',');
        long second = SECOND_OF_FIRST + step * SECONDS_A_ROW + KEY.below(draw, SECONDS_A_ROW);
        FORMAT.formatTo(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC), row);
        row.append(',');
        addCell(draw + 1, 50, row);
        row.append(',');
        addCell(draw + 3, 1000, row);
        row.append('\n');
    }

    private long series() {
        return (rows + ROWS_A_SERIES - 1) / ROWS_A_SERIES;
    }

    /** Nothing, or a number between plus and minus the bound with four decimals. */
    private static void addCell(long draw, int bound, StringBuilder row) {
        if (KEY.uniform(draw) < MISSING_SHARE) {
            return;
        }
        int number = KEY.below(draw + 1, 2 * bound * UNIT) - bound * UNIT;
        int size = Math.abs(number);
        row.append(number < 0 ? "-" : "").append(size / UNIT).append('.');
        row.append(String.valueOf(UNIT + size % UNIT), 1, 1 + DECIMALS);
    }
}
