package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeAxisTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.005, 0.005 s",
        "1, 1 s",
        "90, 90 s",
        "120, 2 min",
        "900, 15 min",
        "3600, 60 min",
        "9000, 2.5 h",
        "86400, 24 h",
        "604800, 7 d",
        "2629746, 30.4 d",
        "1382000000, 43.8 years",
        "72072000000, 2284 years"
    })
    void lengthsOfTimeAreInTheLargestUnitThatFitsTwice(double seconds, String expected) {
        assertEquals(expected, TimeAxis.CALENDAR.text(seconds, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "12, 12",
        "0.30000000000000004, 0.3",
        "11.04167, 11.0417",
        "1234567.8, 1234568",
        "1e-9, 0.000000001"
    })
    void lengthsInAnotherUnitAreNumbers(double length, String expected) {
        assertEquals(expected, TimeAxis.NUMERIC.text(length));
    }

    @Test
    void severalAreNamed() {
        assertEquals("24 h and 365.243 d", TimeAxis.CALENDAR.text(List.of(86_400.0, 365.2425 * 86_400)));
        assertEquals("none", TimeAxis.NUMERIC.text(List.of()));
    }
}
