package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Forecasts of fitted models against those of the process that made the data. */
class RecoveryTest {

    private static final KnownCovariates NONE = new KnownCovariates(List.of());

    private static final int KNOWN = 800;
    private static final int ORIGINS = 400;

    /** Draws values of a model at irregular times. */
    static double[] simulate(StateModel model, double[] times, double level, RandomKey key) {
        double[] z = model.loading();
        double[] x = new double[model.size()];
        x[0] = level;
        double[][] start = Outlook.semidefiniteFactor(model.start());
        long used = 0;
        for (int j = 0; j < x.length; j++) {
            double xi = key.gaussian(used++);
            for (int i = 0; i < x.length; i++) {
                x[i] += start[i][j] * xi;
            }
        }
        double[] y = new double[times.length];
        Transition t = model.newTransition();
        for (int k = 0; k < y.length; k++) {
            if (k > 0) {
                model.discretise(times[k] - times[k - 1], t);
                BlockDiagonal.apply(model.blockSizes(), t.f, x);
                double[][] q = new double[x.length][x.length];
                BlockDiagonal.add(model.blockSizes(), t.q, q);
                double[][] factor = Outlook.semidefiniteFactor(q);
                for (int j = 0; j < x.length; j++) {
                    double xi = key.gaussian(used++);
                    for (int i = 0; i < x.length; i++) {
                        x[i] += factor[i][j] * xi;
                    }
                }
            }
            y[k] = Dense.dot(z, x) + Math.sqrt(model.noise()) * key.gaussian(used++);
        }
        return y;
    }

    /** Root mean square error over that of the true model, from origins after the values that were fitted on. */
    private static double excess(StateModel truth, double level, long seed) {
        RandomKey key = RandomKey.of(seed);
        double[] t = new double[KNOWN + 4 * ORIGINS + 40];
        for (int i = 1; i < t.length; i++) {
            t[i] = t[i - 1]
                    + 0.05
                    - 0.45 * StrictMath.log(1 - key.derive("times").uniform(i));
        }
        double[] y = simulate(truth, t, level, key.derive("values"));
        Channel all = new Channel("v", Times.ofNumbers(t), y);
        ChannelHistory known = history(all.slice(0, KNOWN));
        FittedChannel fitted = FittedChannel.fit(
                known,
                Sampling.of(known),
                List.of(),
                PeriodDetection.besidesCalendar(known.channel()),
                List.of(ValueTransform.IDENTITY));
        double ours = 0;
        double best = 0;
        for (int k = 0; k < ORIGINS; k++) {
            int n = KNOWN + 4 * k;
            Channel past = all.slice(n - 200, n);
            double[] at = Arrays.stream(new int[] {0, 1, 3, 7, 15})
                    .mapToDouble(i -> t[n + i])
                    .toArray();
            double[] found = ChannelFilter.over(Optional.of(fitted), fitted, past, NONE)
                    .predict(Times.ofNumbers(at), NONE, key, 1)
                    .means();
            double[] exact = exact(truth, past, at);
            for (int i = 0; i < at.length; i++) {
                double value = y[n + new int[] {0, 1, 3, 7, 15}[i]];
                ours += (found[i] - value) * (found[i] - value);
                best += (exact[i] - value) * (exact[i] - value);
            }
        }
        return Math.sqrt(ours / best) - 1;
    }

    private static double[] exact(StateModel truth, Channel past, double[] at) {
        double[] times = new double[past.size()];
        Arrays.setAll(times, i -> past.times().number(i));
        Observations data = new Observations(times, past.values(), new double[0], new double[times.length][0]);
        double[] leads = Arrays.stream(at).map(a -> a - times[times.length - 1]).toArray();
        KalmanFilter filter = new KalmanFilter(truth, data, 1, 0).run();
        return new Outlook(truth, filter.state(1), leads, new double[leads.length][0])
                .moments()
                .means();
    }

    private static ChannelHistory history(Channel channel) {
        return new ChannelHistory(new TimeSeries("x", List.of(channel)), channel, 1_000);
    }

    @Test
    void anOrnsteinUhlenbeckProcessIsForecastAsWellAsItCanBe() {
        StateModel truth = new StateModel(
                List.of(
                        new TrendComponent(0, false, 0, 0),
                        new CarmaComponent(new double[] {0.4}, new double[] {1}, 2)),
                0.1);
        double excess = excess(truth, 7, 21);
        assertTrue(excess <= 0.02, "error above the least one: " + excess);
    }

    @Test
    void aDampedOscillatorIsForecastAsWellAsItCanBe() {
        StateModel truth = new StateModel(
                List.of(
                        new TrendComponent(0, false, 0, 0),
                        new CarmaComponent(new double[] {4, 0.3}, new double[] {1}, 2)),
                0.05);
        double excess = excess(truth, -3, 22);
        assertTrue(excess <= 0.02, "error above the least one: " + excess);
    }

    /** A wave with a hole of half a period is filled by what comes before and after. */
    @Test
    void gapsAreBridgedByTheSmoother() {
        RandomKey key = RandomKey.of(23);
        double[] t = new double[400];
        for (int i = 1; i < t.length; i++) {
            t[i] = t[i - 1] + 0.02 + 0.1 * key.uniform(i) + (i == 200 ? 3 : 0);
        }
        double[] y = Arrays.stream(t)
                .map(x -> 5 + Math.sin(x) + 0.05 * key.gaussian((long) (1e6 * x)))
                .toArray();
        ChannelHistory history = history(new Channel("v", Times.ofNumbers(t), y));
        FittedChannel fitted = FittedChannel.fit(
                history,
                Sampling.of(history),
                List.of(),
                PeriodDetection.besidesCalendar(history.channel()),
                List.of(ValueTransform.IDENTITY));
        double middle = (t[199] + t[200]) / 2;
        FittedChannel.Prediction found =
                fitted.impute(history, Times.ofNumbers(t[50], middle, t[399] + 1), RandomKey.of(24), 0);
        assertTrue(Math.abs(found.means()[0] - 5 - Math.sin(t[50])) < 0.05);
        assertTrue(Math.abs(found.means()[1] - 5 - Math.sin(middle)) < 0.3);
        assertTrue(found.deviations()[1] > found.deviations()[0]);
    }
}
