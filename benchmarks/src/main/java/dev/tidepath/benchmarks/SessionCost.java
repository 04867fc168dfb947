package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.random.RandomKey;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times an observation and a forecast of a day in a session, after histories of several lengths, beside a fresh call of the
 * whole history. The series is an hourly one at irregular minutes with a daily cycle; models are fitted on its first 1,000
 * observations. One JSON object a result. Fails unless session and fresh call forecast the same.
 */
@Command(
        name = "SessionCost",
        mixinStandardHelpOptions = true,
        description = "Times an observation and a forecast in a session, by the length of the history.")
public final class SessionCost implements Callable<Integer> {

    private static final int FITTED_ON = 1_000;
    private static final int PATHS = 50;
    private static final Horizon DAY = Horizon.lasting(24.0).every(1);

    @Option(names = "--budget", paramLabel = "SECONDS", description = "to warm up, and again to measure, a result")
    private double budget = 1;

    @Option(names = "--quick", description = "two short histories")
    private boolean quick;

    private final PrintStream out;

    private SessionCost(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out));
    }

    static int run(String[] args, PrintStream out) {
        return new CommandLine(new SessionCost(out)).execute(args);
    }

    private int[] lengths() {
        return quick ? new int[] {1_000, 2_000} : new int[] {1_000, 10_000, 100_000};
    }

    @Override
    public Integer call() {
        boolean same = true;
        for (Map.Entry<String, Forecaster> model : models().entrySet()) {
            FittedForecaster fitted = model.getValue().fit(SeriesSet.of(hourly(FITTED_ON)));
            for (int length : lengths()) {
                same &= measure(model.getKey(), fitted, length);
            }
        }
        return same ? 0 : 1;
    }

    private Map<String, Forecaster> models() {
        ModelSettings settings = ModelSettings.DEFAULTS.withPaths(PATHS).withPeriods(List.of(24.0));
        Map<String, Forecaster> models = new LinkedHashMap<>();
        for (Model model : List.of(
                Model.STATE_SPACE,
                Model.LAST_VALUE,
                Model.SEASONAL_NAIVE,
                Model.MEAN,
                Model.CLIMATOLOGY,
                Model.FOURIER)) {
            models.put(model.text(), model.forecaster(settings));
        }
        models.put(
                Model.LATENT_ODE.text(),
                NeuralForecaster.builder()
                        .seed(1)
                        .paths(PATHS)
                        .horizon(DAY)
                        .iterations(quick ? 5 : 50)
                        .build());
        return models;
    }

    private static TimeSeries hourly(int n) {
        RandomKey key = RandomKey.of(1);
        double[] t = new double[n];
        Arrays.setAll(t, i -> time(key, i));
        double[] y = new double[n];
        Arrays.setAll(y, i -> value(key, i));
        return new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(t), y)));
    }

    private static double time(RandomKey key, int i) {
        return i + 0.5 * key.derive("time").uniform(i);
    }

    private static double value(RandomKey key, int i) {
        return 20 + 5 * StrictMath.sin(time(key, i) * StrictMath.PI / 12) + key.gaussian(i);
    }

    private boolean measure(String model, FittedForecaster fitted, int length) {
        TimeSeries history = hourly(length);
        RandomKey key = RandomKey.of(1);
        ForecastSession session = fitted.session(history);
        int[] next = {length};
        SeriesForecast carried = session.forecast(DAY);
        SeriesForecast fresh =
                fitted.forecast(SeriesSet.of(history), DAY).series().get(0);
        Timing.Effort effort = new Timing.Effort(budget, budget, 5, 10_000);
        Timing step = Timing.of(
                () -> {
                    session.observe(Observation.at(time(key, next[0]), "v", value(key, next[0])));
                    session.forecast(DAY);
                    next[0]++;
                },
                effort);
        Timing whole = Timing.of(() -> fitted.forecast(SeriesSet.of(history), DAY), effort);
        Map<String, Object> row = ResultLines.row("session_cost", "hourly", 1);
        row.put("model", model);
        row.put("observations", length);
        step.describe(row);
        row.put(
                "cpu_mean_ms",
                Math.rint(1e4 * Arrays.stream(step.cpu()).average().orElse(Double.NaN)) / 1e4);
        Map<String, Object> anew = new LinkedHashMap<>();
        whole.describe(anew);
        row.put("fresh", anew);
        boolean same = same(fresh, carried);
        row.put("same", same);
        new ResultLines(out).print(row);
        return same;
    }

    private static boolean same(SeriesForecast fresh, SeriesForecast carried) {
        boolean same = fresh.times().equals(carried.times());
        for (int i = 0; same && i < fresh.times().size(); i++) {
            same = fresh.mean(0, i) == carried.mean(0, i) && fresh.sample(0, i, 0) == carried.sample(0, i, 0);
        }
        return same;
    }
}
