package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The levels of a forecast's intervals, and with them the numbers that are written for each time and channel. */
final class Levels {

    private final double[] percents;

    Levels(double... percents) {
        for (double level : percents) {
            if (!(level > 0 && level < 100)) {
                throw new IllegalArgumentException("a level is between 0 and 100 percent: " + level);
            }
        }
        if (Arrays.stream(percents).distinct().count() != percents.length) {
            throw new IllegalArgumentException("a level is given twice: " + Arrays.toString(percents));
        }
        this.percents = percents.clone();
    }

    /** Such as {@code mean}, {@code median}, {@code lo-80}, {@code hi-80}. */
    List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("mean", "median"));
        for (double level : percents) {
            columns.add("lo-" + DecimalText.exact(level));
            columns.add("hi-" + DecimalText.exact(level));
        }
        return columns;
    }

    /** One number a column. */
    double[] row(SeriesForecast f, int channel, int time) {
        double[] row = new double[2 + 2 * percents.length];
        row[0] = f.mean(channel, time);
        row[1] = f.median(channel, time);
        for (int i = 0; i < percents.length; i++) {
            row[2 + 2 * i] = f.lower(channel, time, percents[i]);
            row[3 + 2 * i] = f.upper(channel, time, percents[i]);
        }
        for (double x : row) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("the forecast of series '" + f.id() + "', channel '"
                        + f.channels().get(channel) + "' at " + f.times().text(time) + " is not finite: " + x);
            }
        }
        return row;
    }
}
