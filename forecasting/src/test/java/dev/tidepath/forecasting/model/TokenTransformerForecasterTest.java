package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The transformer over tokens with a few units and iterations, and one training that teaches it something. */
class TokenTransformerForecasterTest extends NetworkForecasterContract {

    @Override
    NeuralForecaster.Builder quick(long seed) {
        return small(Network.TOKEN_TRANSFORMER, seed);
    }

    @Test
    void itHasNoExplanation() {
        assertFalse(forecaster(1).fit(SeriesSet.of(wave("a", 30))).canExplain());
    }

    /** More times than a sequence has open positions. */
    @Test
    void asManyTimesMayBeAskedForAsOneLikes() {
        double[] times =
                IntStream.range(0, 500).mapToDouble(i -> 10.1 + 0.02 * i).toArray();
        Forecast many = quick(1).build().fit(PANEL).forecast(PANEL, Horizon.at(Times.ofNumbers(times)));
        assertFinite(many);
        assertEquals(500, many.series().get(0).times().size());
    }

    /** A wave that starts somewhere, every tenth of a unit. */
    private static TimeSeries regular(int id, int from, int to) {
        double phase = 6.28 * RandomKey.of(9).uniform(id);
        double[] times = IntStream.range(from, to).mapToDouble(i -> 0.1 * i).toArray();
        return series("w" + id, times, t -> 20 + 3 * Math.sin(2 * t + phase));
    }

    private static SeriesSet waves(int from, int to) {
        return new SeriesSet(
                IntStream.range(0, 12).mapToObj(id -> regular(id, from, to)).toList());
    }

    /** Of the means in absolute terms. */
    private static double error(Forecaster forecaster) {
        SeriesSet ahead = waves(100, 120);
        Forecast forecast = forecaster
                .fit(waves(0, 100))
                .forecast(
                        waves(0, 100),
                        Horizon.at(ahead.series().get(0).targets().get(0).times()));
        double sum = 0;
        for (int s = 0; s < 12; s++) {
            double[] values = ahead.series().get(s).targets().get(0).values();
            for (int i = 0; i < values.length; i++) {
                sum += Math.abs(forecast.series().get(s).mean(0, i) - values[i]) / (12 * values.length);
            }
        }
        return sum;
    }

    /** A period that it is not told. */
    @Test
    void itLearnsToGoOnWithWaves() {
        ModelSettings settings = ModelSettings.DEFAULTS.withHorizon(Horizon.lasting(2));
        Forecaster ours = NeuralForecaster.builder()
                .network(Network.TOKEN_TRANSFORMER)
                .settings(new NetworkSettings(OptionalDouble.empty(), OptionalInt.of(24)))
                .horizon(Horizon.lasting(2))
                .iterations(150)
                .threads(2)
                .build();
        double found = error(ours);
        for (Model rule : List.of(Model.LAST_VALUE, Model.MEAN, Model.DRIFT)) {
            double bar = error(rule.forecaster(settings));
            assertTrue(found < 0.5 * bar, found + " against " + bar + " of " + rule.text());
        }
    }
}
