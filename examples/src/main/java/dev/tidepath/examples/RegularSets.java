package dev.tidepath.examples;

import dev.tidepath.examples.RegularSeries.Step;
import dev.tidepath.random.RandomKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;

/** Sets of regular series with what is held back of each: single classic ones, and groups of the Monash archive. */
final class RegularSets {

    private static final int MOST_OF_A_GROUP = 60;
    private static final LocalDate NONE = LocalDate.of(1, 1, 1);

    private RegularSets() {}

    /** Sets by name; those whose file is not there are left out. */
    static Map<String, List<RegularSeries>> read(Path folder) {
        Map<String, List<RegularSeries>> sets = new LinkedHashMap<>();
        Path classic = folder.resolve("classic");
        single(sets, classic, "co2_mauna_loa_weekly", 1, LocalDate.of(1958, 3, 29), Step.WEEK, 52, 104);
        single(sets, classic, "airline_passengers", 1, LocalDate.of(1949, 1, 1), Step.MONTH, 12, 24);
        single(sets, classic, "sunspots_monthly", 1, LocalDate.of(1749, 1, 1), Step.MONTH, 1, 132);
        single(sets, classic, "sunspots_yearly", 1, NONE, Step.NUMBER, 11, 22);
        single(sets, classic, "nile_flow", 1, NONE, Step.NUMBER, 1, 10);
        single(sets, classic, "elnino_sst_monthly", 2, LocalDate.of(1950, 1, 1), Step.MONTH, 12, 24);
        logarithms(sets, single(sets, classic, "lynx_trappings", 1, NONE, Step.NUMBER, 10, 14));
        logarithms(sets, single(sets, classic, "us_macro_quarterly", 2, LocalDate.of(1959, 1, 1), Step.QUARTER, 4, 12));
        Path monash = folder.resolve("monash");
        group(sets, monash, "sunspot_dataset_without_missing_values", Step.DAY, 1, 30);
        group(sets, monash, "saugeenday_dataset", Step.DAY, 1, 30);
        group(sets, monash, "us_births_dataset", Step.DAY, 7, 30);
        group(sets, monash, "tourism_monthly_dataset", Step.MONTH, 12, 24);
        group(sets, monash, "fred_md_dataset", Step.MONTH, 12, 12);
        group(sets, monash, "m1_monthly_dataset", Step.MONTH, 12, 18);
        return sets;
    }

    /** A few series made up of a trend, a season and noise. */
    static Map<String, List<RegularSeries>> generated() {
        List<RegularSeries> series = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            RandomKey key = RandomKey.of(5).derive(k);
            double slope = 0.3 * key.gaussian(0);
            double[] walk = new double[96];
            Arrays.setAll(walk, i -> key.gaussian(i + 1L));
            Arrays.parallelPrefix(walk, Double::sum);
            double[] values = new double[walk.length];
            Arrays.setAll(
                    values,
                    i -> 100 + slope * i + walk[i] + 8 * StrictMath.sin(i * Math.PI / 6) + key.gaussian(1_000L + i));
            series.add(new RegularSeries("g" + k, LocalDate.of(2000, 1, 1), Step.MONTH, values, 12, 12));
        }
        return new LinkedHashMap<>(Map.of("generated", series));
    }

    private static String single(
            Map<String, List<RegularSeries>> sets,
            Path folder,
            String name,
            int column,
            LocalDate start,
            Step step,
            int season,
            int ahead) {
        Path file = folder.resolve(name + ".csv");
        if (Files.isRegularFile(file)) {
            List<String> lines = lines(file);
            double[] values = lines.stream()
                    .skip(1)
                    .mapToDouble(line -> number(line.split(",", -1)[column]))
                    .toArray();
            sets.put(name, List.of(new RegularSeries(name, start, step, values, season, ahead)));
        }
        return name;
    }

    private static void logarithms(Map<String, List<RegularSeries>> sets, String name) {
        DoubleUnaryOperator log = StrictMath::log;
        sets.computeIfPresent(
                name,
                (key, series) -> series.stream()
                        .map(s -> new RegularSeries(
                                s.id(),
                                s.start(),
                                s.step(),
                                Arrays.stream(s.values()).map(log).toArray(),
                                s.season(),
                                s.ahead()))
                        .toList());
    }

    private static double number(String cell) {
        return cell.isBlank() ? Double.NaN : Double.parseDouble(cell);
    }

    private static void group(
            Map<String, List<RegularSeries>> sets, Path folder, String name, Step step, int season, int ahead) {
        Path file = folder.resolve(name + ".tsf.gz");
        if (!Files.isRegularFile(file)) {
            return;
        }
        List<String> lines = lines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("@") && !line.startsWith("#"))
                .toList();
        int count = Math.min(MOST_OF_A_GROUP, lines.size());
        List<RegularSeries> some = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            String[] parts = lines.get((int) ((long) k * lines.size() / count)).split(":", 3);
            double[] values = Arrays.stream(parts[2].split(",", -1))
                    .mapToDouble(RegularSets::number)
                    .toArray();
            LocalDate start = LocalDate.parse(parts[1].substring(0, 10));
            some.add(new RegularSeries(parts[0], start, step, values, season, ahead));
        }
        sets.put(name.replaceFirst("_dataset.*", ""), some);
    }

    private static List<String> lines(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new Arguments.NotUnderstood(file + " cannot be read: " + e.getMessage());
        }
    }
}
