package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.io.Csv;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.Tables;
import java.nio.file.Path;
import java.util.Arrays;
import tech.tablesaw.api.Table;

/** The weekly CO2 of a file, a row a week, some without a value. */
final class WeeklyRecord {

    private static final String DATE = "date";
    private static final String VALUE = "co2_ppm";

    private final Table table;

    private WeeklyRecord(Table table) {
        this.table = table;
    }

    static WeeklyRecord read(Path file) {
        return new WeeklyRecord(Csv.read(file).time(DATE).values(VALUE).toTable());
    }

    int rows() {
        return table.rowCount();
    }

    /** Holds back rows {@code cut} to {@code cut + weeks}; what comes after them is not used. */
    Holdout holdBack(int cut, int weeks) {
        Table past = table.inRange(0, cut);
        Table future = table.inRange(cut, cut + weeks);
        return new Holdout(
                past.column(DATE).getString(cut - 1),
                Tables.toSeries(past, DATE, VALUE),
                past.doubleColumn(VALUE).asDoubleArray(),
                Tables.toSeries(future, DATE, VALUE)
                        .series()
                        .series()
                        .get(0)
                        .channels()
                        .get(0),
                future.doubleColumn(VALUE).asDoubleArray());
    }

    /**
     * A record cut in two.
     *
     * @param cutOff date of the last known row
     * @param history what is known
     * @param past the known rows, NaN where there is no value
     * @param truth what was held back, where there is a value
     * @param future the rows held back, NaN where there is no value
     */
    record Holdout(String cutOff, LoadedSeries history, double[] past, Channel truth, double[] future) {

        /** Of a prediction for every week held back, those for weeks with a value. */
        double[] whereObserved(double[] everyWeek) {
            double[] picked = new double[truth.size()];
            int n = 0;
            for (int i = 0; i < future.length; i++) {
                if (!Double.isNaN(future[i])) {
                    picked[n++] = everyWeek[i];
                }
            }
            return picked;
        }

        /** The last known value, for every value held back. */
        double[] lastValue() {
            Channel known = history.series().series().get(0).channels().get(0);
            double[] repeated = new double[truth.size()];
            Arrays.fill(repeated, known.value(known.size() - 1));
            return repeated;
        }
    }
}
