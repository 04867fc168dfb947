package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KalmanFilterTest {

    static List<StateModel> models() {
        return List.of(
                new StateModel(List.of(new TrendComponent(0.3, false, 0, 0)), 0.7),
                new StateModel(List.of(new TrendComponent(0.3, true, 0.02, 0)), 0.7),
                new StateModel(
                        List.of(new TrendComponent(0.1, true, 0.05, 0.3), new SeasonComponent(7, 2, 0.01, 2)), 0.5),
                new StateModel(
                        List.of(
                                new TrendComponent(0, false, 0, 0),
                                new CarmaComponent(new double[] {1.3, 0.4}, new double[] {1, 0.7}, 2)),
                        0.2),
                new StateModel(
                        List.of(
                                new TrendComponent(0.05, true, 0, 0),
                                new SeasonComponent(5, 1, 0, 1),
                                new CarmaComponent(new double[] {0.4, 1.4, 1.5}, new double[] {1}, 1)),
                        0));
    }

    private static double[] values(int n) {
        RandomKey key = RandomKey.of(11);
        double[] y = new double[n];
        Arrays.setAll(y, i -> 2 + 0.1 * i + 2 * Math.sin(i) + key.gaussian(i));
        return y;
    }

    private static double[] irregular(int n) {
        RandomKey key = RandomKey.of(12);
        double[] t = new double[n];
        for (int i = 1; i < n; i++) {
            t[i] = t[i - 1] + 0.05 - 1.2 * Math.log(1 - key.uniform(i));
        }
        return t;
    }

    private static Observations observations(double[] times, double[] values) {
        return new Observations(times, values, new double[0], new double[times.length][0]);
    }

    @ParameterizedTest
    @MethodSource("models")
    void likelihoodAndForecastsAreThoseOfTheJointNormalDistribution(StateModel model) {
        int n = 40;
        double[] t = irregular(n + 5);
        double[] y = values(n);
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        double[] noises = new double[n];
        Arrays.fill(noises, model.noise());
        DenseReference.Conditional exact = new DenseReference(model, t, new double[0][]).given(all, y, noises);
        KalmanFilter filter = new KalmanFilter(model, observations(Arrays.copyOf(t, n), y), 1, 0).run();
        Likelihood found = filter.likelihood(false);
        int free = n - model.diffuse();
        double variance = exact.squares() / free;
        assertEquals(variance, found.variance(), 2e-8 * variance);
        double expected =
                -0.5 * (free * (Math.log(2 * Math.PI * variance) + 1) + exact.logVariances() + exact.logInformation());
        assertEquals(expected, found.diffuse(), 1e-6);
        double[] leads = new double[5];
        Arrays.setAll(leads, i -> t[n + i] - t[n - 1]);
        Outlook.Moments ahead = new Outlook(model, filter.state(variance), leads, new double[5][0]).moments();
        for (int i = 0; i < 5; i++) {
            assertEquals(exact.means()[n + i], ahead.means()[i], 1e-6);
            double deviation = Math.sqrt(variance * (exact.variances()[n + i] + model.noise()));
            assertEquals(deviation, ahead.deviations()[i], 1e-6 * deviation);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void theSmootherIsTheConditionalDistribution(StateModel model) {
        int n = 40;
        double[] t = irregular(n);
        double[] y = values(n);
        List<Integer> seen = new ArrayList<>();
        double[] withGaps = y.clone();
        for (int i = 0; i < n; i++) {
            if (i % 5 == 3 || (i > 15 && i < 22)) {
                withGaps[i] = Double.NaN;
            } else {
                seen.add(i);
            }
        }
        int[] observed = seen.stream().mapToInt(i -> i).toArray();
        double[] noises = new double[observed.length];
        Arrays.fill(noises, model.noise());
        double[] some = Arrays.stream(observed).mapToDouble(i -> y[i]).toArray();
        DenseReference.Conditional exact = new DenseReference(model, t, new double[0][]).given(observed, some, noises);
        Observations data = observations(t, withGaps);
        double variance = exact.squares() / (observed.length - model.diffuse());
        Smoother.Signal found = Smoother.smooth(new KalmanFilter(model, data, 1, 0), data, variance);
        for (int i = 0; i < n; i++) {
            assertEquals(exact.means()[i], found.means()[i], 1e-6);
            assertEquals(variance * exact.variances()[i], found.variances()[i], 1e-6);
        }
    }

    @Test
    void regressorsAndKnownErrorsAreThoseOfGeneralisedLeastSquares() {
        StateModel model = models().get(2);
        int n = 50;
        double[] t = irregular(n);
        double[] y = values(n);
        double[][] x = new double[n][2];
        double[] errors = new double[n];
        double[] noises = new double[n];
        RandomKey key = RandomKey.of(13);
        for (int i = 0; i < n; i++) {
            x[i][0] = key.gaussian(2L * i);
            x[i][1] = key.gaussian(2L * i + 1);
            y[i] += 3 * x[i][0];
            errors[i] = 4 * key.uniform(1000L + i);
            noises[i] = model.noise() + errors[i] / 2.5;
        }
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        DenseReference.Conditional exact = new DenseReference(model, t, x).given(all, y, noises);
        Observations data = new Observations(t, y, errors, x);
        Smoother.Signal found = Smoother.smooth(new KalmanFilter(model, data, 2.5, 2), data, 2.5);
        for (int i = 0; i < n; i++) {
            assertEquals(exact.means()[i], found.means()[i], 1e-6);
            assertEquals(2.5 * exact.variances()[i], found.variances()[i], 1e-6);
        }
    }

    /** The textbook's recursions with full matrices, started where the first value has told the level. */
    @Test
    void onARegularGridItIsTheTextbooksFilter() {
        StateModel model = new StateModel(
                List.of(
                        new TrendComponent(0.3, false, 0, 0),
                        new SeasonComponent(12, 5, 0.002, 2),
                        new CarmaComponent(new double[] {0.6, 0.5}, new double[] {1, 0.4}, 1.5)),
                0.7);
        int n = 400;
        double[] t = new double[n];
        Arrays.setAll(t, i -> i);
        double[] y = values(n);
        KalmanFilter filter = new KalmanFilter(model, observations(t, y), 1, 0).run();
        KalmanFilter.State state = filter.state(1);

        int d = model.size();
        Transition transition = model.newTransition();
        model.discretise(1, transition);
        RealMatrix f = full(model, transition.f);
        RealMatrix q = full(model, transition.q);
        RealMatrix z = new Array2DRowRealMatrix(model.loading());
        RealMatrix p = new Array2DRowRealMatrix(model.start());
        RealMatrix m = new Array2DRowRealMatrix(d, 1);
        m.setEntry(0, 0, y[0]);
        RealMatrix pz = p.multiply(z);
        p.setEntry(0, 0, z.transpose().multiply(pz).getEntry(0, 0) + model.noise());
        for (int s = 1; s < d; s++) {
            p.setEntry(0, s, -pz.getEntry(s, 0));
            p.setEntry(s, 0, -pz.getEntry(s, 0));
        }
        double squares = 0;
        double logs = 0;
        for (int i = 1; i < n; i++) {
            m = f.multiply(m);
            p = f.multiply(p).multiply(f.transpose()).add(q);
            double v = y[i] - z.transpose().multiply(m).getEntry(0, 0);
            double s = z.transpose().multiply(p).multiply(z).getEntry(0, 0) + model.noise();
            RealMatrix k = p.multiply(z).scalarMultiply(1 / s);
            m = m.add(k.scalarMultiply(v));
            p = p.subtract(k.multiply(z.transpose()).multiply(p));
            squares += v * v / s;
            logs += Math.log(s);
        }
        Likelihood found = filter.likelihood(false);
        assertEquals(squares / (n - 1), found.variance(), 1e-10);
        assertEquals(
                -0.5 * ((n - 1) * (Math.log(2 * Math.PI * squares / (n - 1)) + 1) + logs),
                found.diffuse(),
                1e-10 * Math.abs(found.diffuse()));
        for (int s = 0; s < d; s++) {
            double mean = state.mean()[s] + state.effect()[0][s] * state.coefficients()[0];
            assertEquals(m.getEntry(s, 0), mean, 1e-10);
            for (int r = 0; r < d; r++) {
                double c = state.covariance()[s][r]
                        + state.effect()[0][s] * state.effect()[0][r] * Math.pow(state.spread()[0][0], 2);
                assertEquals(p.getEntry(s, r), c, 1e-10);
            }
        }
    }

    private static RealMatrix full(StateModel model, double[][] blocks) {
        double[][] m = new double[model.size()][model.size()];
        BlockDiagonal.add(model.blockSizes(), blocks, m);
        return new Array2DRowRealMatrix(m);
    }

    @Test
    void sampledPathsHaveTheMomentsOfTheForecast() {
        for (StateModel model : models()) {
            KalmanFilter filter = new KalmanFilter(model, observations(irregular(30), values(30)), 1, 0).run();
            Outlook outlook = new Outlook(model, filter.state(1.7), new double[] {0.4, 1, 5}, new double[3][0]);
            Outlook.Moments exact = outlook.moments();
            int count = 20_000;
            double[][] paths = new double[3][count];
            outlook.fill(RandomKey.of(3), 0, count, paths);
            for (int i = 0; i < 3; i++) {
                double mean = Arrays.stream(paths[i]).average().orElseThrow();
                double square = 0;
                for (double v : paths[i]) {
                    square += (v - mean) * (v - mean) / count;
                }
                double deviation = exact.deviations()[i];
                assertEquals(exact.means()[i], mean, 5 * deviation / Math.sqrt(count));
                assertEquals(deviation, Math.sqrt(square), 0.03 * deviation);
            }
        }
    }
}
