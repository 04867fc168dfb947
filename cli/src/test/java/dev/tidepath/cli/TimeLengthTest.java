package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeLengthTest {

    @ParameterizedTest
    @CsvSource({
        "104w, P728D",
        "2d, P2D",
        "0007d, P7D",
        "2.0d, P2D",
        "1e2d, P100D",
        "P1M, P1M",
        "P1Y, P1Y",
        "P1Y2M3D, P1Y2M3D",
        "P104W, P728D",
        "p2d, P2D"
    })
    void aWholeNumberOfDaysIsAPeriod(String text, String expected) {
        assertEquals(new TimeLength.WithUnit(text, Period.parse(expected)), TimeLength.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "36h, PT36H",
        "15m, PT15M",
        "30s, PT30S",
        "1.5h, PT1H30M",
        ".5s, PT0.5S",
        "0.5d, PT12H",
        "0.000000001s, PT0.000000001S",
        "PT36H, PT36H",
        "PT15M, PT15M",
        "pt0.25s, PT0.25S",
        "P1DT12H, PT36H"
    })
    void anythingElseWithAUnitIsADuration(String text, String expected) {
        assertEquals(new TimeLength.WithUnit(text, Duration.parse(expected)), TimeLength.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"24, 24", "0.25, 0.25", "1e3, 1000", "+5, 5", "7., 7"})
    void aNumberAloneHasNoUnit(String text, double expected) {
        assertEquals(new TimeLength.Plain(text, expected), TimeLength.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-5",
                "-0.0",
                "0h",
                "-5h",
                "PT0S",
                "P0D",
                "-P1D",
                "P-1D",
                "P1M-1D",
                "P-1Y11M",
                "0.0000000001s"
            })
    void whatDoesNotGoForwardIsRefused(String text) {
        assertRefused(text, "'" + text + "' is not greater than zero");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "15M, \"'15M' could be minutes or months; write 15m or P15M\"",
                "36H, \"'36H' has its unit in capitals; write 36h\"",
                "2y, \"'2y' needs the calendar; write P2Y\"",
                "3mo, \"'3mo' needs the calendar; write P3M\"",
                "3months, \"'3months' needs the calendar; write P3M\"",
                "99999999999999999999h, \"'99999999999999999999h' is too long\"",
                "999999999999w, \"'999999999999w' is too long\"",
                "1e400, \"'1e400' is too long\""
            })
    void aNearMissIsExplained(String text, String expected) {
        assertRefused(text, expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "h",
                "24 h",
                "1,5h",
                "24x",
                "1h30m",
                "PT",
                "P",
                "PX",
                "P1H",
                "abc",
                "NaN",
                "Infinity",
                "1e",
                "0x10"
            })
    void anythingElseIsRefused(String text) {
        assertRefused(
                text, "'" + text + "' is not a length of time; write it as 104w, 2d, 36h, 15m, 30s, PT36H, P1M or P1Y");
    }

    @Test
    void aCalendarLengthHasSecondsOfTheMeanCalendar() {
        assertEquals(365.2425 * 86_400, withUnit("P1Y").seconds());
        assertEquals(365.2425 * 86_400 / 12, withUnit("P1M").seconds());
        assertEquals(7 * 86_400, withUnit("7d").seconds());
        assertEquals(0.25, withUnit("PT0.25S").seconds());
    }

    private static TimeLength.WithUnit withUnit(String text) {
        return (TimeLength.WithUnit) TimeLength.parse(text);
    }

    private static void assertRefused(String text, String message) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> TimeLength.parse(text))
                        .getMessage());
    }
}
