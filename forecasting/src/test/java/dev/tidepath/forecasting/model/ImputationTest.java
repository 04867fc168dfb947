package dev.tidepath.forecasting.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values inside series, given all observations. */
final class ImputationTest {

    /** Two positive channels at other times, with a hole from 20 to 23. */
    private static TimeSeries series(String id, long seed) {
        RandomKey key = RandomKey.of(seed);
        Channel[] channels = new Channel[2];
        for (int c = 0; c < 2; c++) {
            int channel = c;
            double[] t = new double[80];
            Arrays.setAll(t, i -> 0.5 * i + 0.2 * channel + (i >= 40 ? 3 : 0));
            double[] y = Arrays.stream(t)
                    .map(x -> Math.exp(Math.sin(x / 4 + channel)
                            + 0.05 * key.derive(channel).gaussian((long) (10 * x))))
                    .toArray();
            channels[c] = new Channel(new ChannelSpec("c" + c, Role.TARGET, Domain.POSITIVE), Times.ofNumbers(t), y);
        }
        return new TimeSeries(id, List.of(channels));
    }

    private static final SeriesSet SET = SeriesSet.of(series("a", 1), series("b", 2));
    private static final FittedForecaster FITTED = new StateSpaceForecaster(ModelSettings.DEFAULTS).fit(SET);
    private static final Times ASKED = Times.ofNumbers(10, 21, 22, 30.05);

    private static SeriesForecast imputed(SeriesSet set) {
        return FITTED.impute(set, Filling.at(ASKED)).series().get(0);
    }

    @Test
    void gapsAreFilledFromBothSides() {
        SeriesForecast found = imputed(SET);
        assertEquals(ASKED, found.times());
        for (int i = 1; i < 4; i++) {
            double t = ASKED.number(i);
            for (int c = 0; c < 2; c++) {
                double truth = Math.exp(Math.sin(t / 4 + c));
                assertEquals(truth, found.median(c, i), 0.25 * truth);
                assertTrue(found.lower(c, i, 95) > 0 && found.lower(c, i, 95) < found.median(c, i));
                assertTrue(found.sample(c, i, 0) > 0);
            }
        }
        double inGap = Math.log(found.upper(0, 2, 80) / found.lower(0, 2, 80));
        double outside = Math.log(found.upper(0, 3, 80) / found.lower(0, 3, 80));
        assertTrue(inGap > outside, inGap + " > " + outside);
    }

    @Test
    void observationsAreNeverChanged() {
        SeriesForecast found = imputed(SET);
        double observed = SET.series().get(0).channels().get(0).value(20);
        assertEquals(observed, found.mean(0, 0));
        assertEquals(observed, found.quantile(0, 0, 0.025));
        assertEquals(observed, found.sample(0, 0, 7));
        assertTrue(found.upper(1, 0, 80) > found.lower(1, 0, 80));
    }

    @Test
    void companionsAndThreadsDoNotCount() {
        SeriesForecast alone = imputed(SeriesSet.of(SET.series().get(0)));
        SeriesForecast among = imputed(SET);
        for (int i = 0; i < ASKED.size(); i++) {
            assertEquals(among.mean(0, i), alone.mean(0, i));
            assertEquals(among.sample(1, i, 3), alone.sample(1, i, 3));
        }
    }

    @Test
    void seriesNotSeenBeforeAreFilledToo() {
        SeriesForecast found = imputed(SeriesSet.of(series("new", 3)));
        double truth = Math.exp(Math.sin(22 / 4.0));
        assertEquals(truth, found.median(0, 2), 0.3 * truth);
    }

    @Test
    void modelsThatOnlyLookAheadSaySo() {
        FittedForecaster rule =
                Model.LAST_VALUE.forecaster(ModelSettings.DEFAULTS).fit(SET);
        DataException e = assertThrows(DataException.class, () -> rule.impute(SET, Filling.at(ASKED)));
        assertEquals("TP-D082", e.code());
    }
}
