package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.CutOffs;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.Csv;
import dev.tidepath.io.ForecastPlot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several channels with missing hours, and a covariate that is known ahead: temperature, dew point, wind and pressure at three
 * airports of New York, spring 2013. What is known of tomorrow is where the sun will stand; it is computed from the time. Of a
 * tenth of the hours there is no pressure. Forecasts for 24 hours from past moments, 30 hours apart so that they start at all
 * times of day, stand beside those without the sun and simple rules.
 *
 * <p>A day's cycle without a covariate tells nearly as much as the sun, and no model here knows more of tomorrow's dew point than
 * today's.
 *
 * <p>Fails unless the state-space model that knows of the sun is closer than the last value, averaged over the channels in units
 * of the last value's errors.
 *
 * <p>Options: {@code --out FOLDER} for a page of a forecast beside what was observed; {@code --quick} for one airport.
 */
public final class AirportWeather {

    private static final String USAGE = "Usage: AirportWeather [--out FOLDER] [--quick]";
    private static final String OURS = "with the sun's height";
    private static final TimeSpan DAY = TimeSpan.of(Duration.ofDays(1));
    private static final int CUT_OFFS = 24;

    private AirportWeather() {}

    /**
     * Runs the example.
     *
     * @param args see the class
     */
    public static void main(String[] args) {
        Program program = AirportWeather::run;
        System.exit(program.exitCode(USAGE, args, System.out, System.err));
    }

    static boolean run(String[] words, PrintStream out, PrintStream err) {
        Arguments arguments = Arguments.of(words, Set.of("--quick"), Set.of("--out"));
        SeriesSet all = Csv.read(ExampleData.find("nyc_airport_weather.csv.gz"))
                .id("airport")
                .time("time")
                .values("temp_f", "dew_point_f", "wind_mph", "pressure_mbar")
                .toSeries();
        SeriesSet airports = arguments.quick() ? SeriesSet.of(all.series().get(0)) : all;
        ErrorTable errors = new ErrorTable();
        backtest(airports.map(AirportWeather::withSun), Map.of(OURS, Model.STATE_SPACE), errors);
        Map<String, Model> others = new LinkedHashMap<>();
        others.put("without", Model.STATE_SPACE);
        others.put("24 hours before", Model.SEASONAL_NAIVE);
        others.put(ErrorTable.LAST_VALUE, Model.LAST_VALUE);
        backtest(airports, others, errors);
        out.println("mean absolute errors up to 24 hours ahead");
        errors.print("80 %", out);
        arguments.path("--out").ifPresent(folder -> write(folder, airports.map(AirportWeather::withSun), err));
        return new Bars()
                .below("error in units of the last value's, over all channels,", errors.relativeToLastValue(OURS), 1)
                .kept(err);
    }

    private static void backtest(SeriesSet airports, Map<String, Model> models, ErrorTable errors) {
        ModelSettings settings = ModelSettings.DEFAULTS.withPeriods(List.of(DAY.length()));
        Map<String, Forecaster> forecasters = new LinkedHashMap<>();
        models.forEach((name, model) -> forecasters.put(name, model.forecaster(settings)));
        Backtest.of(forecasters, DAY)
                .cutOffs(CutOffs.backFromEnd(TimeSpan.of(Duration.ofHours(30)), CUT_OFFS))
                .levels(80)
                .run(airports, BacktestListener.silent(), errors::add);
    }

    /** The airport with the height of the sun at each hour, until two days after the last observation. */
    private static TimeSeries withSun(TimeSeries airport) {
        List<Instant> hours = new ArrayList<>();
        Instant end = airport.last().instant(0).plus(Duration.ofDays(2));
        for (Instant hour = airport.first().instant(0); hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
            hours.add(hour);
        }
        double[] heights = hours.stream().mapToDouble(AirportWeather::sunHeight).toArray();
        List<Channel> channels = new ArrayList<>(airport.channels());
        channels.add(new Channel(new ChannelSpec("sun", Role.KNOWN, Domain.REAL), Times.ofInstants(hours), heights));
        return new TimeSeries(airport.id(), channels);
    }

    /**
     * Sine of the sun's height above the horizon of New York, zero at night: {@code sin φ sin δ + cos φ cos δ cos h} with the
     * latitude φ, the declination δ of a sun in uniform motion and the hour angle h.
     */
    private static double sunHeight(Instant time) {
        ZonedDateTime utc = time.atZone(ZoneOffset.UTC);
        double hour = utc.getHour() + utc.getMinute() / 60.0;
        double declination =
                Math.toRadians(-23.44) * StrictMath.cos(2 * Math.PI * (utc.getDayOfYear() + hour / 24 + 9) / 365.25);
        double latitude = Math.toRadians(40.7);
        double hourAngle = Math.toRadians(15 * (hour - 12) - 73.9);
        return Math.max(
                0,
                StrictMath.sin(latitude) * StrictMath.sin(declination)
                        + StrictMath.cos(latitude) * StrictMath.cos(declination) * StrictMath.cos(hourAngle));
    }

    private static void write(Path folder, SeriesSet airports, PrintStream err) {
        SeriesSet known = airports.map(a -> a.until(DAY.shift(a.last(), 0, -1).orElseThrow(), 0));
        FittedForecaster fitted =
                Model.STATE_SPACE.forecaster(ModelSettings.DEFAULTS).fit(known);
        Forecast forecast =
                fitted.forecast(known, Horizon.lasting(Duration.ofDays(1)).every(Duration.ofHours(1)));
        ForecastPlot plot = ForecastPlot.of(airports.withoutCovariates().map(a -> a.recent(10 * 24)), forecast)
                .title("Weather at the airports of New York")
                .facts(fitted.provenance().facts());
        Pages.write(folder, "airport-weather.html", plot, err);
    }
}
