package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.TrainingListener;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Generated panels with a known optimum: models are fitted to series seen from 0 to 2 at random times, and predict other
 * series from 1 to 2 of which they see 0 to 1. Errors are against the truth without noise, in units of the noise, and bands
 * are checked against the distribution of what is observed then. One JSON object a result; {@code --quick} takes a minute and
 * fails unless the latent ODE learns.
 */
@Command(
        name = "PanelAccuracy",
        mixinStandardHelpOptions = true,
        description = "Forecasts generated panels with a known optimum; one JSON object a result.")
public final class PanelAccuracy implements Callable<Integer> {

    private static final String OPTIMUM = "optimum";
    private static final int QUICK_TRAINING = 100;
    private static final int QUICK_TEST = 60;
    private static final int QUICK_ITERATIONS = 300;
    private static final double QUICK_SHARE = 0.5;

    @Option(names = "--systems", split = ",", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}")
    private List<PanelSystem> systems = List.of(PanelSystem.values());

    @Option(names = "--models", split = ",", paramLabel = "NAME", description = "names of models, and optimum")
    private List<String> models = List.of(OPTIMUM, "latent-ode", "gru-d", "fourier", "last-value");

    @Option(names = "--training", paramLabel = "N", description = "series to train on")
    private int training = 500;

    @Option(names = "--test", paramLabel = "N", description = "series to predict")
    private int test = 200;

    @Option(names = "--seeds", paramLabel = "N", description = "runs from seed 0 on")
    private int seeds = 3;

    @Option(names = "--first-seed", paramLabel = "N", description = "the first of them")
    private int firstSeed;

    @Option(names = "--iterations", paramLabel = "N", description = "of a training; the model's own choice by default")
    private @Nullable Integer iterations;

    @Option(names = "--threads", paramLabel = "N", description = "threads of a training")
    private int threads = 1;

    @Option(names = "--quick", description = "a short training on one system, which fails if nothing is learnt")
    private boolean quick;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final PrintStream out;
    private final PrintStream err;

    private PanelAccuracy(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args {@code --help} lists them
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        return new CommandLine(new PanelAccuracy(out, err))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    @Override
    public Integer call() {
        if (quick) {
            training = QUICK_TRAINING;
            test = QUICK_TEST;
            iterations = QUICK_ITERATIONS;
            GeneratedPanel tested = tested(PanelSystem.LOTKA_VOLTERRA, 0);
            double rule = error("last-value", tested, 0);
            double learnt = error("latent-ode", tested, 0);
            if (!(learnt < QUICK_SHARE * rule)) {
                err.println("FAILED: error of the latent ODE is " + learnt + ", not below half of " + rule);
                return 1;
            }
            return 0;
        }
        models.stream().filter(name -> !name.equals(OPTIMUM)).forEach(this::model);
        for (PanelSystem system : systems) {
            for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
                GeneratedPanel tested = tested(system, seed);
                for (String model : models) {
                    error(model, tested, seed);
                }
            }
        }
        return 0;
    }

    private GeneratedPanel tested(PanelSystem system, int seed) {
        return GeneratedPanel.toTest(system, test, RandomKey.of(seed).derive("test"));
    }

    private double error(String model, GeneratedPanel tested, int seed) {
        long start = System.nanoTime();
        double optimum = tested.errorOfOptimum();
        Map<String, Object> row = ResultLines.row("panels", tested.system().name(), training);
        row.put("model", model);
        row.put("seed", seed);
        double error = optimum;
        if (!model.equals(OPTIMUM)) {
            Forecast forecast = forecast(model, tested, seed);
            error = tested.error(forecast);
            row.put("covered_by_80", tested.covered(forecast, 80));
        }
        row.put("error", error);
        row.put("times_optimum", error / optimum);
        row.put("seconds", Math.rint((System.nanoTime() - start) / 1e8) / 10);
        new ResultLines(out).print(row);
        return error;
    }

    private Model model(String name) {
        return Model.named(name)
                .orElseThrow(
                        () -> new CommandLine.ParameterException(spec.commandLine(), "no model is called " + name));
    }

    private Forecast forecast(String name, GeneratedPanel tested, int seed) {
        ModelSettings usual = ModelSettings.DEFAULTS
                .withSeed(seed)
                .withThreads(threads)
                .withHorizon(Horizon.lasting(1.0).every(0.02));
        ModelSettings settings = iterations == null ? usual : usual.withIterations(iterations);
        GeneratedPanel panel = GeneratedPanel.toTrainOn(
                tested.system(), training, RandomKey.of(seed).derive("training"));
        FittedForecaster fitted = model(name).forecaster(settings).fit(panel.series(), TrainingListener.silent());
        return fitted.forecast(tested.series(), Horizon.at(Times.ofNumbers(GeneratedPanel.ahead())));
    }
}
