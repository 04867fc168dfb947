package dev.tidepath.examples;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Mean absolute scaled errors of the baselines on regular series whose last points are held back: the classic ones and
 * groups of the Monash archive in a folder, of which sixty series each are taken. Forecasts are medians; nothing is told of
 * periods. {@code benchmarks/accuracy_peers.py} makes the figures of Python's AutoETS and AutoARIMA on the same splits.
 *
 * <p>Options: {@code --data FOLDER} with the folders {@code classic} and {@code monash}; {@code --only SET};
 * {@code --model NAME}; {@code --out FILE} for the error of every series as CSV; {@code --quick} for four generated series.
 *
 * <p>Fails unless the state-space model beats the seasonal naive rule in the geometric mean over sets.
 */
public final class BaselineAccuracy {

    private static final String USAGE =
            "Usage: BaselineAccuracy --data FOLDER [--only SET] [--model NAME] [--out FILE] | --quick";

    private final PrintStream err;
    private final List<String> rows = new ArrayList<>(List.of("set,series,model,mase"));
    private final List<Model> models;
    private final double[] logs;
    private int sets;

    private BaselineAccuracy(List<Model> models, PrintStream err) {
        this.models = models;
        this.logs = new double[models.size()];
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = BaselineAccuracy::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--data", "--only", "--model", "--out"));
        Map<String, List<RegularSeries>> sets = arguments.has("--quick")
                ? RegularSets.generated()
                : RegularSets.read(arguments
                        .path("--data")
                        .orElseThrow(() -> new Arguments.NotUnderstood("a folder is needed: --data FOLDER")));
        arguments.path("--only").ifPresent(name -> sets.keySet().removeIf(key -> !key.contains(name.toString())));
        if (sets.isEmpty()) {
            throw new Arguments.NotUnderstood("there is no series in the folder");
        }
        BaselineAccuracy program = new BaselineAccuracy(models(arguments), err);
        program.compare(sets, out);
        arguments.path("--out").ifPresent(program::write);
        return program.bars().kept(err);
    }

    private static List<Model> models(Arguments arguments) {
        return arguments
                .path("--model")
                .map(name -> List.of(Model.named(name.toString())
                        .orElseThrow(() -> new Arguments.NotUnderstood("there is no model " + name))))
                .orElseGet(() -> Arrays.stream(Model.values())
                        .filter(m -> !m.isTrained())
                        .toList());
    }

    private void compare(Map<String, List<RegularSeries>> data, PrintStream out) {
        StringBuilder header = new StringBuilder(String.format(Locale.ROOT, "%-22s %6s", "MASE", "series"));
        models.forEach(m -> header.append(String.format(Locale.ROOT, " %14s", m.text())));
        out.println(header);
        data.forEach((name, series) -> out.println(row(name, series)));
        StringBuilder all = new StringBuilder(String.format(Locale.ROOT, "%-29s", "geometric mean"));
        for (double log : logs) {
            all.append(String.format(Locale.ROOT, " %14.3f", StrictMath.exp(log / sets)));
        }
        out.println(all);
    }

    private String row(String name, List<RegularSeries> series) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-22s %6d", name, series.size()));
        for (int m = 0; m < logs.length; m++) {
            long start = System.nanoTime();
            double mean = 0;
            for (RegularSeries s : series) {
                double error = error(models.get(m), s);
                rows.add(String.join(",", name, s.id(), models.get(m).text(), Double.toString(error)));
                mean += error / series.size();
            }
            err.println(String.format(
                    Locale.ROOT,
                    "%s, %s: %.3f in %.1f s",
                    name,
                    models.get(m).text(),
                    mean,
                    1e-9 * (System.nanoTime() - start)));
            logs[m] += StrictMath.log(mean);
            row.append(String.format(Locale.ROOT, " %14.3f", mean));
        }
        sets++;
        return row.toString();
    }

    private static double error(Model model, RegularSeries series) {
        SeriesSet history = SeriesSet.of(series.history());
        Horizon horizon = Horizon.at(series.heldBackTimes());
        Forecast forecast =
                model.forecaster(ModelSettings.DEFAULTS).fit(history).forecast(history, horizon);
        SeriesForecast one = forecast.series().get(0);
        double[] medians = new double[one.times().size()];
        Arrays.setAll(medians, i -> one.median(0, i));
        return series.scaledError(medians);
    }

    private Bars bars() {
        if (models.size() == 1) {
            return new Bars();
        }
        double ours = logs[models.indexOf(Model.STATE_SPACE)] / sets;
        double rule = logs[models.indexOf(Model.SEASONAL_NAIVE)] / sets;
        return new Bars()
                .below(
                        "state-space error against the seasonal naive rule's",
                        StrictMath.exp(ours),
                        StrictMath.exp(rule));
    }

    private void write(Path file) {
        try {
            Files.write(file, rows);
        } catch (IOException e) {
            throw new Arguments.NotUnderstood(file + " cannot be written: " + e.getMessage());
        }
    }
}
