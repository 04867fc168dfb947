package dev.tidepath.examples;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.ForecastCsv;
import dev.tidepath.io.ForecastPlot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Two years of CO2 in the air at Mauna Loa, forecast five times: each time the next 104 rows of the file are held back
 * and compared with the latent ODE's forecast and with simple rules.
 *
 * <p>Fails unless the latent ODE beats the last value at the last cut-off. On the record that comes with it, it must also
 * come to at most 0.68 there and 1.26 on average, as last year's value with its growth does, and its band must cover 65 to
 * 95 % of all points.
 *
 * <p>Options: another CSV file with the columns {@code date} and {@code co2_ppm}; {@code --seed N}; {@code --out FOLDER}
 * for the last forecast as CSV and HTML; {@code --quick} for the last cut-off with a small budget, which only has to beat
 * the last value.
 */
public final class Co2Forecast {

    private static final String USAGE = "Usage: Co2Forecast [FILE.csv] [--seed N] [--out FOLDER] [--quick]";
    private static final int WEEKS = 104;
    private static final int CUT_OFFS = 5;
    private static final int QUICK_ITERATIONS = 60;
    private static final double MOST_AT_LAST = 0.68;
    private static final double MOST_ON_AVERAGE = 1.26;
    private static final Duration HORIZON = Duration.ofDays(7L * WEEKS);

    private final PrintStream err;
    private final long seed;
    private final boolean quick;
    private final boolean shipped;
    private final Optional<Path> folder;

    private Co2Forecast(Arguments arguments, PrintStream err) {
        this.err = err;
        this.seed = arguments.seed();
        this.quick = arguments.quick();
        this.shipped = arguments.file().isEmpty();
        this.folder = arguments.path("--out");
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = Co2Forecast::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.withFile(words, Set.of("--quick"), Set.of("--seed", "--out"));
        WeeklyRecord record =
                WeeklyRecord.read(arguments.file().orElseGet(() -> ExampleData.find("co2_mauna_loa_weekly.csv")));
        Co2Forecast example = new Co2Forecast(arguments, err);
        example.folder.ifPresent(Pages::create);
        return example.compare(record, out);
    }

    /** The mean absolute errors for one cut-off, in the order of {@link #HEADER}. */
    private record Row(String cutOff, double[] errors, int inside, int points, double seconds) {

        static final String HEADER =
                "cut-off     latent ODE  without ODE  time alone  growth rule  seasonal  last value  in 80 %  seconds";

