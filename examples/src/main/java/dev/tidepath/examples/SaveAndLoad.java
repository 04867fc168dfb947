package dev.tidepath.examples;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.evaluate.Holdout;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.forecasting.store.StoredModel;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.ModelFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Fit once, forecast again: a latent ODE learns from the CO2 at Mauna Loa until three years before the end of the record, and is
 * saved. Two years later it is loaded, and forecasts the next year from what was observed meanwhile, without a training.
 *
 * <p>Fails unless the loaded model's forecast has the bits of the one that was saved, and is closer than the last value.
 *
 * <p>Options: {@code --out FOLDER} keeps the model's file there, with a page of the forecast beside what was observed;
 * {@code --quick} for a short training.
 */
public final class SaveAndLoad {

    private static final String USAGE = "Usage: SaveAndLoad [--out FOLDER] [--quick]";
    private static final String OURS = "loaded model";
    private static final String MODEL = "co2-model.json";
    private static final int RECENT = 260;
    private static final int QUICK_ITERATIONS = 60;
    private static final Duration YEAR = Duration.ofDays(364);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Horizon AHEAD = Horizon.lasting(YEAR).every(WEEK);

    private SaveAndLoad() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = SaveAndLoad::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        SeriesSet record = Csv.read(ExampleData.find("co2_mauna_loa_weekly.csv"))
                .time("date")
                .values("co2_ppm")
                .toSeries();
        Optional<Path> folder = arguments.path("--out");
        Path kept = folder.orElseGet(SaveAndLoad::temporary);
        Pages.create(kept);
        Path file = kept.resolve(MODEL);

        TimeSpan meanwhile = TimeSpan.of(YEAR.multipliedBy(3));
        SeriesSet early = Holdout.of(record, meanwhile, OptionalDouble.empty()).history();
        FittedForecaster fitted = forecaster(arguments.quick()).fit(early, new TrainingLines("CO2", err));
        AtomicFile.write(file, ModelFile.content(fitted));

        StoredModel stored = ModelFile.read(file, false);
        out.println("loaded " + stored.model() + ", " + kiloBytes(file) + " kB");
        FittedForecaster loaded = stored.forecaster();
        boolean same = isSame(fitted.forecast(early, AHEAD), loaded.forecast(early, AHEAD));
        out.println("forecasts of the fitted and the loaded model " + (same ? "have the same bits" : "differ"));
        return later(record, loaded, folder, out, err)
                .within("sameness", same ? 1 : 0, 1, 1)
                .kept(err);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("tidepath");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long kiloBytes(Path file) {
        return file.toFile().length() / 1000;
    }

    private static NeuralForecaster forecaster(boolean quick) {
        NeuralForecaster.Builder builder = NeuralForecaster.builder().horizon(AHEAD);
        return quick ? builder.iterations(QUICK_ITERATIONS).build() : builder.build();
    }

    private static boolean isSame(Forecast one, Forecast other) {
        SeriesForecast a = one.series().get(0);
        SeriesForecast b = other.series().get(0);
        boolean same = a.times().equals(b.times()) && a.pathCount() == b.pathCount();
        for (int i = 0; same && i < a.times().size(); i++) {
            for (int path = 0; path < a.pathCount(); path++) {
                same &= a.sample(0, i, path) == b.sample(0, i, path);
            }
        }
        return same;
    }

    /** The last year, forecast from all that was observed before it. */
    private static Bars later(
            SeriesSet record, FittedForecaster loaded, Optional<Path> folder, PrintStream out, PrintStream err) {
        Holdout lastYear = Holdout.of(record, TimeSpan.of(YEAR), OptionalDouble.empty());
        Forecast forecast = loaded.forecast(lastYear.history(), lastYear.horizon());
        ErrorTable errors = new ErrorTable();
        lastYear.score(OURS, forecast, 80).forEach(errors::add);
        ModelSettings year = ModelSettings.DEFAULTS.withPeriods(List.of(364 * 86_400.0));
        rule("a year before", Model.SEASONAL_NAIVE.forecaster(year), lastYear, errors);
        rule(ErrorTable.LAST_VALUE, Model.LAST_VALUE.forecaster(year), lastYear, errors);
        out.println("mean absolute errors of the last year, in ppm");
        errors.print("80 %", out);
        folder.ifPresent(f -> {
            ForecastPlot plot = ForecastPlot.of(record.map(s -> s.recent(RECENT)), forecast)
                    .title("CO2, forecast by a loaded model")
                    .facts(loaded.provenance().facts());
            Pages.write(f, "save-and-load.html", plot, err);
        });
        return errors.belowLastValue(OURS);
    }

    private static void rule(String name, Forecaster rule, Holdout holdout, ErrorTable errors) {
        Forecast forecast = rule.fit(holdout.history()).forecast(holdout.history(), holdout.horizon());
        holdout.score(name, forecast, 80).forEach(errors::add);
    }
}
