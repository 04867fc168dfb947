package dev.tidepath.examples;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.evaluate.Holdout;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastPlot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Many short series: the storms of the Atlantic, seen every six hours and whenever one reached land, for a few days each.
 * {@link Model#AUTO} learns from the storms of 2013 to 2015; then it forecasts those of 2016 to 2021, which it has not seen, a
 * day ahead: latitude, longitude, wind and pressure. The table has its errors beside those of simple rules.
 *
 * <p>Fails unless each of the four is closer than the last value.
 *
 * <p>Options: {@code --out FOLDER} for a page of the last forecast of each storm; {@code --quick} for a few storms.
 */
public final class HurricaneTracks {

    private static final String USAGE = "Usage: HurricaneTracks [--out FOLDER] [--quick]";
    private static final String OURS = "auto";
    private static final Instant NEW = Instant.parse("2016-01-01T00:00:00Z");
    private static final TimeSpan DAY = TimeSpan.of(Duration.ofDays(1));
    private static final Horizon AHEAD = Horizon.lasting(Duration.ofDays(1)).every(Duration.ofHours(6));
    private static final ModelSettings SETTINGS = ModelSettings.DEFAULTS.withHorizon(AHEAD);
    /** Each storm is forecast a day before its end, two days before, and so on. */
    private static final int CUT_OFFS = 4;

    private static final int FEWEST_TIMES = 8;
    private static final int QUICK_SIZE = 8;

    private final boolean quick;
    private final PrintStream err;
    private final ErrorTable errors = new ErrorTable();

    private HurricaneTracks(boolean quick, PrintStream err) {
        this.quick = quick;
        this.err = err;
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = HurricaneTracks::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        SeriesSet storms = Csv.read(ExampleData.find("atlantic_storms.csv.gz"))
                .id("storm")
                .time("time")
                .values("lat", "long", "wind", "pressure")
                .toSeries();
        HurricaneTracks example = new HurricaneTracks(arguments.quick(), err);
        return example.run(storms, arguments.path("--out"), out);
    }

    private boolean run(SeriesSet storms, Optional<Path> folder, PrintStream out) {
        SeriesSet seen = some(storms.series().stream().filter(s -> !isNew(s)).toList());
        SeriesSet unseen =
                some(storms.series().stream().filter(HurricaneTracks::isNew).toList());
        Map<String, FittedForecaster> models = new LinkedHashMap<>();
        FittedForecaster auto = Model.AUTO.forecaster(SETTINGS).fit(seen);
        models.put(OURS, auto);
        models.put("drift", Model.DRIFT.forecaster(SETTINGS).fit(seen));
        models.put(ErrorTable.LAST_VALUE, Model.LAST_VALUE.forecaster(SETTINGS).fit(seen));
        for (int days = CUT_OFFS - 1; days >= 0; days--) {
            Holdout holdout = Holdout.of(without(days, unseen), DAY, OptionalDouble.empty());
            models.forEach((name, model) -> score(name, model, holdout));
        }
        out.println(seen.series().size() + " storms learnt from, "
                + unseen.series().size() + " others forecast; mean absolute errors 24 hours ahead");
        out.println("in degrees, degrees, knots and millibars");
        errors.print("80 %", out);
        folder.ifPresent(f -> write(f, auto, unseen));
        return errors.belowLastValue(OURS).kept(err);
    }

    /** What was known of the storms so many days before their end. */
    private static SeriesSet without(int days, SeriesSet storms) {
        return new SeriesSet(lasting(storms.series().stream()
                .flatMap(s -> DAY.shift(s.last(), 0, -days).map(end -> s.until(end, 0)).stream())
                .toList()));
    }

    private static List<TimeSeries> lasting(List<TimeSeries> storms) {
        return storms.stream()
                .filter(s -> s.channels().get(0).size() >= FEWEST_TIMES)
                .toList();
    }

    private static boolean isNew(TimeSeries storm) {
        return storm.first().instant(0).isAfter(NEW);
    }

    private SeriesSet some(List<TimeSeries> storms) {
        List<TimeSeries> lasting = lasting(storms);
        return new SeriesSet(quick ? lasting.subList(0, QUICK_SIZE) : lasting);
    }

    private void score(String name, FittedForecaster model, Holdout holdout) {
        Forecast forecast = model.forecast(holdout.history(), holdout.horizon());
        holdout.score(name, forecast, 80).stream()
                .filter(p -> p.lead() == DAY.length())
                .forEach(errors::add);
    }

    private void write(Path folder, FittedForecaster auto, SeriesSet unseen) {
        Forecast forecast =
                auto.forecast(Holdout.of(unseen, DAY, OptionalDouble.empty()).history(), AHEAD);
        ForecastPlot plot = ForecastPlot.of(unseen, forecast)
                .title("Atlantic storms, a day before their end")
                .facts(auto.provenance().facts());
        Pages.write(folder, "hurricane-tracks.html", plot, err);
    }
}
