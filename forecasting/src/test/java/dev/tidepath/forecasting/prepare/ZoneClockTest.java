package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Times;
import dev.tidepath.random.RandomKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZoneClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<Instant> local(ZoneId zone, List<Instant> times) {
        Times local = new ZoneClock(zone).local(Times.ofInstants(times), "");
        List<Instant> shown = new ArrayList<>();
        for (int i = 0; i < local.size(); i++) {
            shown.add(local.instant(i));
        }
        return shown;
    }

    private static Instant local(ZoneId zone, String time) {
        return local(zone, List.of(Instant.parse(time))).get(0);
    }

    @Test
    void anHourOfSummerTimeIsSpreadOverFour() {
        assertEquals(Instant.parse("2024-03-31T00:00:00Z"), local(BERLIN, "2024-03-30T23:00:00Z"));
        assertEquals(Instant.parse("2024-03-31T01:15:00Z"), local(BERLIN, "2024-03-31T00:00:00Z"));
        assertEquals(Instant.parse("2024-03-31T02:30:00Z"), local(BERLIN, "2024-03-31T01:00:00Z"));
        assertEquals(Instant.parse("2024-03-31T05:00:00Z"), local(BERLIN, "2024-03-31T03:00:00Z"));
        assertEquals(Instant.parse("2024-10-27T01:00:00Z"), local(BERLIN, "2024-10-26T23:00:00Z"));
        assertEquals(Instant.parse("2024-10-27T02:30:00Z"), local(BERLIN, "2024-10-27T01:00:00Z"));
        assertEquals(Instant.parse("2024-10-27T04:00:00Z"), local(BERLIN, "2024-10-27T03:00:00Z"));
    }

    /** Berlin, half an hour of summer time, half hours and the date line, offsets of odd seconds, months without summer time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "Australia/Lord_Howe",
                "Australia/Adelaide",
                "Pacific/Apia",
                "Pacific/Kwajalein",
                "America/Juneau",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Europe/Amsterdam",
                "America/New_York",
                "Asia/Kolkata"
            })
    void timesIncreaseAndAreThoseOfTheClockAwayFromItsChanges(String name) {
        ZoneId zone = ZoneId.of(name);
        ZoneRules rules = zone.getRules();
        RandomKey key = RandomKey.of(41).derive(name);
        Instant time = Instant.parse("1840-01-01T00:00:00Z");
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            time = time.plusSeconds(1 + (long) (1_300_000 * StrictMath.pow(key.uniform(2L * i), 3)))
                    .plusNanos((long) (1e9 * key.uniform(2L * i + 1)));
            times.add(time);
        }
        List<Instant> shown = local(zone, times);
        int exact = 0;
        for (int i = 0; i < times.size(); i++) {
            Instant t = times.get(i);
            if (i > 0) {
                Duration before = Duration.between(times.get(i - 1), t);
                Duration after = Duration.between(shown.get(i - 1), shown.get(i));
                assertTrue(after.compareTo(before.multipliedBy(3).dividedBy(4).minusNanos(2)) >= 0, t + " " + after);
            }
            if (isFarFromChanges(rules, t)) {
                exact++;
                assertEquals(LocalDateTime.ofInstant(t, zone).toInstant(ZoneOffset.UTC), shown.get(i));
            }
        }
        assertTrue(exact > 18_000, exact + " times");
        assertEquals(shown.get(77), local(zone, List.of(times.get(77))).get(0), "companions do not count");
    }

    private static boolean isFarFromChanges(ZoneRules rules, Instant t) {
        return isFarFrom(rules.previousTransition(t.plusNanos(1)), t) && isFarFrom(rules.nextTransition(t), t);
    }

    private static boolean isFarFrom(ZoneOffsetTransition change, Instant t) {
        Duration reach =
                change == null ? Duration.ZERO : change.getDuration().abs().multipliedBy(2);
        return change == null || Duration.between(change.getInstant(), t).abs().compareTo(reach) >= 0;
    }

    /** Every change of every zone until 2040: the time axis runs on, and it can be told from the clock which time it was. */
    @Test
    void noZoneTurnsTheTimeBackAndAllCanBeInverted() {
        int changes = 0;
        for (String name : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneRules rules = ZoneId.of(name).getRules();
            ZoneOffsetTransition change = rules.nextTransition(Instant.parse("1800-01-01T00:00:00Z"));
            while (change != null && change.getInstant().isBefore(Instant.parse("2040-01-01T00:00:00Z"))) {
                List<Instant> times = new ArrayList<>();
                Duration quarter = change.getDuration().abs().dividedBy(4);
                for (int k = -13; k <= 13; k++) {
                    times.add(change.getInstant().plus(quarter.multipliedBy(k)).plusNanos(7));
                }
                List<Instant> shown = local(ZoneId.of(name), times);
                for (int i = 0; i < times.size(); i++) {
                    assertTrue(i == 0 || shown.get(i - 1).isBefore(shown.get(i)), name + " " + times.get(i));
                }
                if (changes++ % 100 == 0) {
                    assertInverted(ZoneId.of(name), times.get(12), shown.get(12));
                }
                change = rules.nextTransition(change.getInstant());
            }
        }
    }

    /** Bisection finds the time again, up to the nanosecond that slow stretches cost. */
    private static void assertInverted(ZoneId zone, Instant time, Instant shown) {
        Instant low = time.minus(Duration.ofDays(4));
        Instant high = time.plus(Duration.ofDays(4));
        while (Duration.between(low, high).toNanos() > 1) {
            Instant middle = low.plus(Duration.between(low, high).dividedBy(2));
            if (local(zone, List.of(middle)).get(0).isAfter(shown)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        assertTrue(Duration.between(low, time).abs().toNanos() <= 1, zone + " " + time + " " + low);
    }

    @Test
    void fixedOffsetsAndNumbersNeedNoClock() {
        assertEquals(Optional.empty(), ZoneClock.of(ZoneOffset.UTC));
        assertEquals(Optional.empty(), ZoneClock.of(ZoneId.of("UTC")));
        assertEquals(Optional.empty(), ZoneClock.of(ZoneId.of("+05:30")));
        Times numbers = Times.ofNumbers(1, 2);
        assertSame(numbers, new ZoneClock(BERLIN).local(numbers, ""));
    }

    @Test
    void timesThatLeaveTheCalendarOrFallTogetherAreRefused() {
        ZoneClock clock = new ZoneClock(BERLIN);
        Times last = Times.ofInstants(Instant.parse("9999-12-31T23:30:00Z"));
        DataException e = assertThrows(DataException.class, () -> clock.local(last, "series 'a'"));
        assertEquals("TP-D042", e.code());
        assertEquals("series 'a'", e.location());
        Instant start = Instant.parse("2024-10-27T00:00:00Z");
        List<Instant> dense = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            dense.add(start.plusNanos(i));
        }
        Times close = Times.ofInstants(dense);
        assertEquals(
                "TP-D042",
                assertThrows(DataException.class, () -> clock.local(close, "")).code());
    }

    @Test
    void horizonsAreToldByTheClock() {
        ZoneClock clock = new ZoneClock(BERLIN);
        Horizon week = Horizon.lasting(Period.ofDays(7)).in(BERLIN);
        assertEquals(Horizon.lasting(Period.ofDays(7)), clock.local(week));
        assertEquals(Horizon.lasting(3.0), clock.local(Horizon.lasting(3.0)));
        Times noon = Times.ofInstants(Instant.parse("2024-07-01T10:00:00Z"));
        Times shown = Times.ofInstants(Instant.parse("2024-07-01T12:00:00Z"));
        assertEquals(Horizon.at(shown), clock.local(Horizon.at(noon)));
        assertEquals(Horizon.at(Map.of("a", shown)), clock.local(Horizon.at(Map.of("a", noon))));
    }
}
