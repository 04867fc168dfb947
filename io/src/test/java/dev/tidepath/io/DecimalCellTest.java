package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
        DecimalCell cell = new DecimalCell();
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
                "1,5|DECIMAL_COMMA",
                "-1.234,5|DECIMAL_COMMA",
                "1,234,567|DECORATED",
                "1f|DECORATED",
                "1d|DECORATED",
                "0x10|DECORATED",
                "10%|DECORATED",
                "$5|DECORATED",
                "1_000|DECORATED",
                "1 000|DECORATED",
                "\u22125|DECORATED",
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
        assertEquals(outcome, new DecimalCell().parse(text.toCharArray(), 0, text.length()), text);
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        Random random = new Random(1);
        DecimalCell cell = new DecimalCell();
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
