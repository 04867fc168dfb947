package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class CsvProfileTest {

    private static final RandomKey KEY = RandomKey.of(11);

    private static CsvProfile profile(String text) {
        return Csv.read(new StringReader(text), "f.csv").profile((rows, expected) -> {});
    }

    private static CsvProfile profile(String text, int stretchRows) {
        return new CsvProfiling(CsvRequest.NOTHING, (rows, expected) -> {}, stretchRows)
                .run(TextSource.of(new StringReader(text), "f.csv"));
    }

    private static String irregular(int rows) {
        StringBuilder text = new StringBuilder("time,x,y\n");
        double at = 0;
        for (int i = 0; i < rows; i++) {
            at += 1 + KEY.below(i, 9);
            text.append(at).append(',').append(KEY.below(-i, 100)).append(',').append(i % 3 == 0 ? "" : "5.5");
            text.append('\n');
        }
        return text.toString();
    }

    @Test
    void countsSpansAndGapsAreThoseOfTheSeries() {
        CsvProfile found = profile("day,x\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n2024-01-13,\n2024-01-23,8\n");
        SeriesProfile all = found.all();
        assertEquals(4, all.times());
        assertEquals("2024-01-01", found.timeFormat().text(all.first(), 0));
        assertEquals("2024-01-23", found.timeFormat().text(all.last(), 0));
        GapProfile gaps = all.gaps().orElseThrow();
        assertEquals(3, gaps.count());
        assertEquals(86_400, gaps.median());
        assertEquals(20 * 86_400, gaps.longest());
        assertEquals(Instant.parse("2024-01-03T00:00:00Z"), gaps.after().instant(0));
        assertEquals(OptionalDouble.of(0.2), round(found.channels().get(0).missing()));
    }

    private static OptionalDouble round(OptionalDouble x) {
        return OptionalDouble.of(Math.rint(1e9 * x.orElseThrow()) / 1e9);
    }

    @Test
    void whatStretchesTellAddsUpToWhatTheFileTells() {
        String text = irregular(2_000);
        CsvProfile whole = profile(text, 1 << 18);
        CsvProfile cut = profile(text, 37);
        assertEquals(whole.all().times(), cut.all().times());
        assertEquals(whole.all().gaps(), cut.all().gaps());
        assertEquals(whole.channels(), cut.channels());
        assertEquals(whole.first(), cut.first());
    }

    @Test
    void rowsInAnyOrderTellTheSame() {
        List<String> lines = new ArrayList<>(irregular(500).lines().toList());
        String header = lines.remove(0);
        CsvProfile inOrder = profile(header + "\n" + String.join("\n", lines));
        Collections.reverse(lines);
        CsvProfile backwards = profile(header + "\n" + String.join("\n", lines));
        assertEquals(inOrder.all(), backwards.all());
        assertEquals(inOrder.channels(), backwards.channels());
        assertTrue(
                backwards.warnings().get(0).startsWith("not in order of time: 499 rows"),
                backwards.warnings()::toString);
        CsvProfile cut = profile(header + "\n" + String.join("\n", lines), 50);
        assertEquals(
                inOrder.all().gaps().orElseThrow().longest(),
                cut.all().gaps().orElseThrow().longest());
        assertEquals(inOrder.all().times(), cut.all().times());
    }

    @Test
    void repeatedAndContradictingValuesAreToldApart() {
        CsvProfile found = profile("time,x\n0,1\n1,2\n1,2\n2,3\n3,4\n3,5\n4,1\n");
        assertEquals(2, found.all().repeated());
        assertEquals(5, found.all().values());
        assertEquals(1, found.contradictions());
        assertEquals("line 7", found.firstContradiction());
    }

    @Test
    void valuesAreRepeatedAcrossTheCutOfTwoStretchesToo() {
        String text = "time,x\n0,1\n1,2\n1,2\n2,3\n3,4\n3,5\n4,1\n";
        CsvProfile found = profile(text, 2);
        assertEquals(2, found.all().repeated());
        assertEquals(5, found.all().times());
        assertEquals(1, found.contradictions());
    }

    @Test
    void constantAndCodedAndLonelyValuesAreSeen() {
        StringBuilder text = new StringBuilder("time,flat,coded,lonely,flag\n");
        for (int i = 0; i < 50; i++) {
            text.append(i)
                    .append(",7,")
                    .append(i % 9 == 4 ? "-999" : "" + i % 7)
                    .append(',');
            text.append(i % 9 == 4 ? "-200" : "" + i % 7)
                    .append(',')
                    .append(i % 2)
                    .append('\n');
        }
        List<ChannelProfile> channels = profile(text.toString()).channels();
        assertEquals(1, channels.get(0).constant());
        assertEquals(0, channels.get(1).constant());
        assertEquals(Optional.of("-999 stands 6 times"), channels.get(1).suspect());
        assertEquals(Optional.of("-200 stands 6 times"), channels.get(2).suspect());
        assertEquals(Optional.empty(), channels.get(3).suspect());
    }

    @Test
    void aDailyPeriodIsFound() {
        StringBuilder text = new StringBuilder("time,load\n");
        for (int h = 0; h < 600; h++) {
            text.append(Instant.ofEpochSecond(1_700_000_000L + 3_600L * h)).append(',');
            text.append(StrictMath.sin(h / 24.0 * 2 * Math.PI) + KEY.gaussian(h))
                    .append('\n');
        }
        PeriodProfile found = profile(text.toString()).periods().get(0);
        assertEquals(86_400, found.periods().get(0).length());
        assertEquals(600, found.values());
    }

    @Test
    void seriesThatAreTooManyAreCountedTogether() {
        StringBuilder text = new StringBuilder("id,time,x\n");
        for (int i = 0; i < 60_000; i++) {
            text.append("a").append(i).append(",1,5\na").append(i).append(",2,6\n");
        }
        CsvProfile found = profile(text.toString());
        assertEquals(50_000, found.series());
        assertEquals(120_000, found.all().times());
        assertTrue(found.warnings().stream().anyMatch(w -> w.startsWith("there are more than 50,000 series")));
    }

    @Test
    void theListenerHearsOfTheRows() {
        List<Long> heard = new ArrayList<>();
        Csv.read(new StringReader(irregular(40_000)), "f.csv").profile((rows, expected) -> heard.add(rows));
        assertEquals(List.of(16_384L, 32_768L), heard);
    }

    @Test
    void mutatedFilesAreProfiledOrRefusedWithACode() {
        List<String> seeds = List.of(
                irregular(40),
                "id,day,flow\na,2024-01-01,1.5\na,2024-01-02,2.5\nb,2024-01-01,4\nb,2024-01-09,1e3\n".repeat(3),
                "who;when;what;how much\nx;01.02.2024 10:00;hr;1,5\nx;13.02.2024 10:00;hr;2,5\ny;14.02.2024 10:00;bp;7\n");
        int profiled = 0;
        for (int i = 0; i < 3_000; i++) {
            RandomKey key = KEY.derive("mutants").derive(i);
            StringBuilder text = new StringBuilder(seeds.get(i % seeds.size()));
            for (int m = 0; m <= key.below(0, 6); m++) {
                int at = key.below(3L * m + 1, text.length());
                String with = "0,;9\n\"-.e:T\t'aZ\u00e9".charAt(key.below(3L * m + 2, 16)) + "";
                text.replace(at, Math.min(text.length(), at + key.below(3L * m + 3, 3)), with);
            }
            try {
                profile(text.toString());
                profiled++;
            } catch (InputException e) {
                assertTrue(e.code().startsWith("TP-"), e::code);
            } catch (RuntimeException e) {
                throw new AssertionError("mutant " + i + ": " + text, e);
            }
        }
        assertTrue(profiled > 300, "profiled " + profiled);
    }

    @Test
    void timesTooCloseToBeToldApartFarFromTheFirstDoNoHarm() {
        StringBuilder text = new StringBuilder("time,x\n1990-01-01T00:00:00Z,1\n");
        for (int i = 0; i < 40; i++) {
            text.append("2024-01-01T00:00:00.")
                    .append(String.format(Locale.ROOT, "%09d", 100 * i))
                    .append("Z,")
                    .append(i)
                    .append('\n');
        }
        assertTrue(profile(text.toString()).all().times() > 2);
    }

    @Test
    void extremeNumbersDoNoHarm() {
        CsvProfile found = profile("time,x\n-1e308,1e308\n0,-1e308\n1e308,1e-308\n1.5e308,2\n");
        assertEquals(4, found.all().times());
    }
}
