package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.io.TimePattern.Outcome;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to write times: what each reads, and that it reads what java.time writes. */
final class TimePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch-s|1700000000|2023-11-14T22:13:20Z",
                "epoch-s|-1|1969-12-31T23:59:59Z",
                "epoch-s|-0.25|1969-12-31T23:59:59.750Z",
                "epoch-s|1700000000.123456789|2023-11-14T22:13:20.123456789Z",
                "epoch-ms|1700000000123|2023-11-14T22:13:20.123Z",
                "epoch-ms|5|1970-01-01T00:00:00.005Z",
                "epoch-ms|1700000000123.5|2023-11-14T22:13:20.123500Z",
                "epoch-us|-1|1969-12-31T23:59:59.999999Z",
                "epoch-ns|1700000000123456789|2023-11-14T22:13:20.123456789Z",
                "epoch-ns|1700000000123456789.000|2023-11-14T22:13:20.123456789Z",
                "excel|45292|2024-01-01T00:00:00Z",
                "excel|45292.5|2024-01-01T12:00:00Z",
                "excel|45292.000011574|2024-01-01T00:00:01Z",
                "elapsed|36:37|1970-01-02T12:37:00Z",
                "elapsed|100:00:07.5|1970-01-05T04:00:07.500Z",
                "yyyy-MM-dd|2024-02-29|2024-02-29T00:00:00Z",
                "dd/MM/yy|29/02/24|2024-02-29T00:00:00Z",
                "dd/MM/yy|01/03/69|1969-03-01T00:00:00Z",
                "d MMM yyyy h:mm a|1 Sept 2024 12:05 am|2024-09-01T00:05:00Z",
                "d MMM yyyy h:mm a|1 September 2024 12:05 PM|2024-09-01T12:05:00Z",
                "MMM d, yyyy h:mma|May 3, 2024 1:30p.m.|2024-05-03T13:30:00Z",
                "yyyyMMdd'T'HHmmssX|20240229T134500+0130|2024-02-29T12:15:00Z",
                "yyyy-MM-dd[ HH:mm[:ss]]|2024-02-29 13:45:10|2024-02-29T13:45:10Z",
                "yyyy-MM-dd[ HH:mm[:ss]]|2024-02-29|2024-02-29T00:00:00Z",
                "yyyy-MM-dd HH:mm 'o''clock'|2024-02-29 24:00 o'clock|2024-03-01T00:00:00Z",
                "yyyy-MM-dd HH:mm:ss,S|2024-02-29 13:45:10,123|2024-02-29T13:45:10.123Z",
                "yyyy|2024|2024-01-01T00:00:00Z"
            })
    void reads(String format, String text, String instant) {
        TimeCell cell = new TimeCell(NumberStyle.PLAIN);
        assertEquals(Outcome.TIME, read(format, text, cell), cell.trouble());
        assertEquals(Instant.parse(instant), Instant.ofEpochSecond(cell.second(), cell.nano()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch-s|1e9|OTHER",
                "epoch-s|12:00|OTHER",
                "epoch-s|99999999999999999999|IMPOSSIBLE",
                "epoch-s|0.1234567891|IMPOSSIBLE",
                "excel|60|IMPOSSIBLE",
                "excel|1e9|IMPOSSIBLE",
                "elapsed|1:60|IMPOSSIBLE",
                "elapsed|1:5|OTHER",
                "elapsed|1:05:07.|OTHER",
                "yyyy-MM-dd|2023-02-29|IMPOSSIBLE",
                "yyyy-MM-dd|2023-2-28|OTHER",
                "dd/MM/yyyy|31/13/2024|IMPOSSIBLE",
                "dd/MM/yyyy|3/1/2024|OTHER",
                "h:mm a d.M.yyyy|13:00 PM 1.1.2024|IMPOSSIBLE",
                "d MMM yyyy|1 Mai 2024|OTHER",
                "yyyy-MM-dd HH:mmX|2024-02-29 13:45+19:00|IMPOSSIBLE",
                "number|1e400|IMPOSSIBLE"
            })
    void doesNotRead(String format, String text, Outcome outcome) {
        assertEquals(outcome, read(format, text, new TimeCell(NumberStyle.PLAIN)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dd/MM", "yyyy-dd", "yyyy-MM-ddTHH:mm", "yyyy'", "yyyy[", "yyyy]", "yyyy[X]", "epoch"})
    void whatIsNoFormatIsRefused(String format) {
        assertThrows(IllegalArgumentException.class, () -> TimeStyle.SNIFFED.format(format));
    }

    /** Reference: java.time.format.DateTimeFormatter, strict. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuuu-MM-dd HH:mm:ss",
                "dd.MM.uuuu HH:mm",
                "M/d/uuuu h:mm:ss a",
                "d-MMM-uuuu HH:mm",
                "MMMM d, uuuu",
                "uuuuMMddHHmmss",
                "uuuu-MM-dd'T'HH:mm:ssX"
            })
    void readsWhatTheJdkWrites(String format) {
        DateTimeFormatter jdk = new DateTimeFormatterBuilder()
                .appendPattern(format)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT)
                .withZone(ZoneOffset.UTC);
        TimeCell cell = new TimeCell(NumberStyle.PLAIN);
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            Instant instant = Instant.ofEpochSecond(random.nextInt(), 0);
            String text = jdk.format(instant);
            assertEquals(Outcome.TIME, read(format, text, cell), text);
            LocalDateTime read = LocalDateTime.ofEpochSecond(cell.second(), cell.nano(), ZoneOffset.UTC);
            assertEquals(text, jdk.format(read.atOffset(ZoneOffset.UTC)), text);
        }
    }

    @Test
    void layoutsOfTheCatalogueDoNotReadPlainNumbers() {
        TimeCell cell = new TimeCell(NumberStyle.PLAIN);
        for (String number : new String[] {"1", "1.5", "2024", "20240229", "1700000000", "-3", "1e5"}) {
            for (TimeLayout layout : TimeCatalog.layouts()) {
                assertEquals(Outcome.OTHER, read(layout, number, cell), layout + " " + number);
            }
        }
    }

    private static Outcome read(String format, String text, TimeCell cell) {
        return read(TimeCatalog.named(format), text, cell);
    }

    private static Outcome read(TimePattern pattern, String text, TimeCell cell) {
        return pattern.read(text.toCharArray(), 0, text.length(), cell);
    }
}
