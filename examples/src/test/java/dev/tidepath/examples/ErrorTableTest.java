package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ErrorTableTest {

    private final ErrorTable errors = new ErrorTable();

    private void add(String model, String channel, double median, double actual) {
        Times time = Times.ofNumbers(1);
        errors.add(new ScoredPoint(
                model,
                "",
                channel,
                time,
                time,
                1,
                actual,
                median,
                median,
                0,
                Optional.empty(),
                new double[ScoredPoint.DECILES],
                new double[] {median - 1},
                new double[] {median + 1}));
    }

    @Test
    void averagesByModelAndChannel() {
        add("ours", "a", 1, 2);
        add("ours", "a", 1, 4);
        add("ours", "b", 1, 1);
        assertEquals(2, errors.error("ours", "a"));
        assertEquals(0, errors.error("ours", "b"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        errors.print("80 %", new PrintStream(bytes, true, StandardCharsets.UTF_8));
        assertTrue(bytes.toString(StandardCharsets.UTF_8).contains("66.7 %"), bytes::toString);
    }

    @Test
    void asksForLessThanTheLastValueInEveryChannel() {
        add("ours", "a", 1, 2);
        add("ours", "b", 1, 3);
        add(ErrorTable.LAST_VALUE, "a", 0, 2);
        add(ErrorTable.LAST_VALUE, "b", 1, 3);
        assertEquals(1, errors.belowLastValue("ours").missed().size());
        assertEquals(0.75, errors.relativeToLastValue("ours"));
    }

    @Test
    void aModelWithoutForecastsMissesTheBars() {
        add(ErrorTable.LAST_VALUE, "a", 0, 2);
        assertEquals(Double.NaN, errors.relativeToLastValue("ours"));
        assertEquals(1, errors.belowLastValue("ours").missed().size());
    }
}
