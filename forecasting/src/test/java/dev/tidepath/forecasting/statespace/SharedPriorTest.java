package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedPriorTest {

    private static final List<ValueTransform> IDENTITY = List.of(ValueTransform.IDENTITY);
    private static final KnownCovariates NONE = new KnownCovariates(List.of());

    /** A slope that changes slowly, and little noise. */
    private static final StateModel GLIDING = new StateModel(List.of(new TrendComponent(0, true, 0.1, 0.05)), 0.05);

    private record Panel(List<ChannelHistory> histories, double[] ahead) {

        List<FittedChannel> alone() {
            return histories.stream()
                    .map(h -> FittedChannel.fit(h, sampling(), List.of(), List.of(), IDENTITY))
                    .toList();
        }

        Sampling sampling() {
            return Sampling.common(histories);
        }

        List<FittedChannel> shared() {
            SharedPrior prior = new SharedPrior(alone());
            return prior.posteriors(IntStream.range(0, histories.size())
                    .mapToObj(i -> prior.evidence(i, histories.get(i), IDENTITY, false))
                    .toList());
        }

        double error(List<FittedChannel> models) {
            double squares = 0;
            for (int i = 0; i < ahead.length; i++) {
                ChannelHistory h = histories.get(i);
                double last = h.channel().times().number(h.size() - 1);
                double mean = ChannelFilter.over(Optional.of(models.get(i)), models.get(i), h.channel(), NONE)
                        .predict(Times.ofNumbers(last + 4), NONE, RandomKey.of(1), 0)
                        .means()[0];
                squares += (mean - ahead[i]) * (mean - ahead[i]);
            }
            return Math.sqrt(squares / ahead.length);
        }
    }

    private static ChannelHistory history(double[] times, double[] values) {
        Channel channel = new Channel("v", Times.ofNumbers(times), values);
        return new ChannelHistory(new TimeSeries("x", List.of(channel)), channel, 1_000);
    }

    /** Series of so many values of one process, each of a scale of its own, and a value four units of time later. */
    private static Panel panel(StateModel process, int series, int size) {
        List<ChannelHistory> histories = new ArrayList<>();
        double[] ahead = new double[series];
        for (int k = 0; k < series; k++) {
            RandomKey key = RandomKey.of(41).derive(k);
            double[] t = new double[size + 1];
            for (int i = 1; i < size; i++) {
                t[i] = t[i - 1] + 0.5 + key.derive("times").uniform(i);
            }
            t[size] = t[size - 1] + 4;
            double[] y = RecoveryTest.simulate(process, t, 10, key.derive("values"));
            ahead[k] = y[size];
            histories.add(history(Arrays.copyOf(t, size), Arrays.copyOf(y, size)));
        }
        return new Panel(histories, ahead);
    }

    /** Too few values show a slope only to who knows from longer series that there is one. */
    @Test
    void shortSeriesAreForecastBetterInTheCompanyOfLongOnes() {
        Panel few = panel(GLIDING, 40, 6);
        Panel many = panel(GLIDING, 12, 60);
        Panel both = new Panel(
                Stream.concat(few.histories().stream(), many.histories().stream())
                        .toList(),
                few.ahead());
        double ratio = both.error(both.shared()) / few.error(few.alone());
        assertTrue(ratio < 0.97, "error beside that alone: " + ratio);
    }

    @Test
    void longSeriesOfOneProcessAreForecastNoWorseTogether() {
        Panel panel = panel(GLIDING, 12, 150);
        double ratio = panel.error(panel.shared()) / panel.error(panel.alone());
        assertTrue(ratio < 1.03, "error beside that alone: " + ratio);
    }

    /** Half of the series have no model of their own. */
    @Test
    void seriesThatLeanOnOthersAreForecastNoWorseThanAlone() {
        Panel panel = panel(GLIDING, 24, 60);
        List<FittedChannel> alone = panel.alone();
        double unit = panel.sampling().unit();
        SharedPrior prior = new SharedPrior(IntStream.range(0, 24)
                .mapToObj(i -> i % 2 == 0 ? alone.get(i) : FittedChannel.usual(unit))
                .toList());
        List<FittedChannel> shared = prior.posteriors(IntStream.range(0, 24)
                .mapToObj(i -> prior.evidence(i, panel.histories().get(i), IDENTITY, i % 2 == 1))
                .toList());
        assertTrue(shared.stream().allMatch(FittedChannel::isFitted));
        double ratio = panel.error(shared) / panel.error(alone);
        assertTrue(ratio < 1.03, "error beside that alone: " + ratio);
    }

    @Test
    void aSeriesWithoutCompanyKeepsItsFit() {
        Panel panel = panel(GLIDING, 1, 30);
        assertEquals(panel.alone(), panel.shared());
    }

    @Test
    void modelsInAnotherUnitAreNoCompany() {
        Panel panel = panel(GLIDING, 2, 30);
        ChannelHistory slow = history(
                IntStream.range(0, 30).mapToDouble(i -> 50 * i).toArray(),
                panel.histories().get(0).readings().values());
        FittedChannel own = FittedChannel.fit(slow, panel.sampling().in(slow), List.of(), List.of(), IDENTITY);
        List<FittedChannel> alone = new ArrayList<>(panel.alone());
        alone.add(own);
        SharedPrior prior = new SharedPrior(alone);
        List<FittedChannel> shared = prior.posteriors(List.of(
                prior.evidence(0, panel.histories().get(0), IDENTITY, false),
                prior.evidence(1, panel.histories().get(1), IDENTITY, false),
                prior.evidence(2, slow, IDENTITY, false)));
        assertEquals(own, shared.get(2));
        assertNotEquals(alone.get(0), shared.get(0));
    }

    /** Months, of which most are missing from each series, are the step that harmonics are told by. */
    @Test
    void theStepOfAGridShowsThroughWhatIsMissing() {
        List<ChannelHistory> histories = IntStream.range(0, 9)
                .mapToObj(k -> {
                    double[] t = IntStream.range(0, 200)
                            .filter(i -> RandomKey.of(42).derive(k).uniform(i) < 0.3)
                            .mapToDouble(i -> i)
                            .toArray();
                    return history(t, t);
                })
                .toList();
        Sampling common = Sampling.common(histories);
        assertEquals(1, common.gap());
        assertTrue(common.unit() >= 2, "unit " + common.unit());
        assertEquals(common, common.in(histories.get(0)));
    }

    @Test
    void theMeanOfPosteriorsIsAMixtureAndThatOfNoneIsTheUsualModel() {
        FittedChannel mean = SharedPrior.mean(panel(GLIDING, 12, 9).shared());
        assertTrue(mean.members().size() > 1);
        assertTrue(mean.criterion() < Double.MAX_VALUE);
        assertEquals(FittedChannel.usual(), SharedPrior.mean(List.of(FittedChannel.usual())));
    }
}
