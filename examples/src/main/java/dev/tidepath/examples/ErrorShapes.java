package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.evaluate.Crps;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.AtomicFile;
import dev.tidepath.random.RandomKey;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Errors that are skewed or have two modes are not as a normal distribution has them. Calibrated intervals fit what is symmetric; a
 * conditional flow that learns the shape of errors from forecasts of the past, {@code --intervals flow}, what is skewed too. Beside the
 * model's own intervals and the truth, which is known of these {@linkplain ErrorShape series}. Judged by the next values of other
 * series.
 *
 * <p>Fails unless the flow has a better continuous ranked probability score than the model's own intervals where errors are not normal
 * and than calibrated ones where they are skewed, one at most half a percent worse than calibrated ones elsewhere, and 7 to 13 % of
 * the values on either side of its 80 % intervals and 1 to 4 % of those of 95 %, which {@code --quick} does not ask for.
 *
 * <p>Options: {@code --seed N}; {@code --threads N}; {@code --out FOLDER} for a picture of the skewed forecast; {@code --quick}
 * for another shape alone, without a picture, and fewer series.
 */
public final class ErrorShapes {

    private static final String USAGE = "Usage: ErrorShapes [--seed N] [--threads N] [--out FOLDER | --quick]";
    private static final int LEARNT = 120;
    private static final int SEEN = 60;
    private static final int AHEAD = 6;
    private static final double[] LEVELS = {80, 95};

    /** Of fewer series the ends of 95 % intervals tell nothing. */
    private static final int FEWEST = 1_000;

    private final int known;
    private final int judged;
    private final List<ErrorShape> shapes;
    private final int threads;
    private final long seed;

