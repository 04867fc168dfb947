package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.tune.Hyperparameter;
import dev.tidepath.forecasting.tune.SearchSpace;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpaceFileTest {

    private static SearchSpace read(String json) throws IOException {
        return SpaceFile.read(new StringReader(json), "s.json");
    }

    @Test
    void aSpaceIsListsAndRanges() throws IOException {
        Map<Hyperparameter, String> texts = new TreeMap<>();
        read("{\"units\": [24, \"48\"], \"learning-rate\": {\"high\": 3e-2, \"low\": 0.001}, \"model\": [\"auto\"]}")
                .dimensions()
                .forEach((name, dimension) -> texts.put(name, dimension.text()));
        assertEquals(
                Map.of(
                        Hyperparameter.UNITS, "24,48",
                        Hyperparameter.LEARNING_RATE, "0.001..0.03",
                        Hyperparameter.MODEL, "auto"),
                texts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | s.json | a search space names at least one hyper-parameter",
                "[] | s.json | an object is expected, not an array",
                "{\"depth\": [3]} | s.json | 'depth' cannot be tuned; model, period, transform, intervals, iterations, learning-rate, units can",
                "{\"units\": 3} | s.json at /units | an array of values or an object with low and high is expected, not a number",
                "{\"units\": [true]} | s.json at /units/0 | a text is expected, not true or false",
                "{\"units\": []} | s.json at /units | units needs one value or more, each once, not []",
                "{\"units\": [2]} | s.json at /units | units is a whole number from 3 to 512, not '2'",
                "{\"units\": {\"low\": 3}} | s.json at /units | there is no field 'high'",
                "{\"units\": {\"low\": 3, \"high\": 9, \"step\": 2}} | s.json at /units | a field of the name 'step' is not known here",
                "{\"units\": [3], \"units\": [4]} | s.json:1:28 | a second field of the name 'units'",
                "{\"units\": [3] | s.json:1:14 | the file ends in the middle of the search space",
                "units: 3 | s.json:1:1 | this is not JSON"
            })
    void whatIsWrongIsSaidWithItsPlace(String json, String location, String message) {
        DataException e = assertThrows(DataException.class, () -> read(json));
        assertEquals("TP-D084", e.code());
        assertEquals(message, e.getMessage());
        assertEquals(location, e.location());
    }
}
