package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Small sets that stand in for public data: months with a trend and a season, and swings at irregular times. */
final class GeneratedSets {

    private static final int SERIES = 5;
    private static final int MONTHS = 96;
    private static final int SWINGS = 200;
    private static final Path NOWHERE = Path.of("");

    private GeneratedSets() {}

    static List<SuiteSource> sources() {
        return List.of(
                new SuiteSource("months", "months", NOWHERE, path -> months()),
                new SuiteSource("swings", "swings", NOWHERE, path -> swings()));
    }

    private static SuiteSet months() {
        ForecastProtocol protocol = ForecastProtocol.every(Period.ofMonths(1), 12, 12, 1);
        Times first = Times.ofInstants(Instant.parse("2000-01-01T00:00:00Z"));
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < MONTHS; i++) {
            times.add(protocol.step().shift(first, 0, i).orElseThrow().instant(0));
        }
        List<TimeSeries> series = new ArrayList<>();
        for (int k = 0; k < SERIES; k++) {
            Channel channel = new Channel(
                    "value", Times.ofInstants(times), monthly(RandomKey.of(5).derive(k)));
            series.add(new TimeSeries("g" + k, List.of(channel)));
        }
        return new SuiteSet("months", "months", protocol, new SeriesSet(series)).positiveBut();
    }

    /** A line, a random walk, a yearly wave and noise. */
    private static double[] monthly(RandomKey key) {
        double slope = 0.3 * key.gaussian(0);
        double[] walk = new double[MONTHS];
        Arrays.setAll(walk, i -> key.gaussian(i + 1L));
        Arrays.parallelPrefix(walk, Double::sum);
        double[] values = new double[MONTHS];
        Arrays.setAll(
                values,
                i -> 100 + slope * i + walk[i] + 8 * StrictMath.sin(i * Math.PI / 6) + key.gaussian(1_000L + i));
        return values;
    }

    /** Two channels of one series, a wave of 12 and one of 7 units with noise, on a numeric axis. */
    private static SuiteSet swings() {
        RandomKey key = RandomKey.of(6);
        double[] times = new double[SWINGS];
        Arrays.setAll(times, i -> i + 0.9 * key.uniform(i));
        List<Channel> channels = new ArrayList<>();
        for (int period : new int[] {12, 7}) {
            RandomKey noise = key.derive(period);
            double[] values = new double[SWINGS];
            Arrays.setAll(values, i -> StrictMath.sin(2 * Math.PI * times[i] / period) + 0.3 * noise.gaussian(i));
            channels.add(new Channel("wave " + period, Times.ofNumbers(times), values));
        }
        ForecastProtocol protocol = ForecastProtocol.every(1, 14, 12, 3);
        return new SuiteSet("swings", "swings", protocol, SeriesSet.of(new TimeSeries("", channels)));
    }
}
