package dev.tidepath.forecasting.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Metric.OfInterval;
import dev.tidepath.forecasting.evaluate.Metric.OfInterval.Kind;
import dev.tidepath.forecasting.evaluate.Metric.Pooled;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class MetricTest {

    private static final double[] ACTUAL = {3.1, -0.5, 2.2, 7.4, 5.0, 0.0, 4.4, 6.3};
    private static final double[] FORECAST = {2.5, 0.3, 2.2, 8.0, 4.1, 0.6, 5.9, 6.0};

    private static ScoreSums sums(double[] actual, double[] forecast) {
        ScoreSums sums = new ScoreSums(80);
        for (int i = 0; i < actual.length; i++) {
            sums.add(Rules.point("m", i + 1, actual[i], forecast[i]));
        }
        return sums;
    }

    private static void assertMetric(double expected, Metric metric, ScoreSums sums) {
        assertEquals(expected, metric.of(sums).orElseThrow(), 1e-12, metric.key());
    }

    /**
     * Values by utilsforecast 0.2.17 for Python (mae, rmse, mase and rmsse with a training series whose steps have mean
     * absolute 2 and mean square 16, smape, nd, quantile_loss, coverage) and scoringrules 0.10.0 (interval_score).
     */
    @Test
    void referenceValues() {
        ScoreSums sums = sums(ACTUAL, FORECAST);
        assertMetric(0.6625000000000001, Pooled.MAE, sums);
        assertMetric(0.7802243267163618, Pooled.RMSE, sums);
        assertMetric(0.33125000000000004, Pooled.MASE, sums);
        assertMetric(0.19505608167909044, Pooled.RMSSE, sums);
        assertMetric(60.375657671714976, Pooled.SMAPE, sums);
        assertMetric(18.33910034602076, Pooled.WMAPE, sums);
        assertMetric(0.15494040753556326, Pooled.WQL, sums);
        assertMetric(87.5, new OfInterval(Kind.COVERAGE, 80), sums);
        assertMetric(2, new OfInterval(Kind.WIDTH, 80), sums);
        assertMetric(1.3125, new OfInterval(Kind.MSIS, 80), sums);
    }

    @Test
    void zerosHaveNoRelativeSize() {
        ScoreSums sums = sums(new double[3], new double[] {0, 1, 2});
        assertEquals(OptionalDouble.empty(), Pooled.WMAPE.of(sums));
        assertEquals(OptionalDouble.empty(), Pooled.WQL.of(sums));
        assertMetric(1, Pooled.MAE, sums);
        assertMetric(400 / 3.0, Pooled.SMAPE, sums);
        assertMetric(0, Pooled.SMAPE, sums(new double[2], new double[2]));
    }

    @Test
    void withoutAScaleScaledErrorsAreNotDefined() {
        ScoredPoint p = Rules.point("m", 1, 3, 4);
        ScoreSums sums = new ScoreSums(80);
        sums.add(new ScoredPoint(
                "m",
                "",
                "v",
                p.cutOff(),
                p.time(),
                1,
                3,
                4,
                4,
                1,
                Optional.empty(),
                p.deciles(),
                p.lower(),
                p.upper()));
        for (Metric metric : List.of(Pooled.MASE, Pooled.RMSSE, new OfInterval(Kind.MSIS, 80))) {
            assertEquals(OptionalDouble.empty(), metric.of(sums), metric.key());
        }
        assertMetric(1, Pooled.MAE, sums);
        sums.add(p);
        assertMetric(0.5, Pooled.MASE, sums);
    }

    @Test
    void nothingIsDefinedOfNothing() {
        Metric.all(80, 95).forEach(m -> assertEquals(OptionalDouble.empty(), m.of(new ScoreSums(80, 95)), m.key()));
    }

    @Test
    void hugeValuesGiveNoInfinity() {
        assertEquals(OptionalDouble.empty(), Pooled.RMSE.of(sums(new double[] {1e300}, new double[] {-1e300})));
    }

    @Test
    void sumsOfPartsAreThoseOfTheWhole() {
        RandomKey key = RandomKey.of(5);
        ScoreSums whole = new ScoreSums(80);
        ScoreSums left = new ScoreSums(80);
        ScoreSums right = new ScoreSums(80);
        for (int i = 0; i < 200; i++) {
            ScoredPoint p = Rules.point("m", 1, 3 * key.gaussian(2L * i), key.gaussian(2L * i + 1));
            whole.add(p);
            (key.below(1000 + i, 3) == 0 ? left : right).add(p);
        }
        left.add(right);
        for (Metric metric : Metric.all(80)) {
            double expected = metric.of(whole).orElseThrow();
            assertEquals(expected, metric.of(left).orElseThrow(), 1e-12 * Math.abs(expected), metric.key());
        }
        assertEquals(200, left.count());
    }

    @Test
    void eachIsFoundByItsName() {
        for (Metric metric : Metric.all(80, 97.5)) {
            assertEquals(Optional.of(metric), Metric.named(metric.key(), 80, 97.5));
        }
        assertEquals("coverage-97.5", new OfInterval(Kind.COVERAGE, 97.5).key());
        assertTrue(Metric.named("coverage-90", 80).isEmpty());
    }

    @Test
    void intervalsMustMatchTheLevels() {
        ScoredPoint p = Rules.point("m", 1, 3, 4);
        assertThrows(IllegalArgumentException.class, () -> new ScoreSums(80, 95).add(p));
        assertThrows(IllegalArgumentException.class, () -> new ScoreSums(80).add(new ScoreSums(95)));
        assertEquals(Times.ofNumbers(0), p.cutOff());
    }
}
