package dev.tidepath.forecasting.prepare;

import static dev.tidepath.forecasting.prepare.SampleSeries.KEY;
import static dev.tidepath.forecasting.prepare.SampleSeries.channel;
import static dev.tidepath.forecasting.prepare.SampleSeries.irregular;
import static dev.tidepath.forecasting.prepare.SampleSeries.prepare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.TimeSeries;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionSearchTest {

    /** Ten series each go up when others go down, so that what is common to all says nothing. */
    private static TimeSeries[] opposed(double noise) {
        TimeSeries[] all = new TimeSeries[20];
        Arrays.setAll(all, i -> {
            double sign = i % 2 == 0 ? 1 : -1;
            return new TimeSeries(
                    "s" + i,
                    List.of(channel(
                            "v",
                            irregular("s" + i, 120, 0, 12),
                            t -> 50 * i
                                    + sign * Math.sin(Math.PI * t)
                                    + noise * KEY.derive(i).gaussian((long) (1e6 * t)))));
        });
        return all;
    }

    @Test
    void seriesGetSeasonsOfTheirOwn() {
        TimeSeries[] all = opposed(0.1);
        Preparation p = prepare(1, List.of(2.0), all);
        assertTrue(p.own().get(0).trust() > 0, p.own().toString());
        for (int i = 0; i < 2; i++) {
            double sign = i % 2 == 0 ? 1 : -1;
            Preparation.Ahead ahead = p.ahead(all[i], KEY, new double[] {12.5});
            assertEquals(50 * i + sign, ahead.value(0, ahead.linear(0, 12.5), 0), 0.4);
        }
    }

    /** An outlier of one series does not change what is chosen for all. */
    @Test
    void oneSeriesThatIsFarOffHasNoGreaterSay() {
        TimeSeries[] all = opposed(0.1);
        all[7] = new TimeSeries(
                "s7", List.of(channel("v", irregular("s7", 120, 0, 12), t -> t > 9 && t < 9.2 ? 1e9 : Math.cos(t))));
        Preparation p = prepare(1, List.of(2.0), all);
        assertTrue(p.own().get(0).trust() > 0, p.own().toString());
        Preparation.Ahead seventh = p.ahead(all[6], KEY, new double[] {12.5});
        assertEquals(50 * 6 + 1, seventh.value(0, seventh.linear(0, 12.5), 0), 0.4);
    }

    @Test
    void noiseHasNoTrend() {
        TimeSeries noise = new TimeSeries(
                "x", List.of(channel("v", irregular("x", 300, 0, 30), t -> KEY.gaussian((long) (1e6 * t)))));
        assertEquals(0, prepare(1, List.of(), noise).regressions().get(0).weights().length);
    }
}
