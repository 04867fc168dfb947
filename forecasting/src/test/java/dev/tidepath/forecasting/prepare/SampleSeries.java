package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Irregular series to prepare. */
final class SampleSeries {

    static final RandomKey KEY = RandomKey.of(21);

    private SampleSeries() {}

    static double[] irregular(String what, int n, double from, double to) {
        double[] t = new double[n];
        Arrays.setAll(t, i -> from + (to - from) * (i + 0.9 * KEY.derive(what).uniform(i)) / n);
        return t;
    }

    static Channel channel(String name, double[] times, DoubleUnaryOperator f) {
        return new Channel(
                name, Times.ofNumbers(times), Arrays.stream(times).map(f).toArray());
    }

    static DoubleUnaryOperator wave(String what) {
        RandomKey key = KEY.derive(what);
        return t -> 50 + 2 * t + 3 * Math.sin(4 * t) + key.gaussian((long) (1e6 * Math.abs(t)));
    }

    static TimeSeries series(String id, int n, double from, double to) {
        return new TimeSeries(id, List.of(channel("v", irregular(id, n, from, to), wave(id))));
    }

    static PreparedSeries prepared(Preparation p, TimeSeries s) {
        return PreparedSeries.of(s, p.time(), p.scales().of(s));
    }

    static PreparationBuilder learn(double horizon, List<Double> periods, TimeSeries... series) {
        return new PreparationBuilder(SeriesSet.of(series), horizon, periods);
    }

    static TrainingWindows windows(double horizon, List<Double> periods, TimeSeries... series) {
        return learn(horizon, periods, series).windows();
    }

    static Preparation prepare(double horizon, List<Double> periods, TimeSeries... series) {
        return learn(horizon, periods, series).preparation();
    }
}