        static final int LATENT_ODE = 0;
        static final int LAST_VALUE = 5;

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%-10s  %10.3f  %11.3f  %10.3f  %11.3f  %8.3f  %10.3f  %5.1f %%  %7.1f",
                    cutOff,
                    errors[0],
                    errors[1],
                    errors[2],
                    errors[3],
                    errors[4],
                    errors[5],
                    percentInside(),
                    seconds);
        }

        double percentInside() {
            return 100.0 * inside / points;
        }

        /** Errors averaged over the cut-offs, points pooled, seconds averaged. */
        static Row average(List<Row> rows) {
            double[] errors = new double[rows.get(0).errors.length];
            for (Row row : rows) {
                for (int i = 0; i < errors.length; i++) {
                    errors[i] += row.errors[i] / rows.size();
                }
            }
            return new Row(
                    "all",
                    errors,
                    rows.stream().mapToInt(Row::inside).sum(),
                    rows.stream().mapToInt(Row::points).sum(),
                    rows.stream().mapToDouble(Row::seconds).average().orElse(0));
        }
    }

    private boolean compare(WeeklyRecord record, PrintStream out) {
        int cutOffs = quick ? 1 : CUT_OFFS;
        if (record.rows() < (cutOffs + 1) * WEEKS) {
            throw new Arguments.NotUnderstood(
                    "needs a row for each of " + (cutOffs + 1) * WEEKS + " weeks, the file has " + record.rows());
        }
        out.println("CO2 at Mauna Loa, " + WEEKS + " weeks ahead: mean absolute error in ppm");
        out.println(Row.HEADER);
        List<Row> rows = new ArrayList<>();
        for (int k = cutOffs; k >= 1; k--) {
            Row row = forecast(record.holdBack(record.rows() - k * WEEKS, WEEKS), k == 1);
            out.println(row.text());
            rows.add(row);
        }
        if (rows.size() > 1) {
            out.println(Row.average(rows).text());
        }
        explain(out);
        double[] last = rows.get(rows.size() - 1).errors();
        Bars bars = new Bars()
                .below(
                        "error at the last cut-off, against the last value's,",
                        last[Row.LATENT_ODE],
                        last[Row.LAST_VALUE]);
        if (shipped && !quick) {
            Row all = Row.average(rows);
            bars.atMost("error at the last cut-off", last[Row.LATENT_ODE], MOST_AT_LAST)
                    .atMost("error on average", all.errors()[Row.LATENT_ODE], MOST_ON_AVERAGE)
                    .within("percentage inside the 80 % band", all.percentInside(), 65, 95);
        }
        return bars.kept(err);
    }

    private static void explain(PrintStream out) {
        out.println();
        out.println("without ODE: the forecaster's time features and recent level, its ODE switched off");
        out.println("time alone:  its time features at the mean level of the history");
        out.println("growth rule: last year's value plus last year's growth, once for each year ahead");
        out.println("in 80 %:     share of the points inside the 80 % band");
    }

    private Row forecast(WeeklyRecord.Holdout holdout, boolean isLast) {
        TrainingLines lines = new TrainingLines("cut-off " + holdout.cutOff(), err);
        NeuralForecaster.Builder builder = NeuralForecaster.builder().seed(seed).horizon(Horizon.lasting(HORIZON));
        if (quick) {
            builder.iterations(QUICK_ITERATIONS);
        }
        FittedForecaster fitted = builder.build().fit(holdout.history().series(), lines);
        Times times = holdout.truth().times();
        Forecast forecast = fitted.forecast(holdout.history().series(), Horizon.at(times));
        double seconds = lines.seconds();
        if (isLast) {
            folder.ifPresent(f -> write(f, holdout, fitted, forecast));
        }
        SeriesForecast ours = forecast.series().get(0);
        double[] truth = holdout.truth().values();
        return new Row(
                holdout.cutOff(),
                errors(holdout, Accuracy.means(ours), truth),
                Accuracy.inside(ours, truth, 80),
                truth.length,
                seconds);
    }

    private static double[] errors(WeeklyRecord.Holdout holdout, double[] ours, double[] truth) {
        Times times = holdout.truth().times();
        WithoutOde withoutOde = new WithoutOde(holdout.history().series(), HORIZON.toSeconds());
        LastYear lastYear = new LastYear(holdout.past());
        return new double[] {
            Accuracy.meanAbsoluteError(ours, truth),
            Accuracy.meanAbsoluteError(withoutOde.fromRecentLevel(times), truth),
            Accuracy.meanAbsoluteError(withoutOde.fromMeanLevel(times), truth),
            Accuracy.meanAbsoluteError(holdout.whereObserved(lastYear.withGrowth(WEEKS)), truth),
            Accuracy.meanAbsoluteError(holdout.whereObserved(lastYear.repeated(WEEKS)), truth),
            Accuracy.meanAbsoluteError(holdout.lastValue(), truth)
        };
    }

    private void write(Path into, WeeklyRecord.Holdout holdout, FittedForecaster fitted, Forecast forecast) {
        new ForecastCsv(holdout.history().timeFormat(), 80, 95).write(forecast, into.resolve("co2-forecast.csv"));
        ForecastPlot plot = ForecastPlot.of(holdout.history().series(), forecast)
                .title("CO2 at Mauna Loa")
                .levels(80, 95)
                .facts(fitted.provenance().facts());
        AtomicFile.write(into.resolve("co2-forecast.html"), plot::write);
        err.println("wrote co2-forecast.csv and co2-forecast.html in " + into);
    }
}
