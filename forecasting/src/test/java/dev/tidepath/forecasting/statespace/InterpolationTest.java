package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Smoothed values of what was not observed: left-out errors, draws, the choice of what fills. */
final class InterpolationTest {

    private static final Member MEMBER =
            new Member(Structure.CONSTANT.withRandomLevel(true).withTrend(Trend.LINEAR), List.of(0.5, -3.0), 0.7, 1);

    private static Observations data(int n, int missing) {
        RandomKey key = RandomKey.of(5);
        double[] times = new double[n];
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = i + 0.6 * key.uniform(i);
            values[i] = i % 5 == 2 || i == missing ? Double.NaN : Math.sin(0.3 * i) + 0.2 * key.gaussian(i);
        }
        return new Observations(times, values, new double[0], new double[n][0]);
    }

    @Test
    void whatIsMissedIsWhatSmoothingWithoutTheObservationMisses() {
        Observations all = data(40, -1);
        Smoother whole = new Smoother(MEMBER.newFilter(all), all);
        whole.signal(MEMBER.variance());
        for (int left : new int[] {0, 1, 10, 38, 39}) {
            Observations without = data(40, left);
            KalmanFilter filter = MEMBER.newFilter(without);
            Smoother.Signal signal = Smoother.smooth(filter, without, MEMBER.variance());
            assertEquals(all.value(left) - signal.means()[left], whole.missed(left), 1e-8);
            double variance = signal.variances()[left]
                    + MEMBER.variance() * filter.model().noise();
            assertEquals(variance, MEMBER.variance() / whole.precision(left), 1e-7 * variance);
        }
    }

    @Test
    void drawsHaveTheMomentsOfTheSmoother() {
        Observations data = data(30, 17);
        int count = 40_000;
        double[] means = new double[7];
        double[] squares = new double[7];
        double[][] paths = new double[7][count];
        KalmanFilter filter = MEMBER.newFilter(data);
        Smoother smoother = new Smoother(filter, data);
        Smoother.Signal signal = smoother.signal(MEMBER.variance());
        int[] asked = {2, 7, 12, 17, 22, 27, 28};
        new SimulationSmoother(filter, data, smoother, signal, MEMBER.variance())
                .fill(RandomKey.of(3), 0, count, asked, paths);
        for (int i = 0; i < asked.length; i++) {
            means[i] = Arrays.stream(paths[i]).average().orElseThrow();
            for (double x : paths[i]) {
                squares[i] += (x - means[i]) * (x - means[i]) / count;
            }
            double variance = signal.variances()[asked[i]]
                    + MEMBER.variance() * filter.model().noise();
            assertEquals(signal.means()[asked[i]], means[i], 5 * Math.sqrt(variance / count));
            assertEquals(variance, squares[i], 0.04 * variance);
        }
    }

    private static double[] filled(double[] t, double[] y, double[] at) {
        Channel channel = new Channel("y", Times.ofNumbers(t), y);
        TimeSeries series = new TimeSeries("", List.of(channel));
        ChannelHistory history = new ChannelHistory(series, channel, 1_000);
        FittedChannel fitted = FittedChannel.fit(
                history, Sampling.of(history), List.of(), List.of(), List.of(ValueTransform.IDENTITY));
        return new GapStretches(series, channel, fitted)
                .impute(Times.ofNumbers(at), RandomKey.of(2), 0)
                .means();
    }

    /** A walk of heavy-tailed steps: no smooth path is nearer than the line between neighbours. */
    @Test
    void whatIsJaggedIsFilledAsWellAsByTheLine() {
        RandomKey key = RandomKey.of(8);
        int n = 301;
        double[] y = new double[n];
        for (int i = 1; i < n; i++) {
            double g = key.gaussian(i);
            y[i] = y[i - 1] + g * g * g;
        }
        double[] t = new double[(n + 1) / 2];
        double[] seen = new double[t.length];
        double[] at = new double[n / 2];
        Arrays.setAll(t, i -> 2.0 * i);
        Arrays.setAll(seen, i -> y[2 * i]);
        Arrays.setAll(at, i -> 2.0 * i + 1);
        double[] found = filled(t, seen, at);
        double ours = 0;
        double lines = 0;
        for (int i = 0; i < at.length; i++) {
            double truth = y[2 * i + 1];
            ours += (found[i] - truth) * (found[i] - truth);
            double line = (seen[i] + seen[i + 1]) / 2;
            lines += (line - truth) * (line - truth);
        }
        assertTrue(ours <= 1.05 * lines, ours + " beside " + lines);
    }

    @Test
    void stretchesOfALongSeriesGiveWhatTheWholeGives() {
        RandomKey key = RandomKey.of(9);
        int n = 4_500;
        double[] t = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = i + 0.5 * key.uniform(i);
            y[i] = Math.sin(0.05 * i) + 0.3 * key.gaussian(i);
        }
        double[] at = {100.7, 2_000.7, 2_001.7, 4_400.7};
        double[] whole = filled(t, y, at);
        double[] part = filled(
                Arrays.copyOfRange(t, 600, n - 100), Arrays.copyOfRange(y, 600, n - 100), new double[] {2_000.7});
        assertEquals(part[0], whole[1], 0.1);
        for (int i = 0; i < at.length; i++) {
            assertEquals(Math.sin(0.05 * (at[i] - 0.25)), whole[i], 0.3);
        }
    }
}
