package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Series of a system, each channel seen through noise at random times of its own, 20 to 60 of them in a unit of time.
 *
 * @param system what they follow
 * @param series what is seen
 * @param truth by series, at the times {@link #ahead}
 * @param optimum the best predictions of it
 */
record GeneratedPanel(PanelSystem system, SeriesSet series, List<Matrix> truth, List<Matrix> optimum) {

    private static final int FEWEST = 20;
    private static final int MOST = 60;
    private static final int AHEAD = 50;

    /** Series that are seen from 0 to 2, of which nothing is to be predicted. */
    static GeneratedPanel toTrainOn(PanelSystem system, int size, RandomKey key) {
        return draw(system, size, 2, key, false);
    }

    /** Series that are seen from 0 to 1, to be predicted to 2. */
    static GeneratedPanel toTest(PanelSystem system, int size, RandomKey key) {
        return draw(system, size, 1, key, true);
    }

    /** The times to predict. */
    static double[] ahead() {
        double[] ahead = new double[AHEAD];
        Arrays.setAll(ahead, i -> 1 + (i + 1) / (double) AHEAD);
        return ahead;
    }

    private static GeneratedPanel draw(PanelSystem system, int size, double until, RandomKey key, boolean tested) {
        List<TimeSeries> series = new ArrayList<>();
        List<Matrix> truth = new ArrayList<>();
        List<Matrix> optimum = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            RandomKey own = key.derive(i);
            double[][] times = new double[system.channels()][];
            Arrays.setAll(times, c -> times(own.derive("times").derive(c), until));
            double[] ahead = tested ? ahead() : new double[0];
            double[] all = Arrays.stream(times)
                    .flatMapToDouble(Arrays::stream)
                    .sorted()
                    .distinct()
                    .toArray();
            double[] whole = Arrays.copyOf(all, all.length + ahead.length);
            System.arraycopy(ahead, 0, whole, all.length, ahead.length);
            Matrix path = system.path(own, whole);
            double[][] values = new double[times.length][];
            List<Channel> channels = new ArrayList<>();
            for (int c = 0; c < times.length; c++) {
                values[c] = new double[times[c].length];
                RandomKey noise = own.derive("noise").derive(c);
                for (int k = 0; k < times[c].length; k++) {
                    values[c][k] =
                            path.get(c, Arrays.binarySearch(all, times[c][k])) + system.noise(c) * noise.gaussian(k);
                }
                channels.add(new Channel("x" + c, Times.ofNumbers(times[c]), values[c]));
            }
            series.add(new TimeSeries(String.format(Locale.ROOT, "s%04d", i), channels));
            if (tested) {
                truth.add(path.slice(all.length, whole.length));
                optimum.add(system.optimum(own, times, values, ahead));
            }
        }
        return new GeneratedPanel(system, new SeriesSet(series), truth, optimum);
    }

    private static double[] times(RandomKey key, double until) {
        int count = (int) ((FEWEST + key.below(0, MOST - FEWEST + 1)) * until);
        TreeSet<Double> times = new TreeSet<>();
        for (int i = 1; times.size() < count; i++) {
            times.add(until * key.uniform(i));
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The root mean square error of the optimum, in units of the noise. */
    double errorOfOptimum() {
        return error((i, c, k) -> optimum.get(i).get(c, k));
    }

    /** The root mean square error of a forecast of the times ahead, in units of the noise. */
    double error(Forecast forecast) {
        List<SeriesForecast> each = forecast.series();
        return error((i, c, k) -> each.get(i).mean(c, k));
    }

    /** The probability that a central interval holds what is observed at the times ahead, on average. */
    double covered(Forecast forecast, double level) {
        double sum = 0;
        for (int i = 0; i < truth.size(); i++) {
            SeriesForecast one = forecast.series().get(i);
            for (int c = 0; c < system.channels(); c++) {
                for (int k = 0; k < AHEAD; k++) {
                    sum += new NormalDistribution(null, truth.get(i).get(c, k), system.noise(c))
                            .probability(one.lower(c, k, level), one.upper(c, k, level));
                }
            }
        }
        return sum / (truth.size() * system.channels() * AHEAD);
    }

    private interface Prediction {
        double at(int series, int channel, int time);
    }

    private double error(Prediction prediction) {
        double sum = 0;
        for (int i = 0; i < truth.size(); i++) {
            for (int c = 0; c < system.channels(); c++) {
                for (int k = 0; k < AHEAD; k++) {
                    double apart = (prediction.at(i, c, k) - truth.get(i).get(c, k)) / system.noise(c);
                    sum += apart * apart;
                }
            }
        }
        return Math.sqrt(sum / (truth.size() * system.channels() * AHEAD));
    }
}
