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
import dev.tidepath.forecasting.evaluate.ScoredPoint;
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
 * are a few decades to a few thousand years apart. The table has the errors of forecasts of a thousand years, from moments
 * of the past, beside those of simple rules.
 *
 * <p>The record wanders about: the state-space model's medians are hardly closer than the last value, but it knows how far the
 * record wanders, which the continuous ranked probability score, an error of the whole distribution, tells. The samples of the industrial age are left out: nothing before it tells of it.
 *
 * <p>Fails unless the state-space model is closer than the last value; with {@code --quick}, unless its score is better.
 *
 * <p>Options: {@code --out FOLDER} for a page of a forecast of the next thousands of years, as they would be without industry;
 * {@code --quick} for fewer moments.
 */
public final class IceCoreCo2 {

    private static final String USAGE = "Usage: IceCoreCo2 [--out FOLDER] [--quick]";
    private static final String OURS = "state space";
    private static final double LAST_AGE = 0.2;
    private static final double AHEAD = 1;
    private static final Horizon ON_THE_PAGE = Horizon.lasting(5.0).every(0.1);
    private static final int CUT_OFFS = 40;
    private static final int QUICK_CUT_OFFS = 20;

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
        boolean quick = arguments.quick();
        ErrorTable errors = new ErrorTable();
        ErrorTable ranked = new ErrorTable(ScoredPoint::crps);
        backtest(record, quick ? QUICK_CUT_OFFS : CUT_OFFS, errors, ranked);
        out.println("mean absolute errors up to 1,000 years ahead, in parts per million");
        errors.print("80 %", out);
        out.println("continuous ranked probability scores");
        ranked.print("80 %", out);
        arguments.path("--out").ifPresent(folder -> write(folder, record, err));
        return ranked.belowLastValue(OURS).kept(err)
                && (quick || errors.belowLastValue(OURS).kept(err));
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

    private static void backtest(SeriesSet record, int cutOffs, ErrorTable errors, ErrorTable ranked) {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        models.put(OURS, Model.STATE_SPACE.forecaster(ModelSettings.DEFAULTS));
        models.put("mean", Model.MEAN.forecaster(ModelSettings.DEFAULTS));
        models.put("drift", Model.DRIFT.forecaster(ModelSettings.DEFAULTS));
        models.put(ErrorTable.LAST_VALUE, Model.LAST_VALUE.forecaster(ModelSettings.DEFAULTS));
        TimeSpan ahead = TimeSpan.of(AHEAD);
        Backtest.of(models, ahead)
                .cutOffs(CutOffs.backFromEnd(ahead, cutOffs))
                .levels(80)
                .run(record, BacktestListener.silent(), p -> {
                    errors.add(p);
                    ranked.add(p);
                });
    }

    private static void write(Path folder, SeriesSet record, PrintStream err) {
        FittedForecaster fitted =
                Model.STATE_SPACE.forecaster(ModelSettings.DEFAULTS).fit(record);
        Forecast forecast = fitted.forecast(record, ON_THE_PAGE);
        ForecastPlot plot = ForecastPlot.of(record, forecast)
                .title("CO2 in the ice of Dome C")
                .timeLabel("thousand years from 1950")
                .facts(fitted.provenance().facts());
        Pages.write(folder, "ice-core-co2.html", plot, err);
    }
}
