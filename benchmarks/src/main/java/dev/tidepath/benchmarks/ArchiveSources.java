package dev.tidepath.benchmarks;

import dev.tidepath.benchmarks.PlainTable.Row;
import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Regular series: the classic ones, groups of the Monash archive, and samples of the M4 competition. */
final class ArchiveSources {

    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Period DAY = Period.ofDays(1);
    private static final Period WEEK = Period.ofWeeks(1);
    private static final Period MONTH = Period.ofMonths(1);
    private static final Period QUARTER = Period.ofMonths(3);
    private static final int OF_MONASH = 60;
    private static final int OF_M4 = 100;
    private static final String[] MACRO = {
        "realgdp",
        "realcons",
        "realinv",
        "realgovt",
        "realdpi",
        "cpi",
        "m1",
        "tbilrate",
        "unemp",
        "pop",
        "infl",
        "realint"
    };

    private final SuiteSources sources;

    private ArchiveSources(SuiteSources sources) {
        this.sources = sources;
    }

    static void addTo(SuiteSources sources) {
        ArchiveSources own = new ArchiveSources(sources);
        own.classic();
        own.monash();
        own.m4("m4-hourly", "Hourly", every(HOUR, 48, 24, 1), "2015-01-01");
        own.m4("m4-weekly", "Weekly", every(WEEK, 13, 1, 1), "1960-01-04");
    }

    private void classic() {
        Function<List<Row>, Times> year = PlainTable.numbers(row -> row.number("year"));
        Function<List<Row>, Times> month =
                PlainTable.calendar(row -> date(row.whole("year"), row.whole("month"), 1, 0));
        Function<List<Row>, Times> quarter =
                PlainTable.calendar(row -> date(row.whole("year"), 3 * row.whole("quarter") - 2, 1, 0));
        // 1973 and 1990, of which December 12 is day 346, are the years of the observations
        Function<List<Row>, Times> day =
                PlainTable.calendar(row -> date(1973, row.whole("Month"), row.whole("Day"), 0));
        Function<List<Row>, Times> clock =
                PlainTable.calendar(row -> date(1990, 12, row.whole("day") - 334, row.whole("time")));
        classic("co2_mauna_loa_weekly", every(WEEK, 104, 52, 5), PlainTable.dates("date"), "co2_ppm");
        classic("airline_passengers", every(MONTH, 24, 12, 2), PlainTable.dates("month"), "passengers");
        classic("sunspots_monthly", every(MONTH, 132, 1, 5), PlainTable.dates("month"), "sunspots");
        classic("sunspots_yearly", ForecastProtocol.every(1, 22, 11, 4), year, "sunspots");
        classic("nile_flow", ForecastProtocol.every(1, 10, 1, 3), year, "flow");
        classic("elnino_sst_monthly", every(MONTH, 24, 12, 5), month, "sst");
        classic("lynx_trappings", ForecastProtocol.every(1, 14, 10, 2), year, "lynx");
        classic("us_macro_quarterly", every(QUARTER, 12, 4, 3), quarter, MACRO);
        classic("airquality_ny_1973", every(DAY, 14, 1, 4), day, "Ozone", "Solar.R", "Wind", "Temp");
        classic("beaver1_temperature", every(MINUTES, 12, 1, 4), clock, "temp");
    }

    private static ForecastProtocol every(TemporalAmount step, int ahead, int season, int cutOffs) {
        return ForecastProtocol.every(step, ahead, season, cutOffs);
    }

    /** A date and a time such as 2250. */
    private static Instant date(int year, int month, int day, int time) {
        return LocalDateTime.of(year, month, day, time / 100, time % 100).toInstant(ZoneOffset.UTC);
    }

    private void classic(String name, ForecastProtocol protocol, Function<List<Row>, Times> times, String... columns) {
        sources.few("classic", name, "classic/" + name + ".csv", file -> {
            TimeSeries series = PlainTable.read(file).series("", times, columns);
            return new SuiteSet("classic", name, protocol, SeriesSet.of(series)).positiveBut("Temp");
        });
    }

    private void monash() {
        few("sunspot", "sunspot_dataset_without_missing_values", every(DAY, 30, 1, 5));
        few("saugeenday", "saugeenday_dataset", every(DAY, 30, 1, 5));
        few("us_births", "us_births_dataset", every(DAY, 30, 7, 5));
        many("tourism_monthly", every(MONTH, 24, 12, 1));
        many("fred_md", every(MONTH, 12, 12, 1));
        many("m1_monthly", every(MONTH, 18, 12, 1));
    }

    private void few(String name, String file, ForecastProtocol protocol) {
        SuiteSample all = new SuiteSample(Integer.MAX_VALUE, false);
        sources.few("monash", name, "monash/" + file + ".tsf.gz", path -> monash(name, path, protocol, all));
    }

    private void many(String name, ForecastProtocol protocol) {
        sources.sampled(
                "monash",
                name,
                "monash/" + name + "_dataset.tsf.gz",
                OF_MONASH,
                sample -> path -> monash(name, path, protocol, sample));
    }

    private static SuiteSet monash(String name, Path file, ForecastProtocol protocol, SuiteSample sample) {
        List<String> lines = PlainTable.lines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("@") && !line.startsWith("#"))
                .toList();
        List<TimeSeries> series = new ArrayList<>();
        for (String line : sample.of(lines)) {
            String[] parts = line.split(":", 3);
            Instant start = PlainTable.instant(parts[1].substring(0, 10));
            series.add(regular(parts[0], start, protocol, List.of(PlainTable.cells(parts[2]))));
        }
        return new SuiteSet("monash", name, protocol, new SeriesSet(series)).positiveBut();
    }

    /** The files tell no dates, so all series begin on one. */
    private void m4(String group, String file, ForecastProtocol protocol, String start) {
        sources.sampled(group, group, "m4/" + file + "-train.csv.gz", OF_M4, sample -> path -> {
            List<String> train = PlainTable.lines(path);
            List<String> test = PlainTable.lines(path.resolveSibling(file + "-test.csv.gz"));
            List<TimeSeries> series = new ArrayList<>();
            for (int row : sample.of(IntStream.range(1, train.size()).boxed().toList())) {
                List<String> known = List.of(PlainTable.cells(train.get(row)));
                List<String> ahead = List.of(PlainTable.cells(test.get(row)));
                List<String> cells = new ArrayList<>(known.subList(1, known.size()));
                cells.removeIf(String::isBlank);
                cells.addAll(ahead.subList(1, ahead.size()));
                series.add(regular(known.get(0), PlainTable.instant(start), protocol, cells));
            }
            return new SuiteSet(group, group, protocol, new SeriesSet(series)).positiveBut();
        });
    }

    /** A series on a grid; empty cells were not observed. */
    private static TimeSeries regular(String id, Instant start, ForecastProtocol protocol, List<String> cells) {
        Times first = Times.ofInstants(start);
        double[] values = cells.stream().mapToDouble(PlainTable::number).toArray();
        List<Instant> times = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .mapToObj(i -> protocol.step().shift(first, 0, i).orElseThrow().instant(0))
                .toList();
        double[] observed = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        return new TimeSeries(id, List.of(new Channel("value", Times.ofInstants(times), observed)));
    }
}
