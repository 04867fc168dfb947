package dev.tidepath.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.benchmarks.SuiteFigures.Scaled;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccuracySuiteTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private int run(String words) {
        out.reset();
        err.reset();
        return AccuracySuite.run(
                words.replace("@", folder.toString()).split(" "),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String tables() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String talk() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theQuickFormKeepsItsBars() {
        assertEquals(0, run("--quick --level 0"), talk());
        assertTrue(tables().contains("MASE over that of state-space, the best baseline over all groups"), tables());
        assertTrue(tables().contains("Percent inside the 95 % interval"), tables());
    }

    @Test
    void finishedUnitsAreNotRunAgain() throws IOException {
        String words = "--quick --model mean,last-value --level 30 --out @/units.jsonl";
        assertEquals(0, run(words), talk());
        String first = tables();
        assertEquals(4, talk().lines().count());
        Path file = folder.resolve("units.jsonl");
        String all = Files.readString(file);
        run(words);
        assertEquals(first, tables());
        assertEquals("", talk());
        Files.writeString(file, all.substring(0, all.length() - 40));
        run(words);
        assertEquals(first, tables());
        assertEquals(1, talk().lines().count());
        run(words + " --print");
        assertEquals(first, tables());
    }

    @Test
    void aModelWithoutResultsHasNoFigures() {
        run("--quick --model mean --level 30 --out @/units.jsonl");
        run("--quick --model mean,drift --level 30 --out @/units.jsonl --print");
        String row = tables().lines()
                .filter(line -> line.startsWith("months"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches("months \\(5\\) +\\d\\.\\d{3} +n/a"), row);
    }

    @Test
    void whatIsNotUnderstoodIsTold() {
        assertEquals(2, run("--quick --model oracle"));
        assertTrue(talk().contains("no model is called oracle"), talk());
        assertEquals(2, run("--model mean"));
        assertTrue(talk().contains("a folder is needed"), talk());
        assertEquals(2, run("--data @ --model mean"));
        assertTrue(talk().contains("there is no such set"), talk());
    }

    @Test
    void exportsHaveWhatModelsSeeAndTheTruthInStepsOfTheGrid() throws IOException {
        assertEquals(0, run("--quick --level 0,70 --export @"), talk());
        List<String> whole = Files.readAllLines(folder.resolve("months-0.csv"));
        List<String> some = Files.readAllLines(folder.resolve("months-70.csv"));
        assertEquals("group,set,level,season,ahead,id,channel,cutoff,kind,time,value,scale", whole.get(0));
        assertEquals(1 + 5 * 96, whole.size());
        assertTrue(whole.get(1).startsWith("months,months,0,12,12,g0,value,24083.0,history,24000.0,"), whole.get(1));
        assertEquals(
                5 * 12, some.stream().filter(row -> row.contains(",truth,")).count());
        assertTrue(some.size() < 5 * 12 + 5 * 84 / 2);
        List<String> kept =
                some.stream().skip(1).map(row -> row.replace(",70,", ",0,")).toList();
        assertTrue(whole.containsAll(kept), "the same times, values and scales");
    }

    @Test
    void filesAreReadAndEarlierCutOffsKeptBack() throws IOException {
        StringBuilder csv = new StringBuilder("year,flow\n");
        IntStream.range(0, 60)
                .forEach(i -> csv.append(1900 + i)
                        .append(",")
                        .append(i == 3 ? "" : 7 + i % 3)
                        .append("\n"));
        Files.createDirectories(folder.resolve("classic"));
        Files.writeString(folder.resolve("classic/nile_flow.csv"), csv);
        for (boolean keptBack : new boolean[] {false, true}) {
            SuiteSource source = SuiteSources.in(folder, keptBack).stream()
                    .filter(SuiteSource::exists)
                    .findFirst()
                    .orElseThrow();
            SuiteSet set = source.read();
            TimeSeries series = set.series().series().get(0);
            assertEquals(keptBack ? "nile_flow (kept back)" : "nile_flow", source.name());
            assertEquals(source.name(), set.name());
            assertEquals(Domain.POSITIVE, series.targets().get(0).spec().domain());
            assertEquals(keptBack ? 1929 : 1959, series.last().number(0));
            assertEquals(keptBack ? 29 : 59, series.observations());
        }
    }

    @Test
    void archivesAreSampled() throws IOException {
        StringBuilder tsf = new StringBuilder("# text\n@data\n");
        IntStream.range(0, 200)
                .forEach(i -> tsf.append("T").append(i).append(":2001-02-01 00-00-00:1,2,?,4\n".replace("?", "")));
        Files.createDirectories(folder.resolve("monash"));
        Path file = folder.resolve("monash/m1_monthly_dataset.tsf.gz");
        try (var gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(tsf.toString().getBytes(StandardCharsets.UTF_8));
        }
        List<String> ids = new ArrayList<>();
        for (boolean keptBack : new boolean[] {false, true}) {
            SuiteSet set = SuiteSources.in(folder, keptBack).stream()
                    .filter(SuiteSource::exists)
                    .findFirst()
                    .orElseThrow()
                    .read();
            assertEquals(60, set.series().series().size());
            set.series().series().forEach(s -> ids.add(s.id()));
            TimeSeries one = set.series().series().get(0);
            assertEquals(3, one.observations());
            assertEquals("2001-05-01T00:00:00Z", one.last().instant(0).toString());
        }
        assertEquals(120, ids.stream().distinct().count());
    }

    private static SuiteResult result(String group, String set, String model, double... errors) {
        List<SuiteScore> series = IntStream.range(0, errors.length)
                .mapToObj(i -> new SuiteScore(
                        "s" + i, "v", errors[i], errors[i] / 2, List.of(2, 0, 2), List.of(1, 0, 2), List.of(2, 0, 2)))
                .toList();
        return new SuiteResult(group, set, 0, model, 1, 0, "", series);
    }

    @Test
    void meansAreGeometricOverSeriesThenGroupsAndOnlyOfWhatIsComplete() {
        String last = Model.LAST_VALUE.text();
        SuiteFigures figures = new SuiteFigures(List.of(
                result("a", "a1", "mean", 1, 4),
                result("a", "a2", "mean", 2),
                result("b", "b", "mean", 0),
                result("a", "a1", last, 1, 1),
                result("b", "b", last, 8)));
        assertEquals(2, figures.error(Scaled.MASE, "a", 0, "mean").orElseThrow(), 1e-12);
        assertEquals(1, figures.error(Scaled.CRPS, "a", 0, "mean").orElseThrow(), 1e-12);
        assertEquals(1e-3, figures.error(Scaled.MASE, "b", 0, "mean").orElseThrow(), 1e-12);
        assertEquals(Math.sqrt(2e-3), figures.error(Scaled.MASE, 0, "mean").orElseThrow(), 1e-12);
        assertEquals(OptionalDouble.empty(), figures.error(Scaled.MASE, "a", 0, last));
        assertEquals(OptionalDouble.empty(), figures.error(Scaled.MASE, 0, last));
        assertEquals("mean", figures.best(Scaled.MASE, 0, List.of("mean", last)).orElseThrow());
        assertEquals(3, figures.series("a", 0));
        assertEquals(75, figures.coverage(false, Optional.empty(), 0, "mean").orElseThrow(), 1e-12);
        assertEquals(50, figures.coverage(false, Optional.of(0), 0, "mean").orElseThrow(), 1e-12);
        assertEquals(OptionalDouble.empty(), figures.coverage(false, Optional.of(1), 0, "mean"));
        assertTrue(String.join("\n", SuiteReport.of(figures, List.of("mean", last), List.of("mean")))
                .contains(String.format(Locale.ROOT, "%-34s %14s %14s", "a (3)", "2.000", "n/a")));
    }
}
