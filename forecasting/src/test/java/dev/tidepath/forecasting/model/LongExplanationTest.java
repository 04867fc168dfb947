package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.forecasting.statespace.ChannelFilter;
import dev.tidepath.forecasting.statespace.FittedChannel;
import dev.tidepath.forecasting.statespace.Member;
import dev.tidepath.forecasting.statespace.Normalisation;
import dev.tidepath.forecasting.statespace.Structure;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forecasts of long series look at the last observations only, and their gradients say so. */
final class LongExplanationTest {

    private static TimeSeries series(int size) {
        double[] t = new double[size];
        double[] y = new double[size];
        Arrays.setAll(t, i -> 0.05 * i);
        Arrays.setAll(y, i -> Math.sin(t[i]) + 0.1 * RandomKey.of(1).gaussian(i));
        return new TimeSeries("a", List.of(new Channel("v", Times.ofNumbers(t), y)));
    }

    private static TimeSeries moved(TimeSeries series, int at, double by) {
        Channel old = series.channels().get(0);
        double[] values = old.values();
        values[at] += by;
        return new TimeSeries(series.id(), List.of(new Channel(old.spec(), old.times(), values)));
    }

    private static double slope(FittedForecaster fitted, TimeSeries series, Horizon ahead, int at, double step) {
        double up = fitted.forecast(SeriesSet.of(moved(series, at, step)), ahead)
                .series()
                .get(0)
                .mean(0, 0);
        double down = fitted.forecast(SeriesSet.of(moved(series, at, -step)), ahead)
                .series()
                .get(0)
                .mean(0, 0);
        return (up - down) / (2 * step);
    }

    private static ChannelGradient explained(FittedForecaster fitted, TimeSeries series, Horizon ahead) {
        return fitted.explain(SeriesSet.of(series), ahead, "v")
                .series()
                .get(0)
                .channels()
                .get(0);
    }

    private static Horizon ahead(TimeSeries series) {
        return Horizon.at(Times.ofNumbers(series.last().number(0) + 0.5));
    }

    @Test
    void aFilterBeginsAtAWindow() {
        int before = ChannelFilter.WINDOW;
        int size = 2 * ChannelFilter.WINDOW + 1_000;
        TimeSeries series = series(size);
        FittedChannel constant = new FittedChannel(
                List.of(new Member(Structure.CONSTANT, List.of(), 1, 1)),
                new Normalisation(ValueTransform.IDENTITY, 0, 1),
                1,
                0);
        for (Map<String, List<FittedChannel>> own :
                List.of(Map.of("a", List.of(constant)), Map.<String, List<FittedChannel>>of())) {
            FittedStateSpace fitted = new FittedStateSpace(
                    SeriesSchema.of(SeriesSet.of(series)),
                    own,
                    List.of(constant),
                    new SamplingOptions(1, 1),
                    1,
                    new Provenance("state-space", Map.of()));
            ChannelGradient found = explained(fitted, series, ahead(series));
            assertEquals(0, found.gradient(before - 1));
            assertEquals(1.0 / (size - before), found.gradient(before), 1e-9);
            assertEquals(1.0 / (size - before), found.gradient(size - 1), 1e-9);
            assertEquals(slope(fitted, series, ahead(series), before - 1, 1), 0);
            assertEquals(slope(fitted, series, ahead(series), before, 1), found.gradient(before), 1e-9);
        }
    }

    @Test
    void aNetworkReadsTheLastObservations() {
        FittedForecaster fitted = NeuralForecaster.builder()
                .seed(1)
                .iterations(20)
                .paths(4)
                .threads(1)
                .horizon(Horizon.lasting(5.0))
                .build()
                .fit(SeriesSet.of(series(500)));
        int size = Preparation.MOST_READ + 500;
        TimeSeries series = series(size);
        ChannelGradient found = explained(fitted, series, ahead(series));
        assertEquals(0, found.gradient(499));
        assertEquals(0, slope(fitted, series, ahead(series), 499, 1e-2));
        double last = slope(fitted, series, ahead(series), size - 1, 1e-3);
        assertTrue(last != 0);
        assertEquals(last, found.gradient(size - 1), 1e-3 * Math.abs(last));
        for (int at : new int[] {500, 3_000, size - 40}) {
            assertEquals(slope(fitted, series, ahead(series), at, 1e-2), found.gradient(at), 1e-3 * Math.abs(last));
        }
    }
}
