package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NaiveScaleTest {

    private static double[] noise(int n) {
        double[] values = new double[n];
        Arrays.setAll(values, RandomKey.of(3)::gaussian);
        return values;
    }

    private static NaiveScale textbook(double[] y, int lag) {
        double absolute = 0;
        double square = 0;
        for (int i = lag; i < y.length; i++) {
            absolute += Math.abs(y[i] - y[i - lag]);
            square += (y[i] - y[i - lag]) * (y[i] - y[i - lag]);
        }
        return new NaiveScale(absolute / (y.length - lag), Math.sqrt(square / (y.length - lag)));
    }

    private static void assertScale(NaiveScale expected, Optional<NaiveScale> found) {
        assertEquals(expected.meanAbsolute(), found.orElseThrow().meanAbsolute(), 1e-14);
        assertEquals(expected.rootMeanSquare(), found.orElseThrow().rootMeanSquare(), 1e-14);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 24})
    void isTheTextbooksOnARegularGrid(int lag) {
        double[] y = noise(60);
        double[] times = new double[60];
        Arrays.setAll(times, i -> 0.1 * i);
        Channel channel = new Channel("v", Times.ofNumbers(times), y);
        assertScale(textbook(y, lag), NaiveScale.learn(channel, OptionalDouble.of(0.1 * lag)));
    }

    @Test
    void isOneStepWithoutASeason() {
        double[] y = noise(30);
        Channel channel = Rules.regular("", y).targets().get(0);
        assertScale(textbook(y, 1), NaiveScale.learn(channel, OptionalDouble.empty()));
        assertScale(textbook(y, 1), NaiveScale.learn(channel, OptionalDouble.of(0.01)));
    }

    @Test
    void aYearOfMonthsIsTwelveSteps() {
        double[] y = noise(48);
        List<Instant> months = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            months.add(LocalDate.of(2019, 1, 1).plusMonths(i).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        Channel channel = new Channel("v", Times.ofInstants(months), y);
        assertScale(textbook(y, 12), NaiveScale.learn(channel, OptionalDouble.of(365.2425 * 86_400)));
    }

    /** Gaps 1, 1, 3, 0.25, 1: median 1. Compared with values at least half a gap older: 0→1, 1→2, 2→5, 2→5.25, 5.25→6.25. */
    @Test
    void comparesWithTheLastValueAStepBefore() {
        Channel channel = new Channel("v", Times.ofNumbers(0, 1, 2, 5, 5.25, 6.25), new double[] {1, 2, 4, 8, 16, 32});
        assertScale(
                new NaiveScale((1 + 2 + 4 + 12 + 16) / 5.0, Math.sqrt((1 + 4 + 16 + 144 + 256) / 5.0)),
                NaiveScale.learn(channel, OptionalDouble.empty()));
    }

    @Test
    void isNotDefinedWithoutAnError() {
        assertEquals(
                Optional.empty(),
                NaiveScale.learn(Rules.regular("", 3, 3, 3, 3).targets().get(0), OptionalDouble.empty()));
        assertEquals(
                Optional.empty(),
                NaiveScale.learn(Rules.regular("", 3).targets().get(0), OptionalDouble.empty()));
        assertEquals(
                Optional.empty(),
                NaiveScale.learn(Rules.regular("", 3, 4, 5).targets().get(0), OptionalDouble.of(7)));
        assertThrows(IllegalArgumentException.class, () -> new NaiveScale(0, 1));
    }
}
