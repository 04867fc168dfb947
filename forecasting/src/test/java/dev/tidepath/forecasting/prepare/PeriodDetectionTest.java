package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeriodDetectionTest {

    private static final RandomKey KEY = RandomKey.of(17);

    private static double[] irregular(int n, double gap) {
        double[] t = new double[n];
        for (int i = 1; i < n; i++) {
            t[i] = t[i - 1] + gap * (0.2 + 1.6 * KEY.derive("times").uniform(i));
        }
        return t;
    }

    private static Times calendar(double[] seconds) {
        return Times.ofEpoch(Arrays.stream(seconds).mapToLong(s -> (long) s).toArray(), new int[seconds.length]);
    }

    @Test
    void theFastPeriodogramIsTheExactOne() {
        double[] t = irregular(300, 1);
        double[] y = new double[300];
        Arrays.setAll(y, i -> 5 + Math.sin(t[i]) + KEY.gaussian(i));
        Periodogram fast = new Periodogram(t, y, 0.5);
        for (int k = 4; k < fast.size(); k++) {
            double exact = LombScargle.power(t, y, 2 * Math.PI * fast.frequency(k));
            assertEquals(exact, fast.power(k), 2e-3 * (exact + 0.01));
        }
    }

    @Test
    void noiseIsNoPeriodAndAlarmsAreAsRareAsTheySay() {
        int alarms = 0;
        for (int r = 0; r < 200; r++) {
            double[] t = irregular(100, 1);
            double[] y = new double[100];
            RandomKey own = KEY.derive(r);
            Arrays.setAll(y, own::gaussian);
            Periodogram p = new Periodogram(t, y, 0.5);
            double most = 0;
            for (int k = 0; k < p.size(); k++) {
                most = Math.max(most, p.power(k));
            }
            alarms += p.falseAlarm(most) < 0.1 ? 1 : 0;
            assertTrue(PeriodDetection.detect(new Channel("v", Times.ofNumbers(t), y))
                            .size()
                    < 2);
        }
        assertTrue(alarms <= 36, "alarms of probability 0.1 in 200 draws: " + alarms);
    }

    @Test
    void twoPeriodsAreFoundInRedNoise() {
        double[] t = irregular(3000, 1);
        double[] y = new double[3000];
        double walk = 0;
        for (int i = 0; i < y.length; i++) {
            walk = 0.95 * walk + 0.3 * KEY.gaussian(i);
            y[i] = walk + Math.sin(2 * Math.PI * t[i] / 11.3) + 2 * Math.sin(2 * Math.PI * t[i] / 37);
        }
        List<PeriodDetection.Period> found = PeriodDetection.detect(new Channel("v", Times.ofNumbers(t), y));
        assertEquals(2, found.size(), found.toString());
        double[] lengths = found.stream()
                .mapToDouble(PeriodDetection.Period::length)
                .sorted()
                .toArray();
        assertEquals(11.3, lengths[0], 0.03);
        assertEquals(37, lengths[1], 0.3);
    }

    @Test
    void aPeakNearACalendarPeriodIsThatPeriod() {
        double[] t = irregular(2000, 3 * 3600);
        double[] y = new double[2000];
        Arrays.setAll(
                y,
                i -> Math.sin(2 * Math.PI * t[i] / 86_400)
                        + 0.7 * Math.sin(2 * Math.PI * t[i] / (7 * 86_400))
                        + 0.2 * KEY.gaussian(i));
        Channel c = new Channel("v", calendar(t), y);
        double[] lengths = PeriodDetection.detect(c).stream()
                .mapToDouble(PeriodDetection.Period::length)
                .sorted()
                .toArray();
        assertEquals(86_400, lengths[0]);
        assertEquals(7 * 86_400, lengths[1]);
        assertTrue(PeriodDetection.candidates(c).containsAll(List.of(86_400.0, 7 * 86_400.0)));
    }

    @Test
    void aHundredThousandObservationsAreNoTrouble() {
        double[] t = irregular(100_000, 1);
        double[] y = new double[t.length];
        Arrays.setAll(y, i -> 0.2 * Math.cos(2 * Math.PI * t[i] / 24) + KEY.gaussian(i));
        assertEquals(
                24,
                PeriodDetection.detect(new Channel("v", Times.ofNumbers(t), y))
                        .get(0)
                        .length(),
                0.01);
    }

    @Test
    void shortOrConstantChannelsHaveNone() {
        assertEquals(List.of(), PeriodDetection.detect(new Channel("v", Times.ofNumbers(1, 2), new double[2])));
        double[] t = irregular(50, 1);
        assertEquals(List.of(), PeriodDetection.detect(new Channel("v", Times.ofNumbers(t), new double[50])));
    }
}