    private ErrorShapes(Arguments arguments) {
        boolean quick = arguments.quick();
        known = quick ? 20 : 100;
        judged = quick ? 60 : 1_000;
        shapes = quick ? List.of(ErrorShape.TWO_MODES) : List.of(ErrorShape.values());
        threads = arguments.threads();
        seed = arguments.seed();
    }

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = ErrorShapes::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.ofTraining(words, Set.of(), Set.of());
        if (arguments.quick() && arguments.path("--out").isPresent()) {
            throw new Arguments.NotUnderstood("--out draws skewed errors, which --quick leaves out");
        }
        ErrorShapes example = new ErrorShapes(arguments);
        Bars bars = new Bars();
        out.println("the next " + AHEAD + " values of " + example.judged
                + " series; percent below and above the intervals");
        out.println(
                "                             CRPS   to the truth   outside of 80: below, above   of 95: below, above");
        for (ErrorShape shape : example.shapes) {
            Study study = example.new Study(shape);
            Map<Intervals, Score> scores = study.compare(out, err);
            example.require(bars, shape, scores);
            if (shape == ErrorShape.SKEWED) {
                arguments.path("--out").ifPresent(folder -> study.draw(folder, err));
            }
        }
        return bars.kept(err);
    }

    private void require(Bars bars, ErrorShape shape, Map<Intervals, Score> scores) {
        Score flow = scores.getOrDefault(Intervals.FLOW, Score.NONE);
        double own = scores.getOrDefault(Intervals.MODEL, Score.NONE).crps;
        double calibrated = scores.getOrDefault(Intervals.CALIBRATED, Score.NONE).crps;
        String name = shape.label() + ": ";
        if (shape != ErrorShape.NORMAL) {
            bars.below(name + "CRPS by that of the model's own intervals", flow.crps / own, 1);
        }
        if (shape == ErrorShape.SKEWED) {
            bars.below(name + "CRPS by that of calibrated intervals", flow.crps / calibrated, 1);
        } else {
            bars.atMost(name + "CRPS by that of calibrated intervals", flow.crps / calibrated, 1.005);
        }
        bars.within(name + "percent below 80 %", 100 * flow.below[0], 7, 13)
                .within(name + "percent above 80 %", 100 * flow.above[0], 7, 13);
        if (judged >= FEWEST) {
            bars.within(name + "percent below 95 %", 100 * flow.below[1], 1, 4)
                    .within(name + "percent above 95 %", 100 * flow.above[1], 1, 4);
        }
    }

    /** Means over all that is forecast, the shares outside by level. */
    private record Score(double[] bySeries, double crps, double[] below, double[] above) {
        static final Score NONE =
                new Score(new double[0], Double.NaN, new double[LEVELS.length], new double[LEVELS.length]);
    }

    /** One shape. */
    private final class Study {

        private final ErrorShape shape;
        private final SeriesSet past;
        private final List<TimeSeries> seen = new ArrayList<>();
        private final List<double[]> next = new ArrayList<>();
        private final Map<Intervals, List<SeriesForecast>> drawn = new EnumMap<>(Intervals.class);

        Study(ErrorShape shape) {
            this.shape = shape;
            RandomKey key = RandomKey.of(seed).derive(shape.label());
            List<TimeSeries> all = new ArrayList<>();
            for (int i = 0; i < known; i++) {
                all.add(series(
                        "known " + i, shape.values(LEARNT, key.derive("known").derive(i))));
            }
            past = new SeriesSet(all);
            for (int i = 0; i < judged; i++) {
                double[] values =
                        shape.values(SEEN + AHEAD, key.derive("judged").derive(i));
                seen.add(series("judged " + i, Arrays.copyOf(values, SEEN)));
                next.add(Arrays.copyOfRange(values, SEEN, SEEN + AHEAD));
            }
        }

        private TimeSeries series(String id, double[] values) {
            double[] times = new double[values.length];
            Arrays.setAll(times, i -> i);
            return new TimeSeries(id, List.of(new Channel("x", Times.ofNumbers(times), values)));
        }

        Map<Intervals, Score> compare(PrintStream out, PrintStream err) {
            Score best = score(seen.stream().map(this::truth).toList());
            print(out, "truth", best, best);
            Map<Intervals, Score> scores = new EnumMap<>(Intervals.class);
            for (Intervals intervals : List.of(Intervals.MODEL, Intervals.CALIBRATED, Intervals.FLOW)) {
                ModelSettings settings = ModelSettings.DEFAULTS
                        .withSeed(seed)
                        .withPaths(100)
                        .withThreads(threads)
                        .withHorizon(Horizon.lasting(AHEAD).every(1))
                        .withIntervals(intervals);
                long start = System.nanoTime();
                FittedForecaster fitted = shape.model().forecaster(settings).fit(past);
                err.println(String.format(
                        Locale.ROOT,
                        "%s, %s: fitted in %.1f s; intervals: %s",
                        shape.label(),
                        intervals.text(),
                        (System.nanoTime() - start) * 1e-9,
                        fitted.provenance().facts().getOrDefault("intervals", "the model's own")));
                List<SeriesForecast> said = fitted.forecast(
                                new SeriesSet(seen), Horizon.lasting(AHEAD).every(1))
                        .series();
                drawn.put(intervals, said);
                Score score =
                        score(said.stream().map(SeriesForecast::predictive).toList());
                scores.put(intervals, score);
                print(out, intervals.text(), score, best);
            }
            difference(out, scores.getOrDefault(Intervals.FLOW, best), scores.getOrDefault(Intervals.CALIBRATED, best));
            return scores;
        }

        /** By how much one is better than another, and the standard error over series. */
        private void difference(PrintStream out, Score one, Score other) {
            double mean = other.crps - one.crps;
            double squares = 0;
            for (int s = 0; s < judged; s++) {
                double off = other.bySeries[s] - one.bySeries[s] - mean;
                squares += off * off;
            }
            out.println(String.format(
                    Locale.ROOT,
                    "  %-10s flow is better than calibrated by %.2f %%, with a standard error of %.2f",
                    shape.label(),
                    100 * mean / other.crps,
                    100 * Math.sqrt(squares) / judged / other.crps));
        }

        private Predictive truth(TimeSeries series) {
            return shape.truth(last(series));
        }

        private double last(TimeSeries series) {
            return series.channels().get(0).value(SEEN - 1);
        }

        private Score score(List<Predictive> said) {
            double[] bySeries = new double[said.size()];
            double[] below = new double[LEVELS.length];
            double[] above = new double[LEVELS.length];
            double share = 1.0 / (said.size() * AHEAD);
            for (int s = 0; s < said.size(); s++) {
                Predictive p = said.get(s);
                for (int i = 0; i < AHEAD; i++) {
                    double value = next.get(s)[i];
                    bySeries[s] += Crps.of(p, 0, i, value) / AHEAD;
                    for (int l = 0; l < LEVELS.length; l++) {
                        double tail = (1 - LEVELS[l] / 100) / 2;
                        below[l] += value < p.quantile(0, i, tail) ? share : 0;
                        above[l] += value > p.quantile(0, i, 1 - tail) ? share : 0;
                    }
                }
            }
            return new Score(bySeries, Arrays.stream(bySeries).average().orElse(Double.NaN), below, above);
        }

        private void print(PrintStream out, String name, Score score, Score best) {
            out.println(String.format(
                    Locale.ROOT,
                    "  %-10s %-12s %7.4f          %.4f       %4.1f       %4.1f        %4.1f       %4.1f",
                    shape.label(),
                    name,
                    score.crps,
                    score.crps / best.crps,
                    100 * score.below[0],
                    100 * score.above[0],
                    100 * score.below[1],
                    100 * score.above[1]));
        }

        /** Quantiles by steps ahead, less the last value; the means over the series, whose scales the model takes from each. */
        void draw(Path folder, PrintStream err) {
            double[] steps = new double[AHEAD];
            Arrays.setAll(steps, i -> i + 1);
            PathPicture picture = new PathPicture(
                    "80 % and 95 % intervals of a walk of exponential steps, means over 1,000 series",
                    "steps ahead", 1, AHEAD, -6, 7);
            for (double tail : new double[] {0.025, 0.1}) {
                double[] lower = quantiles(Intervals.FLOW, tail);
                double[] upper = quantiles(Intervals.FLOW, 1 - tail);
                picture.band(steps, lower, upper, tail < 0.05 ? "#dce9f7" : "#a9cbef");
            }
            Predictive truth = shape.truth(0);
            for (double p : new double[] {0.025, 0.1, 0.5, 0.9, 0.975}) {
                double[] known = new double[AHEAD];
                Arrays.setAll(known, i -> truth.quantile(0, i, p));
                picture.curve(steps, known, "#222", 1.5, "none")
                        .curve(steps, quantiles(Intervals.CALIBRATED, p), "#c0392b", 1.5, "5 4");
            }
            picture.legend("flow", "#a9cbef", "truth", "#222", "calibrated (dashed)", "#c0392b");
            Pages.create(folder);
            AtomicFile.write(folder.resolve("error-shapes.svg"), picture::write);
            err.println("wrote error-shapes.svg in " + folder);
        }

        private double[] quantiles(Intervals intervals, double p) {
            List<SeriesForecast> said = drawn.getOrDefault(intervals, List.of());
            double[] values = new double[AHEAD];
            for (int s = 0; s < said.size(); s++) {
                for (int i = 0; i < AHEAD; i++) {
                    values[i] += (said.get(s).quantile(0, i, p) - last(seen.get(s))) / said.size();
                }
            }
            return values;
        }
    }
}
