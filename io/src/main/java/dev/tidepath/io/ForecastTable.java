package dev.tidepath.io;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Makes a table of a forecast. */
final class ForecastTable {

    private static final double SECONDS_PER_HOUR = 3_600;

    private final StringColumn ids = StringColumn.create("id");
    private final StringColumn channels = StringColumn.create("channel");
    private final List<DoubleColumn> numbers = new ArrayList<>();
    private final Levels levels;
    private final Column<?> times;

    private ForecastTable(Levels levels, TimeFormat format) {
        this.levels = levels;
        levels.columns().forEach(name -> numbers.add(DoubleColumn.create(name)));
        times = switch (format.style()) {
            case NUMBER, ELAPSED -> DoubleColumn.create("time");
            case DATE -> DateColumn.create("time");
            case LOCAL -> DateTimeColumn.create("time");
            case ZONED, EPOCH -> InstantColumn.create("time");
        };
    }

    static Table of(Forecast forecast, TimeFormat format, Levels levels) {
        TimeFormat fitted = format.fitting(
                forecast.series().stream().map(SeriesForecast::times).toList());
        ForecastTable rows = new ForecastTable(levels, fitted);
        forecast.series().forEach(rows::add);
        Table table = Table.create("forecast", rows.ids, rows.times, rows.channels);
        rows.numbers.forEach(table::addColumns);
        return table;
    }

    private void add(SeriesForecast f) {
        for (int t = 0; t < f.times().size(); t++) {
            for (int c = 0; c < f.channels().size(); c++) {
                ids.append(f.id());
                times.appendObj(time(f.times(), t));
                channels.append(f.channels().get(c));
                double[] row = levels.row(f, c, t);
                for (int i = 0; i < row.length; i++) {
                    numbers.get(i).append(row[i]);
                }
            }
        }
    }

    private Object time(Times sequence, int t) {
        if (sequence.axis() == TimeAxis.NUMERIC) {
            return sequence.number(t);
        }
        Instant instant = sequence.instant(t);
        if (times instanceof DoubleColumn) {
            return (instant.getEpochSecond() + 1e-9 * instant.getNano()) / SECONDS_PER_HOUR;
        }
        if (times instanceof InstantColumn) {
            return instant;
        }
        LocalDateTime clock = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        return times instanceof DateColumn ? clock.toLocalDate() : clock;
    }
}
