package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tidepath.io.DecimalCell.Outcome;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers: the nearest double, bit for bit, or a reason. */
final class DecimalCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                "1.",
                ".5",
                "-.5e1",
                "007",
                "1e5",
                "1E+05",
                "123456789012345678",
                "0.1",
                "4.35",
                "9007199254740993",
                "1e22",
                "1e23",
                "1.7976931348623157e308",
                "4.9e-324",
                "1e-400",
                "000000000000000000001.5",
                "2.2250738585072011e-308"
            })
    void readsNumbers(String text) {
        DecimalCell cell = new DecimalCell(NumberStyle.PLAIN);
        assertEquals(Outcome.NUMBER, cell.parse(text.toCharArray(), 0, text.length()));
        assertEquals(Double.doubleToLongBits(Double.parseDouble(text)), Double.doubleToLongBits(cell.value()), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e400|OVERFLOW",
                "-1e999999999999|OVERFLOW",
                "inf|INFINITE",
                "-Infinity|INFINITE",
                "1,5|OTHER_MARK",
                "-1.234,5|GROUPED",
                "1,234,567|GROUPED",
                "1f|DECORATED",
                "1d|DECORATED",
                "0x10|DECORATED",
                "10%|PERCENT",
                "$5|DECORATED",
                "1_000|GROUPED",
                "1 000|GROUPED",
                "1.2.3|DECORATED",
                "e5|TEXT",
                ".|TEXT",
                "-|TEXT",
                "1e|TEXT",
                "1e+|TEXT",
                "1e1.5|TEXT",
                "abc|TEXT",
                "5 apples|TEXT"
            })
    void refusesTheRest(String text, Outcome outcome) {
        assertEquals(outcome, new DecimalCell(NumberStyle.PLAIN).parse(text.toCharArray(), 0, text.length()), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,5|1.5",
                "-1.234,5|-1234.5",
                "1.234.567|1234567",
                "12.34.567|1234567",
                "\u22125,25|-5.25",
                "50 %|0.5",
                "$3,5|3.5",
                "-$3,5|-3.5",
                "7kWh|7",
                "1e3|1000"
            })
    void readsWhatTheStyleAllows(String text, double value) {
        NumberStyle style =
                NumberStyle.SNIFFED.decimal(',').grouping('.').percents().strip("$", "kWh");
        DecimalCell cell = new DecimalCell(style);
        assertEquals(Outcome.NUMBER, cell.parse(text.toCharArray(), 0, text.length()));
        assertEquals(value, cell.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.23", "1.2345", ".123", "1..234", "123.4.567", "%", "$", "1 000"})
    void thousandsStandInGroups(String text) {
        NumberStyle style =
                NumberStyle.SNIFFED.decimal(',').grouping('.').percents().strip("$");
        Outcome outcome = new DecimalCell(style).parse(text.toCharArray(), 0, text.length());
        assertNotEquals(Outcome.NUMBER, outcome, text);
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        Random random = new Random(1);
        DecimalCell cell = new DecimalCell(NumberStyle.PLAIN);
        for (int i = 0; i < 100_000; i++) {
            String text = switch (random.nextInt(3)) {
                case 0 -> Double.toString(random.nextGaussian() * 1000);
                case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                default -> random.nextInt() + "." + random.nextInt(1_000_000) + "e" + (random.nextInt(60) - 30);
            };
            if (!text.equals("NaN")) {
                assertEquals(Outcome.NUMBER, cell.parse(text.toCharArray(), 0, text.length()), text);
                assertEquals(Double.parseDouble(text), cell.value(), text);
            }
        }
    }
}
