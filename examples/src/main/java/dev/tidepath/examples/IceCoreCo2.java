package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastPlot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A numeric time axis: CO2 in the air of the last 800,000 years, from bubbles in the ice of Antarctica. The record has ages,
 * thousands of years before 1950, so the youngest sample comes first; time runs the other way, and is minus the age. Samples
 * are a few hundred to a few thousand years apart. The table has the errors of forecasts of 10,000 years, from 30 moments of
 * the past, beside those of simple rules.
 *
 * <p>The samples of the industrial age are left out: nothing before it tells of it.
 *
 * <p>Fails unless the blend of models is closer than the last value.
 *
 * <p>Options: {@code --out FOLDER} for a page of a forecast of the next 10,000 years, as they would be without industry;
 * {@code --quick} for fewer moments.
 */
public final class IceCoreCo2 {

    private static final String USAGE = "Usage: IceCoreCo2 [--out FOLDER] [--quick]";
    private static final String OURS = "auto";
    private static final double LAST_AGE = 0.2;
    private static final double AHEAD = 10;
    private static final Horizon TEN_THOUSAND_YEARS = Horizon.lasting(AHEAD).every(0.25);
    private static final ModelSettings SETTINGS = ModelSettings.DEFAULTS.withHorizon(TEN_THOUSAND_YEARS);
    private static final int CUT_OFFS = 30;
    private static final int QUICK_CUT_OFFS = 10;

    private IceCoreCo2() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = IceCoreCo2::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        SeriesSet record = SeriesSet.of(record(ExampleData.find("epica_dome_c_co2.csv")));
        ErrorTable errors = backtest(record, arguments.has("--quick") ? QUICK_CUT_OFFS : CUT_OFFS);
        out.println("mean absolute errors up to 10,000 years ahead, in parts per million");
        errors.print("80 %", out);
        arguments.path("--out").ifPresent(folder -> write(folder, record, err));
        return errors.belowLastValue(OURS).kept(err);
    }

    /** The record until the industrial age, the oldest sample first. */
    private static TimeSeries record(Path file) {
        Channel ages = Csv.read(file)
                .time("age_kyr_bp")
                .values("co2_ppm")
                .toSeries()
                .series()
                .get(0)
                .channels()
                .get(0);
        int youngest = ages.countUntil(Times.ofNumbers(LAST_AGE), 0);
        int count = ages.size() - youngest;
        double[] times = new double[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = -ages.times().number(ages.size() - 1 - i);
            values[i] = ages.value(ages.size() - 1 - i);
        }
        return new TimeSeries("", List.of(new Channel("CO2", Times.ofNumbers(times), values)));
    }

    private static ErrorTable backtest(SeriesSet record, int cutOffs) {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        models.put(OURS, Model.AUTO.forecaster(SETTINGS));
        models.put("mean", Model.MEAN.forecaster(SETTINGS));
        models.put("drift", Model.DRIFT.forecaster(SETTINGS));
        models.put(ErrorTable.LAST_VALUE, Model.LAST_VALUE.forecaster(SETTINGS));
        TimeSpan ahead = TimeSpan.of(AHEAD);
        ErrorTable errors = new ErrorTable();
        Backtest.of(models, ahead)
                .cutOffs(CutOffs.backFromEnd(ahead, cutOffs))
                .levels(80)
                .run(record, BacktestListener.silent(), errors::add);
        return errors;
    }

    private static void write(Path folder, SeriesSet record, PrintStream err) {
        FittedForecaster fitted =
                Model.AUTO.forecaster(SETTINGS).fit(record);
        Forecast forecast = fitted.forecast(record, TEN_THOUSAND_YEARS);
        ForecastPlot plot = ForecastPlot.of(record, forecast)
                .title("CO2 in the ice of Dome C")
                .timeLabel("thousand years after 1950")
                .facts(fitted.provenance().facts());
        Pages.write(folder, "ice-core-co2.html", plot, err);
    }
}
