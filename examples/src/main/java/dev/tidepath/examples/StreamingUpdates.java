package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import dev.tidepath.forecasting.evaluate.AnomalyScorer;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ExpectedBands;
import dev.tidepath.io.ForecastPlot;
import dev.tidepath.io.LoadedSeries;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CO2 in the air at Mauna Loa, as if it came in week by week: a model is fitted once, to all but the last observations, and
 * a session takes in each of those, forecasting again every time. The table has the errors of the live forecasts beside those
 * of the one made at the start, by half-years.
 *
 * <p>Fails unless the live forecasts are closer, the last one has the bits of a fresh call with the whole history, and 90 to
 * 99 % of the observations were in the 95 % interval a week before.
 *
 * <p>Options: another CSV file with the columns {@code date} and {@code co2_ppm}; {@code --out FOLDER} for pages of the live
 * forecasts and of the one made once; {@code --quick} for a shorter history and stream.
 */
public final class StreamingUpdates {

    private static final String USAGE = "Usage: StreamingUpdates [FILE.csv] [--out FOLDER] [--quick]";
    private static final int WEEKS = 156;
    private static final int BLOCK = 26;
    private static final int LEAD = 8;
    private static final int QUICK_HISTORY = 400;
    private static final int YEAR = 52;
    private static final int FIRST_YEARS = 2;

    private final LoadedSeries data;
    private final TimeSeries known;
    private final Channel stream;
    private final double[] truth;
    private final double[][] live;
    private int inside;

    private StreamingUpdates(LoadedSeries data, boolean quick) {
        this.data = data;
        TimeSeries whole = data.series().series().get(0);
        Channel all = whole.channels().get(0);
        int weeks = quick ? YEAR : WEEKS;
        if (all.size() <= weeks + FIRST_YEARS * YEAR) {
            throw new Arguments.NotUnderstood("the record is too short to hold back " + weeks + " observations");
        }
        int cut = all.size() - weeks;
        int from = quick ? Math.max(0, cut - QUICK_HISTORY) : 0;
        known = new TimeSeries(whole.id(), List.of(all.slice(from, cut)));
        stream = all.slice(cut, all.size());
        truth = stream.values();
        live = new double[2][weeks];
        Arrays.fill(live[1], Double.NaN);
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = StreamingUpdates::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.withFile(words, Set.of("--quick"), Set.of("--out"));
        Path file = arguments.file().orElseGet(() -> ExampleData.find("co2_mauna_loa_weekly.csv"));
        LoadedSeries data = Csv.read(file).time("date").values("co2_ppm").load();
        return new StreamingUpdates(data, arguments.quick()).run(arguments.path("--out"), out, err);
    }

    private boolean run(Optional<Path> folder, PrintStream out, PrintStream err) {
        FittedForecaster fitted = Model.STATE_SPACE
                .forecaster(ModelSettings.DEFAULTS.withPaths(100))
                .fit(SeriesSet.of(known));
        Forecast once = fitted.forecast(SeriesSet.of(known), Horizon.at(stream.times()));
        ForecastSession session = fitted.session(known);
        long start = System.nanoTime();
        for (int i = 0; i < truth.length; i++) {
            forecast(session, i);
            session.observe(Observation.of(stream, i));
        }
        double micros = 1e-3 * (System.nanoTime() - start) / truth.length;
        print(once.series().get(0), out);
        err.println(String.format(Locale.ROOT, "%.0f µs for an observation and a forecast", micros));
        folder.ifPresent(f -> write(f, fitted, once, err));
        return bars(once.series().get(0), isFresh(fitted, session)).kept(err);
    }

    /** Forecasts the next observations before the first of them is known. */
    private void forecast(ForecastSession session, int next) {
        int end = Math.min(truth.length, next + LEAD);
        SeriesForecast f = session.forecast(Horizon.at(stream.times().slice(next, end)));
        live[0][next] = f.median(0, 0);
        inside += truth[next] >= f.lower(0, 0, 95) && truth[next] <= f.upper(0, 0, 95) ? 1 : 0;
        if (end - next == LEAD) {
            live[1][end - 1] = f.median(0, LEAD - 1);
        }
    }

