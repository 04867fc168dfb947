package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesForecastTest {

    private static SeriesForecast of(double... paths) {
        return new SeriesForecast(
                "x", Times.ofNumbers(1), List.of("v"), new SampledPredictive(new double[][] {{2.5}}, new double[][][] {
                    {paths}
                }));
    }

    /** Computed by {@code statistics.quantiles([3, 1, 10, 4, 2], n=20, method='inclusive')} of Python 3.11, and the ends. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.1, 1.4", "0.25, 2", "0.5, 3", "0.6, 3.4", "0.75, 4", "0.9, 7.6", "1, 10"})
    void quantilesAreOfTypeSeven(double probability, double expected) {
        assertEquals(expected, of(3, 1, 10, 4, 2).quantile(0, 0, probability), 1e-14);
    }

    @Test
    void intervalsAreCentral() {
        SeriesForecast f = of(3, 1, 10, 4, 2);
        assertEquals(f.quantile(0, 0, 0.1), f.lower(0, 0, 80), 1e-15);
        assertEquals(f.quantile(0, 0, 0.9), f.upper(0, 0, 80), 1e-14);
        assertEquals(3.0, f.median(0, 0));
        assertEquals(2.5, f.mean(0, 0));
        assertEquals(3.0, f.lower(0, 0, 0));
        assertEquals(1.0, f.lower(0, 0, 100));
        assertEquals(10.0, f.upper(0, 0, 100));
    }

    @Test
    void onePathIsEveryQuantile() {
        SeriesForecast f = of(7);
        assertEquals(7.0, f.lower(0, 0, 95));
        assertEquals(7.0, f.median(0, 0));
        assertEquals(1, f.pathCount());
    }

    @Test
    void quantilesRiseWithTheProbability() {
        double[] paths = new double[37];
        Arrays.setAll(paths, RandomKey.of(1)::gaussian);
        SeriesForecast f = of(paths);
        double before = f.quantile(0, 0, 0);
        for (int k = 1; k <= 1000; k++) {
            double q = f.quantile(0, 0, k / 1000.0);
            assertTrue(q >= before, "at " + k);
            before = q;
        }
    }

    @Test
    void pathsKeepTheirOrderAndArraysAreCopied() {
        double[][][] paths = {{{3, 1}, {4, 2}}, {{5, 6}, {7, 8}}};
        double[][] means = {{2, 3}, {5.5, 7.5}};
        List<String> names = new ArrayList<>(List.of("a", "b"));
        SeriesForecast f = new SeriesForecast("x", Times.ofNumbers(1, 2), names, new SampledPredictive(means, paths));
        paths[0][0][0] = 99;
        means[1][1] = 99;
        names.clear();
        assertEquals(3.0, f.sample(0, 0, 0));
        assertEquals(1.0, f.sample(0, 0, 1));
        assertEquals(8.0, f.sample(1, 1, 1));
        assertEquals(2.0, f.median(0, 0));
        assertEquals(7.5, f.mean(1, 1));
        assertEquals(List.of("a", "b"), f.channels());
        assertEquals(Times.ofNumbers(1, 2), f.times());
        assertEquals("x", f.id());
    }

    @Test
    void probabilitiesAreBetweenZeroAndOne() {
        SeriesForecast f = of(1, 2);
        for (double p : new double[] {-0.1, 1.1, Double.NaN}) {
            Exception e = assertThrows(IllegalArgumentException.class, () -> f.quantile(0, 0, p));
            assertEquals("a probability is between 0 and 1: " + p, e.getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> f.lower(0, 0, 101));
    }

    @Test
    void aForecastFindsItsSeries() {
        SeriesForecast f = of(1);
        Forecast forecast = new Forecast(new ArrayList<>(List.of(f)));
        assertEquals(Optional.of(f), forecast.find("x"));
        assertEquals(Optional.empty(), forecast.find("y"));
        assertThrows(
                UnsupportedOperationException.class, () -> forecast.series().clear());
    }

    @Test
    void provenanceKeepsItsOrder() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("z", "1");
        facts.put("a", "2");
        Provenance provenance = new Provenance("model", facts);
        facts.clear();
        assertEquals(List.of("z", "a"), List.copyOf(provenance.facts().keySet()));
        assertThrows(
                UnsupportedOperationException.class, () -> provenance.facts().clear());
    }
}
