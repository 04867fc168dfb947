package dev.tidepath.examples;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedSeries;
import dev.tidepath.io.Tables;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.Locale;
import java.util.Set;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A Tablesaw table of your own: it is filtered by Tablesaw, becomes a series, and the forecast is a table again, which is joined
 * with what was held back. Here it is the CO2 at Mauna Loa from 1980; the last year is held back.
 *
 * <p>Fails unless the forecast is closer than the last value.
 *
 * <p>Options: {@code --out FOLDER} for a page of the forecast beside what was observed; {@code --quick} for a shorter history.
 */
public final class OwnTable {

    private static final String USAGE = "Usage: OwnTable [--out FOLDER] [--quick]";
    private static final LocalDate FIRST = LocalDate.of(1980, 1, 1);
    private static final LocalDate FIRST_OF_QUICK = LocalDate.of(1995, 1, 1);
    private static final LocalDate HELD_BACK = LocalDate.of(2001, 1, 1);
    private static final Horizon YEAR = Horizon.lasting(Period.ofWeeks(52)).every(Period.ofWeeks(1));

    private OwnTable() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = OwnTable::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        Path file = ExampleData.find("co2_mauna_loa_weekly.csv");
        Table weeks = Table.read().csv(CsvReadOptions.builder(file.toFile())).dropRowsWithMissingValues();
        DateColumn date = weeks.dateColumn("date");
        Table history = weeks.where(
                date.isOnOrAfter(arguments.quick() ? FIRST_OF_QUICK : FIRST).and(date.isBefore(HELD_BACK)));
        Table future = weeks.where(date.isOnOrAfter(HELD_BACK));

        LoadedSeries data = Tables.toSeries(history, "date", "co2_ppm");
        FittedForecaster fitted =
                Model.AUTO.forecaster(ModelSettings.DEFAULTS.withHorizon(YEAR)).fit(data.series());
        Forecast forecast = fitted.forecast(data.series(), YEAR);
        Table predicted = Tables.toTable(forecast, data.timeFormat(), 80);
        predicted.column("time").setName("date");
        Table both = future.joinOn("date").with(predicted).join();
        both.numericColumns().forEach(c -> c.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(2)));
        out.println(both.retainColumns("date", "co2_ppm", "median", "lo-80", "hi-80")
                .first(5));

        out.println(both.rowCount() + " weeks of 2001, mean absolute errors in ppm");
        DoubleColumn truth = both.doubleColumn("co2_ppm");
        DoubleColumn observed = history.doubleColumn("co2_ppm");
        double ours = print("auto", error(truth, both.doubleColumn("median")), out);
        double last = print(ErrorTable.LAST_VALUE, error(truth, observed.get(observed.size() - 1)), out);
        arguments.path("--out").ifPresent(folder -> write(folder, weeks, fitted, forecast, err));
        return new Bars()
                .below("error against that of the last value", ours, last)
                .kept(err);
    }

    private static double error(DoubleColumn truth, DoubleColumn predicted) {
        return truth.subtract(predicted).abs().mean();
    }

    private static double error(DoubleColumn truth, double value) {
        return truth.subtract(value).abs().mean();
    }

    private static double print(String what, double error, PrintStream out) {
        out.println(String.format(Locale.ROOT, "  %-12s %.3f", what, error));
        return error;
    }

    private static void write(Path folder, Table weeks, FittedForecaster fitted, Forecast forecast, PrintStream err) {
        Table recent = weeks.where(weeks.dateColumn("date").isAfter(HELD_BACK.minusYears(4)));
        SeriesSet observed = Tables.toSeries(recent, "date", "co2_ppm").series();
        ForecastPlot plot = ForecastPlot.of(observed, forecast)
                .title("CO2, forecast from a table")
                .facts(fitted.provenance().facts());
        Pages.write(folder, "own-table.html", plot, err);
    }
}
