package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.latent.Observations;
import dev.tidepath.latent.TimeFeatures;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollingRegressionsTest {

    private static final TimeFeatures DAY =
            new TimeFeatures(0, 0, List.of(new TimeFeatures.Cycle(2 * StrictMath.PI, 1)));

    private static double swing(double t) {
        return 3 * StrictMath.sin(2 * StrictMath.PI * t);
    }

    private static double[] hourly(int n, double first) {
        double[] times = new double[n];
        Arrays.setAll(times, i -> first + i / 24.0);
        return times;
    }

    private static void assertSwing(int channel, double[]... times) {
        double[][] values = Arrays.stream(times)
                .map(t -> Arrays.stream(t).map(x -> 5 + swing(x)).toArray())
                .toArray(double[][]::new);
        double[] ones = new double[times.length];
        Arrays.fill(ones, 1);
        PreparedSeries series = new PreparedSeries("x", Observations.merge(times, values), ones);
        List<TimeFeatures> features = Arrays.stream(times).map(t -> DAY).toList();
        List<OwnFit> own = Arrays.stream(times).map(t -> new OwnFit(2, 0)).toList();
        RollingRegressions all = RollingRegressions.of(List.of(series), List.of(), features, own);
        for (double t : new double[] {0.25, 0.75, 1}) {
            assertEquals(swing(t), all.overall().get(channel).at(t), 0.01);
            assertEquals(swing(t), all.at("x", series.last()).get(channel).at(t), 0.01);
        }
    }

    /** Of so many observations one in 24 is regressed, and not that of the same hour each day. */
    @Test
    void thinningDoesNotBeatWithACycle() {
        assertSwing(0, hourly(1_200_000, 0));
    }

    @Test
    void thinningLeavesNoChannelOut() {
        assertSwing(0, hourly(50_000, 0), hourly(50_000, 0.5 / 24));
        assertSwing(1, hourly(50_000, 0), hourly(50_000, 0.5 / 24));
    }
}
