package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Damped oscillators seen through noise at irregular times between 0 and 1; how they go on until 2 is to be forecast.
 * Series i of a seed is the same in panels of any size.
 *
 * @param oscillators the truth
 * @param series what is seen of it, in the same order
 * @param ahead the times to forecast
 * @param future what will be seen then, with noise, by series and time
 */
record Panel(List<Oscillator> oscillators, SeriesSet series, double[] ahead, double[][] future) {

    static final double NOISE = 0.05;

    private static final int FEWEST = 20;
    private static final int MOST = 60;
    private static final int AHEAD = 50;
    private static final double TIME_UNIT = 1e-6;

    static Panel generate(long seed, int size) {
        RandomKey key = RandomKey.of(seed).derive("oscillators");
        double[] ahead = new double[AHEAD];
        for (int i = 0; i < AHEAD; i++) {
            ahead[i] = 1 + (i + 1) / (double) AHEAD;
        }
        List<Oscillator> oscillators = new ArrayList<>();
        List<TimeSeries> series = new ArrayList<>();
        double[][] future = new double[size][];
        for (int i = 0; i < size; i++) {
            RandomKey own = key.derive(i);
            Oscillator oscillator = oscillator(own.derive("truth"));
            double[] times = times(own.derive("times"));
            double[] seen = noisy(oscillator, times, own.derive("noise"));
            oscillators.add(oscillator);
            series.add(new TimeSeries(
                    String.format(Locale.ROOT, "osc-%03d", i + 1),
                    List.of(new Channel("value", Times.ofNumbers(times), seen))));
            future[i] = noisy(oscillator, ahead, own.derive("noise ahead"));
        }
        return new Panel(oscillators, new SeriesSet(series), ahead, future);
    }

    private static Oscillator oscillator(RandomKey key) {
        return new Oscillator(
                0.5 + key.uniform(0), 0.5 + 0.5 * key.uniform(1), 1 + 2 * key.uniform(2), 2 * Math.PI * key.uniform(3));
    }

    /** Uniform times, in millionths so that they are short in a file, and all different. */
    private static double[] times(RandomKey key) {
        int count = FEWEST + key.below(0, MOST - FEWEST + 1);
        SortedSet<Double> times = new TreeSet<>();
        for (int i = 1; times.size() < count; i++) {
            times.add(Math.rint(key.uniform(i) / TIME_UNIT) * TIME_UNIT);
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] noisy(Oscillator oscillator, double[] times, RandomKey key) {
        double[] values = oscillator.at(times);
        for (int i = 0; i < values.length; i++) {
            values[i] += NOISE * key.gaussian(i);
        }
        return values;
    }

    /** Writes what is seen as CSV: a row an observation, with the columns {@code id}, {@code time} and {@code value}. */
    void writeCsv(Appendable out) throws IOException {
        out.append("id,time,value\n");
        for (TimeSeries s : series.series()) {
            Channel channel = s.channels().get(0);
            for (int i = 0; i < channel.size(); i++) {
                out.append(String.format(
                        Locale.ROOT, "%s,%.6f,%.4f\n", s.id(), channel.times().number(i), channel.value(i)));
            }
        }
    }
}
