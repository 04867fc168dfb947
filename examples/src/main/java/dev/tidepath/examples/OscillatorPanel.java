package dev.tidepath.examples;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.io.AtomicFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Three hundred damped oscillators, each seen 20 to 60 times at irregular times between 0 and 1 through noise, and how
 * they go on until 2: one latent ODE for all of them, against rules that look at one series at a time. No regression on
 * the time can know amplitude, frequency and phase of a series; the latent ODE reads them from what it saw.
 *
 * <p>Fails unless the loss fell and the error is below half of the last value's, of zero's and of the mean's, and below
 * those of the Fourier regressions.
 *
 * <p>Options: {@code --seed N} of both the panel and the training; {@code --quick} for 60 series with a small budget,
 * which only has to do better than the last value; {@code --write-data FILE} writes the first 40 series as CSV instead.
 */
public final class OscillatorPanel {

    private static final String USAGE = "Usage: OscillatorPanel [--seed N] [--quick] [--write-data FILE]";
    private static final int SIZE = 300;
    private static final int QUICK_SIZE = 60;
    private static final int QUICK_ITERATIONS = 150;
    private static final int FILE_SIZE = 40;

    private final PrintStream out;
    private final PrintStream err;
    private final long seed;
    private final boolean quick;

    private OscillatorPanel(Arguments arguments, PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.seed = arguments.seed();
        this.quick = arguments.quick();
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = OscillatorPanel::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--seed", "--write-data"));
        OscillatorPanel example = new OscillatorPanel(arguments, out, err);
        Optional<Path> file = arguments.path("--write-data");
        if (file.isPresent()) {
            AtomicFile.write(file.get(), Panel.generate(example.seed, FILE_SIZE)::writeCsv);
            return true;
        }
        return example.compare(Panel.generate(example.seed, quickOrFull(example.quick)));
    }

    private static int quickOrFull(boolean quick) {
        return quick ? QUICK_SIZE : SIZE;
    }

    private boolean compare(Panel panel) {
        int size = panel.oscillators().size();
        TrainingLines lines = new TrainingLines(size + " oscillators", err);
        Forecast forecast = forecast(panel, lines);
        double seconds = lines.seconds();
        err.println("fitting the rules, series by series");
        Map<String, Double> rules = new PanelRules(panel).errors();
        double ours = error(panel, forecast);
        double trueForm = of(rules, PanelRules.TRUE_FORM);

        out.println(size + " damped oscillators, seen from 0 to 1, forecast from 1 to 2");
        out.println("root mean square error against the truth without noise");
        print("latent ODE", ours);
        rules.forEach(this::print);
        out.println(String.format(
                Locale.ROOT,
                "latent ODE / fit of the true form: %.1f; 80 %% band covers %.1f %%; loss from %.3f to %.3f; %.1f s",
                ours / trueForm,
                100 * covered(panel, forecast),
                lines.lossAtFirst(),
                lines.lossAtLast(),
                seconds));
        Bars bars = quick
                ? new Bars().below("error against that of the last value", ours, of(rules, PanelRules.LAST_VALUE))
                : bars(ours, rules);
        return bars.below("loss at last", lines.lossAtLast(), lines.lossAtFirst())
                .kept(err);
    }

    /** Those of the full panel. */
    static Bars bars(double ours, Map<String, Double> rules) {
        Bars bars = new Bars();
        for (String rule : List.of(PanelRules.LAST_VALUE, PanelRules.ZERO, PanelRules.MEAN)) {
            bars.below("error against half of that of " + rule, ours, of(rules, rule) / 2);
        }
        for (String rule : List.of(PanelRules.FOURIER, PanelRules.HARMONICS)) {
            bars.below("error against that of " + rule, ours, of(rules, rule));
        }
        return bars;
    }

    private static double of(Map<String, Double> rules, String rule) {
        return rules.getOrDefault(rule, Double.NaN);
    }

    private Forecast forecast(Panel panel, TrainingLines lines) {
        NeuralForecaster.Builder builder = NeuralForecaster.builder()
                .seed(seed)
                .horizon(Horizon.lasting(1.0).every(0.02));
        if (quick) {
            builder.iterations(QUICK_ITERATIONS);
        }
        FittedForecaster fitted = builder.build().fit(panel.series(), lines);
        err.println("forecasting");
        return fitted.forecast(panel.series(), Horizon.at(Times.ofNumbers(panel.ahead())));
    }

    private static double error(Panel panel, Forecast forecast) {
        double sum = 0;
        for (int i = 0; i < panel.oscillators().size(); i++) {
            double[] truth = panel.oscillators().get(i).at(panel.ahead());
            sum += Accuracy.sumOfSquares(Accuracy.means(forecast.series().get(i)), truth);
        }
        return Math.sqrt(sum / (panel.oscillators().size() * panel.ahead().length));
    }

    private static double covered(Panel panel, Forecast forecast) {
        double inside = 0;
        for (int i = 0; i < panel.future().length; i++) {
            SeriesForecast one = forecast.series().get(i);
            inside += Accuracy.inside(one, panel.future()[i], 80);
        }
        return inside / (panel.future().length * panel.ahead().length);
    }

    private void print(String rule, double error) {
        out.println(String.format(Locale.ROOT, "  %-36s %.3f", rule, error));
    }
}
