package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeAxisTest {

    @ParameterizedTest
    @CsvSource({
        "CALENDAR, 0, 0 s",
        "CALENDAR, 0.005, 0.005 s",
        "CALENDAR, 1, 1 s",
        "CALENDAR, 90, 90 s",
        "CALENDAR, 120, 2 min",
        "CALENDAR, 900, 15 min",
        "CALENDAR, 3600, 60 min",
        "CALENDAR, 9000, 2.5 h",
        "CALENDAR, 86400, 24 h",
        "CALENDAR, 604800, 7 d",
        "CALENDAR, 2629746, 30.4 d",
        "CALENDAR, 31556952, 365 d",
        "CALENDAR, 1382000000, 43.8 years",
        "CALENDAR, 5e10, 1584 years",
        "NUMERIC, 0, 0",
        "NUMERIC, 14.8590952, 14.8591",
        "NUMERIC, 12, 12",
        "NUMERIC, 31556952, 31556952"
    })
    void lengthsAreToldForPeopleToRead(TimeAxis axis, double length, String expected) {
        assertEquals(expected, axis.length(length));
    }

    @Test
    void severalAreNamed() {
        assertEquals("24 h and 7 d", TimeAxis.CALENDAR.lengths(List.of(86_400.0, 604_800.0)));
        assertEquals("none", TimeAxis.NUMERIC.lengths(List.of()));
    }
}