    private TimeSeries whole() {
        TimeSeries all = data.series().series().get(0);
        Channel channel = all.channels().get(0);
        int from = channel.size() - stream.size() - known.observations();
        return new TimeSeries(all.id(), List.of(channel.slice(from, channel.size())));
    }

    private boolean isFresh(FittedForecaster fitted, ForecastSession session) {
        Horizon year = Horizon.lasting(Duration.ofDays(364)).every(Duration.ofDays(7));
        SeriesForecast fresh =
                fitted.forecast(SeriesSet.of(whole()), year).series().get(0);
        SeriesForecast carried = session.forecast(year);
        boolean same = fresh.times().equals(carried.times());
        for (int i = 0; same && i < fresh.times().size(); i++) {
            same = fresh.mean(0, i) == carried.mean(0, i) && fresh.sample(0, i, 0) == carried.sample(0, i, 0);
        }
        return same;
    }

    private void print(SeriesForecast once, PrintStream out) {
        out.println("mean absolute errors in ppm");
        out.println("from        to          made once  live, 1 ahead  live, " + LEAD + " ahead");
        for (int from = 0; from < truth.length; from += BLOCK) {
            print(once, from, Math.min(truth.length, from + BLOCK), out);
        }
        print(once, 0, truth.length, out);
    }

    private void print(SeriesForecast once, int from, int to, PrintStream out) {
        Times times = stream.times();
        out.println(String.format(
                Locale.ROOT,
                "%.10s  %.10s  %9.3f  %13.3f  %13.3f",
                times.text(from),
                times.text(to - 1),
                error(medians(once), from, to),
                error(live[0], from, to),
                error(live[1], from, to)));
    }

    private static double[] medians(SeriesForecast f) {
        double[] medians = new double[f.times().size()];
        Arrays.setAll(medians, i -> f.median(0, i));
        return medians;
    }

    /** Over the observations that were forecast. */
    private double error(double[] predicted, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(predicted[i])) {
                sum += Math.abs(predicted[i] - truth[i]);
                count++;
            }
        }
        return sum / count;
    }

    private Bars bars(SeriesForecast once, boolean fresh) {
        double made = error(medians(once), 0, truth.length);
        return new Bars()
                .below("live error, 1 ahead, against the forecast made once,", error(live[0], 0, truth.length), made)
                .below("live error, 8 ahead, against the forecast made once,", error(live[1], 0, truth.length), made)
                .within("percentage inside the 95 % interval", 100.0 * inside / truth.length, 90, 99)
                .within("sameness with a fresh call", fresh ? 1 : 0, 1, 1);
    }

    private void write(Path folder, FittedForecaster fitted, Forecast once, PrintStream err) {
        int count = known.observations();
        Channel all = whole().channels().get(0);
        Channel end = all.slice(count - FIRST_YEARS * YEAR, all.size());
        SeriesSet history = SeriesSet.of(new TimeSeries(known.id(), List.of(end)));
        List<AnomalyScore> scores = AnomalyScorer.scores(fitted, whole(), count);
        Forecast bands = ExpectedBands.of(history, Map.of(known.id(), scores));
        Pages.create(folder);
        ForecastPlot live95 = ForecastPlot.of(history, bands)
                .title("CO2, forecast again each week")
                .levels(95);
        ForecastPlot once95 =
                ForecastPlot.of(history, once).title("CO2, forecast once").levels(95);
        AtomicFile.write(folder.resolve("co2-live.html"), live95::write);
        AtomicFile.write(folder.resolve("co2-once.html"), once95::write);
        err.println("wrote co2-live.html and co2-once.html in " + folder);
    }
}
