package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class WithoutOdeTest {

    @Test
    void bothContinueAStraightLine() {
        double[] times = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        double[] values = IntStream.range(0, 100).mapToDouble(i -> 7 + 2 * i).toArray();
        SeriesSet line = SeriesSet.of(new TimeSeries("", List.of(new Channel("y", Times.ofNumbers(times), values))));
        WithoutOde rules = new WithoutOde(line, 10);
        assertEquals(7 + 2 * 109, rules.fromMeanLevel(Times.ofNumbers(105, 109))[1], 1e-2);
        assertEquals(7 + 2 * 105, rules.fromRecentLevel(Times.ofNumbers(105, 109))[0], 1e-2);
    }

    @Test
    void onlyTheRecentLevelFollowsAStep() {
        double[] times = IntStream.range(0, 100).mapToDouble(i -> 0.01 * i).toArray();
        double[] values =
                IntStream.range(0, 100).mapToDouble(i -> i < 60 ? 0 : 1).toArray();
        SeriesSet step = SeriesSet.of(new TimeSeries("", List.of(new Channel("y", Times.ofNumbers(times), values))));
        WithoutOde rules = new WithoutOde(step, 0.5);
        Times next = Times.ofNumbers(1.0);
        assertEquals(0.4, rules.fromMeanLevel(next)[0], 1e-9);
        assertEquals(1, rules.fromRecentLevel(next)[0], 0.3);
    }
}
