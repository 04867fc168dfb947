package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TalkTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "0, 0",
                "7, 7",
                "-0.25, -0.25",
                "1234.5678, \"1,235\"",
                "99.96, 100",
                "3.14159, 3.14",
                "1e20, 100000000000000000000"
            })
    void numbersHaveThreeDigits(double value, String expected) {
        assertEquals(expected, Talk.number(value));
    }

    @Test
    void oneIsNotMany() {
        assertEquals("1 row", Talk.count(1, "row", "rows"));
        assertEquals("2,284 rows", Talk.count(2284, "row", "rows"));
        assertEquals("0 rows", Talk.count(0, "row", "rows"));
    }
}
