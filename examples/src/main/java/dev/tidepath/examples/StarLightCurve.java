package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.prepare.Periodogram;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastPlot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A very irregular series: the brightness of a variable star in a blue and a red band, taken in clear nights of seven years,
 * with the measurement error of each. The star's period, found by a periodogram, is shorter than the time between two nights:
 * neighbouring observations look unrelated, and only the exact times tell. Forecasts for 30 days from past moments stand
 * beside simple rules.
 *
 * <p>Fails unless the blend of models is closer than the last value in both bands.
 *
 * <p>Options: {@code --out FOLDER} for a page of a forecast beside what was observed; {@code --quick} for fewer moments.
 */
public final class StarLightCurve {

    private static final String USAGE = "Usage: StarLightCurve [--out FOLDER] [--quick]";
    private static final String OURS = "auto";
    private static final double AHEAD = 30;
    private static final double ON_THE_PAGE = 10;
    private static final int CUT_OFFS = 12;
    private static final int QUICK_CUT_OFFS = 3;
    /** Cycles a day; stars that pulsate faster are rare. */
    private static final double FASTEST = 3;

    private StarLightCurve() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = StarLightCurve::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        SeriesSet star = Csv.read(ExampleData.find("macho_1.3444.614.csv.gz"))
                .time("mjd")
                .channel("band")
                .values("mag")
                .error("err")
                .toSeries();
        TimeSpan ahead = TimeSpan.of(AHEAD);
        CutOffs cutOffs = CutOffs.backFromEnd(ahead, arguments.quick() ? QUICK_CUT_OFFS : CUT_OFFS);
        TimeSeries whole = star.series().get(0);
        TimeSeries known = whole.until(cutOffs.at(whole, ahead, 0).orElseThrow(), 0);
        double period = period(known.channels().get(0));
        out.println(String.format(Locale.ROOT, "period %.5f days", period));
        ModelSettings settings =
                ModelSettings.DEFAULTS.withPeriods(List.of(period)).withHorizon(Horizon.lasting(AHEAD));
        ErrorTable errors = backtest(star, settings, ahead, cutOffs);
        out.println("mean absolute errors up to 30 days ahead, in magnitudes");
        errors.print("80 %", out);
        arguments.path("--out").ifPresent(folder -> write(folder, whole, settings, err));
        return errors.belowLastValue(OURS).kept(err);
    }

    /** Of the frequency that has the most power. */
    private static double period(Channel band) {
        double mean = Arrays.stream(band.values()).average().orElse(0);
        double[] values = Arrays.stream(band.values()).map(v -> v - mean).toArray();
        double[] times = new double[band.size()];
        Arrays.setAll(times, i -> band.times().since(i, band.times(), 0));
        Periodogram spectrum = new Periodogram(times, values, FASTEST);
        int best = 0;
        for (int k = 1; k < spectrum.size(); k++) {
            best = spectrum.power(k) > spectrum.power(best) ? k : best;
        }
        return 1 / spectrum.frequency(best);
    }

    private static ErrorTable backtest(SeriesSet star, ModelSettings settings, TimeSpan ahead, CutOffs cutOffs) {
        Map<String, Forecaster> models = new LinkedHashMap<>();
        models.put(OURS, Model.AUTO.forecaster(settings));
        models.put("state space", Model.STATE_SPACE.forecaster(settings));
        models.put("seasonal naive", Model.SEASONAL_NAIVE.forecaster(settings));
        models.put("fourier", Model.FOURIER.forecaster(settings));
        models.put("mean", Model.MEAN.forecaster(settings));
        models.put(ErrorTable.LAST_VALUE, Model.LAST_VALUE.forecaster(settings));
        ErrorTable errors = new ErrorTable();
        Backtest.of(models, ahead).cutOffs(cutOffs).levels(80).run(star, BacktestListener.silent(), errors::add);
        return errors;
    }

    private static void write(Path folder, TimeSeries whole, ModelSettings settings, PrintStream err) {
        TimeSpan ahead = TimeSpan.of(ON_THE_PAGE);
        TimeSeries known = whole.until(ahead.shift(whole.last(), 0, -1).orElseThrow(), 0);
        FittedForecaster fitted = Model.AUTO.forecaster(settings).fit(SeriesSet.of(known));
        Forecast forecast = fitted.forecast(
                SeriesSet.of(known), Horizon.lasting(ON_THE_PAGE).every(0.05));
        ForecastPlot plot = ForecastPlot.of(SeriesSet.of(whole), forecast)
                .title("MACHO 1.3444.614")
                .timeLabel("modified Julian date")
                .levels(80)
                .facts(fitted.provenance().facts());
        Pages.write(folder, "star-light-curve.html", plot, err);
    }
}
