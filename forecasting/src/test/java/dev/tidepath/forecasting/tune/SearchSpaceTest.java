package dev.tidepath.forecasting.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SearchSpaceTest {

    private static List<Map<Hyperparameter, String>> first(SearchSpace space, int count) {
        return space.configurations(1).limit(count).toList();
    }

    @Test
    void aSmallSpaceIsGoneThroughOnce() {
        SearchSpace space = Bowl.space("units=8,16,32", "transform=none,auto,log,boxcox", "iterations=5,6");
        List<Map<Hyperparameter, String>> all = space.configurations(1).toList();
        assertEquals(24, all.size());
        assertEquals(24, new HashSet<>(all).size());
        Set<Map<Hyperparameter, String>> others =
                new HashSet<>(space.configurations(2).toList());
        assertEquals(new HashSet<>(all), others);
    }

    @Test
    void aConfigurationDependsOnItsNumberAlone() {
        SearchSpace space = Bowl.space("learning-rate=0.001..0.1", "units=8..64");
        assertEquals(first(space, 5), first(space, 50).subList(0, 5));
        List<Map<Hyperparameter, String>> more =
                first(Bowl.space("learning-rate=0.001..0.1", "units=8..64", "transform=log"), 5);
        for (int k = 0; k < 5; k++) {
            assertEquals(
                    first(space, 5).get(k).get(Hyperparameter.UNITS),
                    more.get(k).get(Hyperparameter.UNITS));
        }
    }

    @Test
    void rangesAreUniformInTheLogarithm() {
        SearchSpace space = Bowl.space("learning-rate=0.0015..0.15", "units=8..127");
        List<Map<Hyperparameter, String>> drawn = first(space, 4000);
        int low = 0;
        int narrow = 0;
        for (Map<Hyperparameter, String> values : drawn) {
            BigDecimal rate = new BigDecimal(values.get(Hyperparameter.LEARNING_RATE));
            int units = Integer.parseInt(values.get(Hyperparameter.UNITS));
            assertTrue(
                    rate.doubleValue() >= 0.0015 && rate.doubleValue() <= 0.15 && rate.precision() <= 3,
                    rate.toString());
            assertTrue(units >= 8 && units <= 127);
            low += rate.doubleValue() < 0.015 ? 1 : 0;
            narrow += units < 32 ? 1 : 0;
        }
        assertEquals(2000, low, 120);
        assertEquals(2000, narrow, 120);
    }

    @Test
    void bothEndsOfANarrowRangeAreDrawn() {
        Set<String> units = new HashSet<>();
        first(Bowl.space("units=8..9"), 100).forEach(v -> units.add(v.get(Hyperparameter.UNITS)));
        assertEquals(Set.of("8", "9"), units);
        Dimension rates = Hyperparameter.LEARNING_RATE.between("0.01234", "0.01235");
        assertEquals("0.01234", rates.at(0));
        assertEquals("0.01234..0.01235", rates.text());
    }

    @Test
    void aNumberIsWrittenInOneWay() {
        assertEquals(
                "0.01,0.1,1",
                Hyperparameter.LEARNING_RATE
                        .among(List.of("1e-2", ".10", "1.0"))
                        .text());
        assertEquals("8,16", Hyperparameter.UNITS.among(List.of("008", "16")).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "learning-rate | 0 | learning-rate is a number above 0 and at most 1, not '0'",
                "learning-rate | 1e999999999 | learning-rate is a number above 0 and at most 1, not '1e999999999'",
                "units | 2.5 | units is a whole number from 3 to 512, not '2.5'",
                "iterations | 99999999999 | iterations is a whole number from 1 to 1000000, not '99999999999'",
                "intervals | narrow | intervals is calibrated, flow or model, not 'narrow'",
                "transform | boxcox=9 | transform is none, auto, log, boxcox or boxcox=L with L from -1 to 2, not 'boxcox=9'",
                "units | 8,8 | units needs one value or more, each once, not [8, 8]",
                "depth | 8 | 'depth' cannot be tuned; model, period, transform, intervals, iterations, learning-rate, units can",
                "units | 9..8 | units goes from the least to the greatest, not from 9 to 8",
                "transform | a..b | transform has no range: its values are listed"
            })
    void whatIsWrongIsSaid(String name, String values, String message) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Bowl.space(name + "=" + values));
        assertEquals(message, e.getMessage());
    }
}
