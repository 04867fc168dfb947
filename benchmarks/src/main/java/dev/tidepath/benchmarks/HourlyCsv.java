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
 * A made-up CSV file {@code id,time,v1,v2,…}: series that are read about every hour at irregular minutes, with now and then
 * a gap of hours to days, a daily and a weekly swing, an autoregressive disturbance and noise. A function of its shape alone.
 *
 * @param series how many
 * @param length times of a series
 * @param channels values at each time
 */
record HourlyCsv(int series, int length, int channels) {

    static final String ID = "id";
    static final String TIME = "time";

    private static final RandomKey KEY = RandomKey.of(11).derive("hourly");
    private static final long FIRST = LocalDateTime.of(2000, 1, 3, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final int HOUR = 3600;
    private static final int HOURS_A_DAY = 24;
    private static final int HOURS_A_WEEK = 168;
    private static final double GAP_CHANCE = 0.01;
    private static final int LONGEST_GAP = 48;
    private static final double MEMORY = 0.9;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    /** Name of a channel. */
    static String channel(int c) {
        return "v" + (c + 1);
    }

    void writeTo(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(ID + "," + TIME);
            for (int c = 0; c < channels; c++) {
                out.write("," + channel(c));
            }
            out.write("\n");
            for (int s = 0; s < series; s++) {
                writeSeries(s, out);
            }
        }
    }

    private void writeSeries(int s, BufferedWriter out) throws IOException {
        RandomKey key = KEY.derive(s);
        double[] disturbance = new double[channels];
        StringBuilder row = new StringBuilder();
        long hour = 0;
        for (int i = 0; i < length; i++) {
            hour += key.derive("gap").uniform(i) < GAP_CHANCE
                    ? 2 + key.derive("gap length").below(i, LONGEST_GAP)
                    : 1;
            long second = hour * HOUR + key.derive("second").below(i, HOUR);
            row.setLength(0);
            row.append('s').append(s).append(',');
            FORMAT.formatTo(LocalDateTime.ofEpochSecond(FIRST + second, 0, ZoneOffset.UTC), row);
            for (int c = 0; c < channels; c++) {
                RandomKey own = key.derive("channel").derive(c);
                disturbance[c] = MEMORY * disturbance[c] + own.derive("step").gaussian(i);
                double value = swing((double) second / HOUR, c) + disturbance[c] + 0.5 * own.gaussian(i);
                row.append(',').append(Math.rint(value * 1e3) / 1e3);
            }
            out.append(row.append('\n'));
        }
    }

    private static double swing(double hours, int c) {
        return 50
                + 8 * StrictMath.sin(2 * Math.PI * hours / HOURS_A_DAY + c)
                + 3 * StrictMath.sin(4 * Math.PI * hours / HOURS_A_DAY)
                + 4 * StrictMath.sin(2 * Math.PI * hours / HOURS_A_WEEK - c);
    }
}
