package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsedHorizonTest {

    private static final Instant START = Instant.parse("2024-05-01T00:00:00Z");

    private static SeriesSet every(Duration step, int count) {
        Instant[] times = new Instant[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = START.plus(step.multipliedBy(i));
            values[i] = i % 5;
        }
        return SeriesSet.of(new TimeSeries("", List.of(new Channel("v", Times.ofInstants(times), values))));
    }

    private static double length(Optional<TimeSpan> found) {
        return found.orElseThrow().length();
    }

    /** A second would be longer than the series. */
    @Test
    void ofSeriesThatLastLessThanASecondItIsLessThanThat() {
        SeriesSet series = every(Duration.ofMillis(1), 301);
        assertEquals(0.1, length(RehearsedHorizon.of(Optional.empty(), series)), 1e-8);
        Horizon asked = Horizon.at(Times.ofInstants(START.plusMillis(310), START.plusMillis(325)));
        assertEquals(0.025, length(RehearsedHorizon.of(Optional.of(asked), series)), 1e-8);
    }

    @Test
    void wholeSecondsStayWhole() {
        SeriesSet series = every(Duration.ofHours(1), 301);
        assertEquals(360_000, length(RehearsedHorizon.of(Optional.empty(), series)));
        assertEquals(Optional.empty(), RehearsedHorizon.of(Optional.empty(), every(Duration.ofHours(1), 1)));
    }
}
