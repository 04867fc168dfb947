package dev.tidepath.benchmarks;

import dev.tidepath.benchmarks.PlainTable.Row;
import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Measurements of machines, air, weather, a river, and of storms; some with gaps, some irregular. */
final class SensorSources {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration STORM_STEP = Duration.ofHours(6);
    private static final Period RIVER_STEP = Period.ofDays(16);
    private static final int OF_STORMS = 100;
    private static final int LEAST_STORM = 14;
    private static final double NOT_OBSERVED = -200;

    private final SuiteSources sources;

    private SensorSources(SuiteSources sources) {
        this.sources = sources;
    }

    static void addTo(SuiteSources sources) {
        SensorSources own = new SensorSources(sources);
        own.nab("ambient_temperature_system_failure", ForecastProtocol.every(HOUR, 24, 24, 5));
        own.nab("machine_temperature_system_failure", ForecastProtocol.every(Duration.ofMinutes(5), 288, 288, 5));
        own.nab("nyc_taxi", ForecastProtocol.every(Duration.ofMinutes(30), 48, 48, 5));
        own.sources.few("ett", "ETTh1", "ett/ETTh1.csv.gz", SensorSources::ett);
        own.sources.few(
                "river_choptank", "nitrate", "river_choptank/choptank_nitrate_samples.csv", SensorSources::river);
        own.sources.few("air_quality_uci", "AirQuality", "air_quality_uci/AirQuality.csv.gz", SensorSources::air);
        own.sources.few("nyc_airport_weather", "weather", "nyc_airport_weather/weather.csv.gz", SensorSources::weather);
        own.sources.sampled(
                "storms", "storms", "storms/storms.csv.gz", OF_STORMS, sample -> file -> storms(file, sample));
    }

    private void nab(String name, ForecastProtocol protocol) {
        sources.few("nab", name, "nab/" + name + ".csv.gz", file -> {
            TimeSeries series = PlainTable.read(file).series("", PlainTable.dates("timestamp"), "value");
            return new SuiteSet("nab", name, protocol, SeriesSet.of(series))
                    .positiveBut(name.equals("nyc_taxi") ? "" : "value");
        });
    }

    private static SuiteSet ett(Path file) {
        TimeSeries series = PlainTable.read(file)
                .series("", PlainTable.dates("date"), "HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT");
        return new SuiteSet("ett", "ETTh1", ForecastProtocol.every(HOUR, 96, 24, 5), SeriesSet.of(series))
                .positiveBut("OT");
    }

    /** Samples of nitrate, with the logarithm of each day's discharge known beforehand. */
    private static SuiteSet river(Path file) {
        Channel nitrate = PlainTable.read(file)
                .channel(ChannelSpec.target("nitrate"), PlainTable.dates("date"), row -> row.number("conc_mg_l"));
        Channel discharge = PlainTable.read(file.resolveSibling("choptank_daily_discharge.csv.gz"))
                .channel(
                        new ChannelSpec("log_discharge", Role.KNOWN, Domain.REAL),
                        PlainTable.dates("date"),
                        row -> StrictMath.log(row.number("discharge_m3s")));
        TimeSeries series = new TimeSeries("", List.of(nitrate, discharge));
        return new SuiteSet(
                        "river_choptank",
                        "nitrate",
                        ForecastProtocol.every(RIVER_STEP, 23, 23, 5),
                        SeriesSet.of(series))
                .positiveBut();
    }

    private static SuiteSet air(Path file) {
        PlainTable table = PlainTable.read(file);
        Function<List<Row>, Times> hour =
                PlainTable.calendar(row -> PlainTable.instant(row.text("Date") + " " + row.text("Time")));
        Set<String> columns = table.rows().get(0).columns().keySet();
        List<Channel> channels = columns.stream()
                .filter(name -> !name.equals("Date") && !name.equals("Time"))
                .map(name -> table.channel(ChannelSpec.target(name), hour, row -> {
                    double value = row.number(name);
                    return value == NOT_OBSERVED ? Double.NaN : value;
                }))
                .toList();
        ForecastProtocol protocol = ForecastProtocol.every(HOUR, 24, 24, 5);
        SeriesSet series = SeriesSet.of(new TimeSeries("", channels));
        return new SuiteSet("air_quality_uci", "AirQuality", protocol, series).positiveBut("T");
    }

    private static SuiteSet weather(Path file) {
        List<TimeSeries> stations = new ArrayList<>();
        PlainTable.read(file)
                .by(row -> row.text("origin"))
                .forEach((origin, rows) -> stations.add(rows.series(
                        origin, PlainTable.dates("time_hour"), "temp", "dewp", "humid", "wind_speed", "pressure")));
        ForecastProtocol protocol = ForecastProtocol.every(HOUR, 24, 24, 5);
        return new SuiteSet("nyc_airport_weather", "weather", protocol, new SeriesSet(stations))
                .positiveBut("temp", "dewp");
    }

    /** Storms of more than three days, a day before their last observation. */
    private static SuiteSet storms(Path file, SuiteSample sample) {
        Function<List<Row>, Times> clock = PlainTable.calendar(
                row -> LocalDateTime.of(row.whole("year"), row.whole("month"), row.whole("day"), row.whole("hour"), 0)
                        .toInstant(ZoneOffset.UTC));
        Map<String, PlainTable> storms = PlainTable.read(file).by(row -> row.text("name") + " " + row.text("year"));
        List<TimeSeries> lasting = storms.entrySet().stream()
                .filter(storm -> storm.getValue().rows().size() >= LEAST_STORM)
                .map(storm -> storm.getValue().series(storm.getKey(), clock, "lat", "long", "wind", "pressure"))
                .toList();
        ForecastProtocol protocol = ForecastProtocol.every(STORM_STEP, 4, 1, 1);
        return new SuiteSet("storms", "storms", protocol, new SeriesSet(sample.of(lasting))).positiveBut("lat", "long");
    }
}
