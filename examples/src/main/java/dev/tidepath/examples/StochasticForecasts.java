package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.NormalPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Crps;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.random.RandomKey;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The latent SDE as a forecaster, with its defaults, beside the best forecast there is: a process of Ornstein and Uhlenbeck is seen
 * through noise at irregular times, 500 of one series to learn from and 60 each of others, of which the next five are forecast.
 * The Kalman filter, which knows the process, says what can be foretold, the mean over time what is known of it without its order.
 *
 * <p>Fails unless the continuous ranked probability score is better than that of the mean over time and the 80 % band covers 70 to
 * 90 %; without {@code --quick}, unless the score is within 6 % of that of the Kalman filter and the band covers 75 to 85 %.
 *
 * <p>Options: {@code --seed N}; {@code --model NAME} for other models beside it; {@code --quick} for few iterations and series.
 */
public final class StochasticForecasts {

    private static final String USAGE = "Usage: StochasticForecasts [--seed N] [--model NAME[,NAME...]] [--quick]";
    private static final OrnsteinUhlenbeck PROCESS = new OrnsteinUhlenbeck(1, Math.sqrt(2), 0.4);
    private static final int LEARNT = 500;
    private static final int SEEN = 60;
    private static final int AHEAD = 5;
    private static final int QUICK_ITERATIONS = 60;

    private final boolean quick;
    private final RandomKey key;
    private final List<TimeSeries> seen = new ArrayList<>();
    private final Map<String, double[]> nextTimes = new TreeMap<>();
    private final Map<String, double[]> nextValues = new TreeMap<>();

    private StochasticForecasts(Arguments arguments) {
        quick = arguments.quick();
        key = RandomKey.of(arguments.seed());
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = StochasticForecasts::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--seed", "--model"));
        StochasticForecasts example = new StochasticForecasts(arguments);
        List<Model> models = new ArrayList<>(List.of(Model.MEAN, Model.LATENT_SDE));
        for (String name : arguments.list("--model")) {
            models.add(Model.named(name)
                    .orElseThrow(() -> new Arguments.NotUnderstood("no model is called '" + name + "'")));
        }
        return example.compare(models, out, err).kept(err);
    }

    private Bars compare(List<Model> models, PrintStream out, PrintStream err) {
        int count = quick ? 40 : 300;
        for (int i = 0; i < count; i++) {
            seen.add(series(Integer.toString(i), SEEN, AHEAD, key.derive("test").derive(i)));
        }
        TimeSeries learnt = series("learnt", LEARNT, 0, key.derive("learnt"));
        Score kalman = score(seen.stream().map(this::kalman).toList());
        out.println("Ornstein-Uhlenbeck process, " + LEARNT + " observations to learn from; the next " + AHEAD + " of "
                + count + " other series");
        out.println("  model                CRPS   to the best   80 % band covers   its width");
        print(out, "Kalman filter", kalman, kalman);
        Bars bars = new Bars();
        double plain = Double.POSITIVE_INFINITY;
        for (Model model : models) {
            long start = System.nanoTime();
            Score score = score(forecast(model, learnt));
            err.println(String.format(Locale.ROOT, "%s: fitted and forecast in %.1f s", model.text(), seconds(start)));
            print(out, model.text(), score, kalman);
            if (model == Model.MEAN) {
                plain = score.crps;
            } else if (model == Model.LATENT_SDE) {
                bars.below("CRPS of the latent SDE", score.crps, quick ? plain : Math.min(plain, 1.06 * kalman.crps))
                        .within("its coverage", 100 * score.covered, quick ? 70 : 75, quick ? 90 : 85);
            }
        }
        return bars;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    private static void print(PrintStream out, String name, Score score, Score best) {
        out.println(String.format(
                Locale.ROOT,
                "  %-18s %6.4f        %.3f             %4.1f %%      %.3f",
                name,
                score.crps,
                score.crps / best.crps,
                100 * score.covered,
                score.width));
    }

    /** Means over all that is forecast. */
    private record Score(double crps, double covered, double width) {}

    private TimeSeries series(String id, int count, int ahead, RandomKey own) {
        double[] times = new double[count + ahead];
        for (int i = 1; i < times.length; i++) {
            times[i] = times[i - 1] + 0.05 + 0.5 * own.derive("wait").uniform(i);
        }
        double[] values = PROCESS.observe(times, own.derive("process"));
        nextTimes.put(id, Arrays.copyOfRange(times, count, times.length));
        nextValues.put(id, Arrays.copyOfRange(values, count, times.length));
        return new TimeSeries(
                id,
                List.of(new Channel("x", Times.ofNumbers(Arrays.copyOf(times, count)), Arrays.copyOf(values, count))));
    }

    private List<SeriesForecast> forecast(Model model, TimeSeries learnt) {
        ModelSettings settings = ModelSettings.DEFAULTS.withHorizon(Horizon.lasting(0.3 * AHEAD));
        ModelSettings small = settings.withIterations(QUICK_ITERATIONS).withPaths(100);
        FittedForecaster fitted = model.forecaster(quick ? small : settings).fit(SeriesSet.of(learnt));
        Map<String, Times> asked = new TreeMap<>();
        nextTimes.forEach((id, times) -> asked.put(id, Times.ofNumbers(times)));
        return fitted.forecast(new SeriesSet(seen), Horizon.at(asked)).series();
    }

    private SeriesForecast kalman(TimeSeries series) {
        Channel channel = series.channels().get(0);
        double[] times = new double[SEEN];
        Arrays.setAll(times, channel.times()::number);
        double[] next = next(nextTimes, series.id());
        double[] all = Arrays.copyOf(times, SEEN + AHEAD);
        System.arraycopy(next, 0, all, SEEN, AHEAD);
        OrnsteinUhlenbeck.Moments known = PROCESS.given(times, channel.values(), all);
        double[][] means = {Arrays.copyOfRange(known.means(), SEEN, SEEN + AHEAD)};
        double[][] deviations = new double[1][AHEAD];
        Arrays.setAll(deviations[0], i -> Math.sqrt(known.variances()[SEEN + i] + PROCESS.noise() * PROCESS.noise()));
        double[][][] paths = new double[1][AHEAD][1];
        return new SeriesForecast(
                series.id(), Times.ofNumbers(next), List.of("x"), new NormalPredictive(means, deviations, paths));
    }

    private Score score(List<SeriesForecast> forecasts) {
        double crps = 0;
        double inside = 0;
        double width = 0;
        for (SeriesForecast f : forecasts) {
            double[] values = next(nextValues, f.id());
            for (int i = 0; i < AHEAD; i++) {
                crps += Crps.of(f.predictive(), 0, i, values[i]);
                inside += values[i] >= f.lower(0, i, 80) && values[i] <= f.upper(0, i, 80) ? 1 : 0;
                width += f.upper(0, i, 80) - f.lower(0, i, 80);
            }
        }
        double n = (double) forecasts.size() * AHEAD;
        return new Score(crps / n, inside / n, width / n);
    }

    private static double[] next(Map<String, double[]> of, String id) {
        return of.getOrDefault(id, new double[0]);
    }
}
