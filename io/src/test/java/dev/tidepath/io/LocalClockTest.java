package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Local times to instants as java.time has them, whatever the order of the rows. */
final class LocalClockTest {

    @Test
    void agreesWithTheJdkInEveryZone() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        Random random = new Random(9);
        TimeStyle style = TimeStyle.SNIFFED.gap(DstGap.SHIFT);
        for (String name : zones) {
            ZoneId zone = ZoneId.of(name);
            LocalClock early = new LocalClock(zone, style.overlap(DstOverlap.EARLIER));
            LocalClock late = new LocalClock(zone, style.overlap(DstOverlap.LATER));
            long local = LocalDateTime.of(2024, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
            for (int i = 0; i < 200; i++) {
                local += random.nextInt(4) == 0 ? random.nextInt() / 8 : random.nextInt(100_000);
                LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
                long earlier = time.atZone(zone).withEarlierOffsetAtOverlap().toEpochSecond();
                long later = time.atZone(zone).withLaterOffsetAtOverlap().toEpochSecond();
                assertEquals(earlier, early.second(local, 0, 1, "", ""), name + " " + time);
                assertEquals(later, late.second(local, 0, 1, "", ""), name + " " + time);
            }
        }
    }

    @Test
    void eachSeriesStepsBackForItself() {
        LocalClock clock = new LocalClock(ZoneId.of("Europe/Berlin"), TimeStyle.SNIFFED);
        long two = LocalDateTime.of(2024, 10, 27, 2, 0).toEpochSecond(ZoneOffset.UTC);
        assertEquals(two - 7200, clock.second(two, 0, 1, "a", ""));
        assertEquals(two - 7200, clock.second(two, 0, 2, "b", ""));
        assertEquals(two - 3600, clock.second(two, 0, 3, "a", ""));
        assertEquals(two - 3600, clock.second(two, 0, 4, "b", ""));
        assertEquals(
                List.of(),
                clock.repeatedFault(new ColumnRef("t", 0), Origin.ofFile("x")).stream()
                        .toList());
    }
}
