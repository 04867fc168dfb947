package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are written as they were read, and lose nothing. */
final class TimeFormatTest {

    @ParameterizedTest
    @CsvSource({
        "2024-01-01, 2024-03-05",
        "2024-01-01 10:30, 2024-03-05 06:07",
        "2024-01-01T10:30, 2024-03-05T06:07",
        "2024-01-01T10:30:00, 2024-03-05T06:07:00",
        "2024-01-01T10:30:00.5, 2024-03-05T06:07:00.0",
        "2024-01-01T10:30Z, 2024-03-05T06:07Z",
        "2024-01-01T10:30:00.000+02:00, 2024-03-05T08:07:00.000+02:00",
        "2024-01-01 10:30:00-0930, 2024-03-04 20:37:00-0930",
        "2024-01-01 10:30:00-03, 2024-03-05 03:07:00-03"
    })
    void aTimeIsWrittenAsTheFileWritesTimes(String read, String written) {
        Instant at = Instant.parse(read.length() == 10 ? "2024-03-05T00:00:00Z" : "2024-03-05T06:07:00Z");
        assertEquals(written, format(read).text(Times.ofInstants(at), 0));
    }

    @Test
    void datesStayDatesWhileEveryTimeIsAMidnight() {
        Times midnights =
                Times.ofInstants(Instant.parse("2024-03-05T00:00:00Z"), Instant.parse("2024-03-06T00:00:00Z"));
        Times noon = Times.ofInstants(Instant.parse("2024-03-05T12:00:00Z"));
        TimeFormat dates = format("2024-01-01");
        assertEquals("2024-03-06", dates.fitting(List.of(midnights)).text(midnights, 1));
        assertEquals("2024-03-06T00:00", dates.fitting(List.of(midnights, noon)).text(midnights, 1));
        assertEquals("2024-03-05T12:00", dates.text(noon, 0));
    }

    @Test
    void secondsAndFractionsAppearWhereNeeded() {
        Times fine = Times.ofInstants(Instant.parse("2024-03-05T12:00:07.25Z"), Instant.parse("2024-03-05T12:00:00Z"));
        TimeFormat fitted = format("2024-01-01 10:30").fitting(List.of(fine));
        assertEquals("2024-03-05 12:00:07.25", fitted.text(fine, 0));
        assertEquals("2024-03-05 12:00:00.00", fitted.text(fine, 1));
    }

    @Test
    void numbersAreWrittenWithoutANeedlessPoint() {
        TimeFormat numbers = format("5.0");
        Times times = Times.ofNumbers(102, 0.1, 1e-9, 1e300, -3.25);
        assertEquals("102", numbers.text(times, 0));
        assertEquals("0.1", numbers.text(times, 1));
        assertEquals("1E-9", numbers.text(times, 2));
        assertEquals("1E+300", numbers.text(times, 3));
        assertEquals("-3.25", numbers.text(times, 4));
        assertThrows(IllegalArgumentException.class, () -> TimeFormat.dates().text(times, 0));
        assertEquals(TimeAxis.NUMERIC, TimeFormat.of(TimeAxis.NUMERIC).axis());
        assertEquals(TimeAxis.CALENDAR, TimeFormat.of(TimeAxis.CALENDAR).axis());
    }

    @Test
    void anyTimeIsReadBackAsItself() {
        Random random = new Random(5);
        long first = Instant.parse("0001-01-02T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-30T00:00:00Z").getEpochSecond();
        for (String like :
                List.of("2024-01-01", "2024-01-01 10:30", "2024-01-01T10:30:00.1-0700", "2024-01-01T10:30Z")) {
            for (int i = 0; i < 500; i++) {
                long second = first + (long) (random.nextDouble() * (last - first));
                int nano = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000);
                Times times = Times.ofEpoch(new long[] {second}, new int[] {nano});
                String text = format(like).text(times, 0);
                TimeCell cell = new TimeCell(NumberStyle.PLAIN);
                assertTrue(TimeCatalog.layouts().stream()
                        .anyMatch(p -> p.read(text.toCharArray(), 0, text.length(), cell) == TimePattern.Outcome.TIME));
                assertEquals(second, cell.second(), text);
                assertEquals(nano, cell.nano(), text);
            }
        }
    }

    private static TimeFormat format(String example) {
        String later = example.length() == 10
                ? "2024-01-02"
                : example.replace("10:30", "10:31").replace("5.0", "6.0");
        return Csv.read(new StringReader("t,y\n" + example + ",1\n" + later + ",2\n"), "x.csv")
                .time("t")
                .values("y")
                .load()
                .timeFormat();
    }
}
