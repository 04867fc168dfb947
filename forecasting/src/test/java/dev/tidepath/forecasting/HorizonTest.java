package dev.tidepath.forecasting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HorizonTest {

    private static TimeSeries on(String... days) {
        Times times =
                Times.ofInstants(Arrays.stream(days).map(HorizonTest::midnight).toArray(Instant[]::new));
        return new TimeSeries("x", List.of(new Channel("v", times, new double[days.length])));
    }

    private static TimeSeries at(double... numbers) {
        return new TimeSeries("x", List.of(new Channel("v", Times.ofNumbers(numbers), new double[numbers.length])));
    }

    private static Instant midnight(String day) {
        return LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static List<String> texts(Times times) {
        return IntStream.range(0, times.size())
                .mapToObj(times::text)
                .map(t -> t.replace("T00:00:00Z", ""))
                .toList();
    }

    private static void assertRefused(String code, String message, String hint, Horizon horizon, TimeSeries history) {
        DataException e = assertThrows(DataException.class, () -> horizon.resolve(history));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
        assertEquals(hint, e.hint());
        assertEquals("series 'x'", e.location());
    }

    @Test
    void monthsAfterThe31stDoNotDrift() {
        Horizon months = Horizon.lasting(Period.ofMonths(5)).every(Period.ofMonths(1));
        assertEquals(
                List.of("2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31", "2023-06-30"),
                texts(months.resolve(on("2023-01-31"))));
        assertEquals("2024-02-29", texts(months.resolve(on("2024-01-31"))).get(0));
        Horizon years = Horizon.lasting(Period.ofYears(4)).every(Period.ofYears(1));
        assertEquals(
                List.of("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"),
                texts(years.resolve(on("2024-02-29"))));
    }

    @Test
    void theStretchEndsWithItsLastWholeStep() {
        Horizon horizon = Horizon.lasting(Duration.ofDays(10)).every(Duration.ofDays(4));
        assertEquals(List.of("2024-01-05", "2024-01-09"), texts(horizon.resolve(on("2024-01-01"))));
        Horizon whole = Horizon.lasting(Duration.ofDays(8)).every(Duration.ofDays(4));
        assertEquals(List.of("2024-01-05", "2024-01-09"), texts(whole.resolve(on("2024-01-01"))));
        Horizon mixed = Horizon.lasting(Period.ofMonths(1)).every(Duration.ofDays(14));
        assertEquals(List.of("2024-01-15", "2024-01-29"), texts(mixed.resolve(on("2024-01-01"))));
    }

    @Test
    void withoutAStepTheMedianGapIsTaken() {
        TimeSeries weekly = on("2024-01-01", "2024-01-08", "2024-01-15", "2024-02-05");
        assertEquals(
                List.of("2024-02-12", "2024-02-19"),
                texts(Horizon.lasting(Duration.ofDays(20)).resolve(weekly)));
        assertEquals(Times.ofNumbers(7, 9, 11), Horizon.lasting(6).resolve(at(0, 2, 4, 5)));
        TimeSeries fine = new TimeSeries(
                "x", List.of(new Channel("v", Times.ofEpoch(new long[2], new int[] {0, 500}), new double[2])));
        Times nanoseconds = Horizon.lasting(Duration.ofNanos(1000)).resolve(fine);
        assertEquals(Times.ofEpoch(new long[2], new int[] {1000, 1500}), nanoseconds);
    }

    /** A gap of centuries has more nanoseconds than a long. */
    private static TimeSeries inBerlin(LocalTime time, ZoneId zone) {
        Times days = Times.ofInstants(IntStream.range(0, 60)
                .mapToObj(i -> LocalDate.parse("2024-02-08").plusDays(i).atTime(time))
                .map(local -> local.atZone(zone).toInstant())
                .toList());
        return new TimeSeries("x", List.of(new Channel("v", days, new double[60])));
    }

    @Test
    void daysWithoutAStepAreThoseOfTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Horizon week = Horizon.lasting(Period.ofDays(3)).in(berlin);
        TimeSeries midnights = inBerlin(LocalTime.MIDNIGHT, berlin);
        assertEquals(
                List.of("2024-04-07T22:00:00Z", "2024-04-08T22:00:00Z", "2024-04-09T22:00:00Z"),
                texts(week.resolve(midnights)));
        TimeSeries before = midnights.until(Times.ofInstants(Instant.parse("2024-03-29T23:00:00Z")), 0);
        assertEquals(
                List.of("2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z", "2024-04-01T22:00:00Z"),
                texts(week.resolve(before)));
    }

    @Test
    void monthsWithoutAStepStayOnTheirDay() {
        Horizon year = Horizon.lasting(Period.ofMonths(4));
        assertEquals(
                List.of("2024-05-01", "2024-06-01", "2024-07-01", "2024-08-01"),
                texts(year.resolve(on("2023-12-01", "2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"))));
        assertEquals(
                List.of("2023-12-31", "2024-01-31", "2024-02-29"),
                texts(Horizon.lasting(Period.ofMonths(3)).resolve(on("2023-09-30", "2023-10-31", "2023-11-30"))));
        assertEquals(
                List.of("2024-10-15", "2025-01-15"),
                texts(Horizon.lasting(Period.ofMonths(8))
                        .resolve(on("2023-07-15", "2023-10-15", "2024-01-15", "2024-07-15"))));
        assertEquals(
                List.of("2025-01-01", "2026-01-01"),
                texts(Horizon.lasting(Period.ofYears(2)).resolve(on("2022-01-01", "2023-01-01", "2024-01-01"))));
    }

    @Test
    void aHorizonOfMonthsAfterAShortOneEndsWithAMonth() {
        TimeSeries ends = on("2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29");
        assertEquals(
                List.of("2024-03-31"), texts(Horizon.lasting(Period.ofMonths(1)).resolve(ends)));
        assertEquals(
                List.of("2024-03-31", "2024-04-30", "2024-05-31"),
                texts(Horizon.lasting(Period.ofMonths(3)).resolve(ends)));
        assertEquals(
                List.of("2024-03-31"),
                texts(Horizon.lasting(Duration.ofDays(50)).resolve(ends)));
    }

    @Test
    void monthsWithoutAStepAreThoseOfTheZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Times months = Times.ofInstants(IntStream.range(1, 8)
                .mapToObj(m -> LocalDate.of(2024, m, 1).atStartOfDay(berlin).toInstant())
                .toList());
        TimeSeries series = new TimeSeries("x", List.of(new Channel("v", months, new double[7])));
        assertEquals(
                List.of("2024-07-31T22:00:00Z", "2024-08-31T22:00:00Z", "2024-09-30T22:00:00Z", "2024-10-31T23:00:00Z"),
                texts(Horizon.lasting(Period.ofMonths(4)).in(berlin).resolve(series)));
    }

    @Test
    void aTimeOffTheDayOfTheMonthLeavesDays() {
        Horizon month = Horizon.lasting(Duration.ofDays(40));
        assertEquals(
                List.of("2024-05-03"),
                texts(month.resolve(on("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-02"))));
    }

    @Test
    void daysThatKeepToUniversalTimeDoNotFollowTheClockOfTheZone() {
        Horizon months = Horizon.lasting(Period.ofMonths(8)).in(ZoneId.of("Europe/Berlin"));
        Times asked = months.resolve(inBerlin(LocalTime.NOON, ZoneOffset.UTC));
        assertEquals("2024-12-07T12:00:00Z", asked.text(asked.size() - 1));
    }

    @Test
    void gapsOfCenturiesAreTaken() {
        TimeSeries ages = on("0001-01-01", "0501-01-01", "1001-01-01");
        Times times = Horizon.lasting(Period.ofYears(1001)).resolve(ages);
        assertEquals(2, times.size());
        assertTrue(texts(times).get(0).startsWith("150"), times.toString());
    }

    @Test
    void numbersAreSteppedWithoutDrift() {
        Times tenths = Horizon.lasting(1.0).every(0.1).resolve(at(3));
        assertEquals(10, tenths.size());
        assertEquals(4.0, tenths.number(9));
        assertEquals(Times.ofNumbers(1.5, 2), Horizon.lasting(1.2).every(0.5).resolve(at(0, 1)));
    }

    @Test
    void givenTimesAreTakenAsTheyAre() {
        Times asked = Times.ofNumbers(5.5, 100);
        assertEquals(asked, Horizon.at(asked).resolve(at(1, 5)));
        Instant later = Instant.parse("2024-01-01T00:00:00.000000001Z");
        assertEquals(Times.ofInstants(later), Horizon.at(later).resolve(on("2024-01-01")));
        Horizon byId = Horizon.at(Map.of("x", Times.ofNumbers(6), "y", Times.ofNumbers(7)));
        assertEquals(Times.ofNumbers(6), byId.resolve(at(1, 5)));
        assertEquals(
                0, Horizon.at(Map.of("y", Times.ofNumbers(7))).resolve(at(1)).size());
    }

    @Test
    void givenTimesComeAfterTheLastObservationAndIncrease() {
        String later = "ask for times after the last observation, or leave later observations out";
        assertRefused(
                "TP-D051",
                "a forecast is asked for at 5.0, but observations go on until 5.0",
                later,
                Horizon.at(Times.ofNumbers(5, 6)),
                at(1, 5));
        assertRefused(
                "TP-D051",
                "a forecast is asked for at 2024-01-01T00:00:00Z, but observations go on until 2024-01-02T00:00:00Z",
                later,
                Horizon.at(midnight("2024-01-01")),
                on("2023-05-05", "2024-01-02"));
        assertRefused(
                "TP-D051",
                "the times asked for must increase, but 6.0 follows 6.0",
                "sort them and ask for each time once",
                Horizon.at(Times.ofNumbers(6, 6)),
                at(1, 5));
    }

    @Test
    void axesMustAgree() {
        String plain = "give the horizon as a plain number in the unit of the time column";
        String unit = "give the horizon with a unit, such as 24h, 30d or 104w";
        String calendar = "the horizon is on a calendar time axis, the series on a numeric one";
        String numeric = "the horizon is on a numeric time axis, the series on a calendar one";
        assertRefused("TP-D050", calendar, plain, Horizon.lasting(Duration.ofDays(1)), at(1, 2));
        assertRefused("TP-D050", numeric, unit, Horizon.lasting(3), on("2024-01-01", "2024-01-02"));
        assertRefused("TP-D050", calendar, plain, Horizon.at(Instant.EPOCH), at(1));
        assertRefused("TP-D050", numeric, unit, Horizon.at(Times.ofNumbers(1)), on("2024-01-01"));
    }

    @Test
    void theNumberOfTimesHasALimit() {
        String message = "the horizon asks for more than 1000000 times";
        String hint = "shorten it or take longer steps (--every)";
        assertRefused("TP-D051", message, hint, Horizon.lasting(1e6 + 1).every(1), at(0));
        assertRefused("TP-D051", message, hint, Horizon.lasting(1e300).every(1e-300), at(0));
        assertRefused(
                "TP-D051",
                message,
                hint,
                Horizon.lasting(Duration.ofDays(12)).every(Duration.ofSeconds(1)),
                on("2024-01-01"));
        assertEquals(1_000_000, Horizon.lasting(1e6).every(1).resolve(at(0)).size());
    }

    @Test
    void aStretchHoldsAStep() {
        String hint = "lengthen it or take shorter steps (--every)";
        assertRefused("TP-D051", "a horizon of 0.5 holds no step of 1.0", hint, Horizon.lasting(0.5), at(1, 2));
        assertRefused(
                "TP-D051",
                "a horizon of PT1H holds no step of P1D",
                hint,
                Horizon.lasting(Duration.ofHours(1)).every(Period.ofDays(1)),
                on("2024-01-01"));
        assertRefused(
                "TP-D046",
                "one observation time has no gap to go by",
                "give the step (--every)",
                Horizon.lasting(5),
                at(1));
    }

    @Test
    void theCalendarEndsWithTheYear9999() {
        Horizon far = Horizon.lasting(Period.ofYears(9000)).every(Period.ofYears(1));
        DataException e = assertThrows(DataException.class, () -> far.resolve(on("2024-01-01")));
        assertEquals("TP-D051", e.code());
        assertTrue(e.getMessage().contains("9999"), e.getMessage());
    }

    @Test
    void horizonsGoForward() {
        assertBackward("a horizon and its step go forward: P0D", () -> Horizon.lasting(Period.ZERO));
        assertBackward("a horizon and its step go forward: PT-1S", () -> Horizon.lasting(Duration.ofSeconds(-1)));
        assertBackward(
                "a horizon and its step go forward: P-1M",
                () -> Horizon.lasting(Duration.ofDays(1)).every(Period.ofMonths(-1)));
        assertBackward("a horizon and its step go forward: 0.0, 0.0", () -> Horizon.lasting(0));
        assertBackward("a horizon and its step go forward: NaN, 0.0", () -> Horizon.lasting(Double.NaN));
        assertBackward(
                "a horizon and its step go forward: 1.0, -1.0",
                () -> Horizon.lasting(1).every(-1));
        assertBackward("a horizon and its step go forward: Infinity, 0.0", () -> Horizon.lasting(1 / 0.0));
    }

    private static void assertBackward(String message, org.junit.jupiter.api.function.Executable code) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
    }
}
