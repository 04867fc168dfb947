package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long forecast file. */
final class ForecastCsvTest {

    private static final Times DAYS =
            Times.ofInstants(Instant.parse("2024-03-05T00:00:00Z"), Instant.parse("2024-03-06T00:00:00Z"));

    @Test
    void writesARowForEachSeriesTimeAndChannel() throws IOException {
        SeriesForecast a = forecast("", DAYS, List.of("co2, \"dry\""), 1.0 / 3);
        SeriesForecast b = forecast(" x", DAYS.slice(1, 2), List.of("co2, \"dry\""), -2e-20);
        assertEquals("""
                id,time,channel,mean,median,lo-80,hi-80,lo-95.5,hi-95.5
                ,2024-03-05,"co2, ""dry""\",0.3333333333,0.6666666667,0.4,0.9333333333,0.3483333333,0.985
                ,2024-03-06,"co2, ""dry""\",0.3333333333,0.6666666667,0.4,0.9333333333,0.3483333333,0.985
                " x",2024-03-06,"co2, ""dry""\",-2E-20,-4E-20,-5.6E-20,-2.4E-20,-5.91E-20,-2.09E-20
                """, text(new ForecastCsv(TimeFormat.dates(), 80, 95.5), a, b));
    }

    @Test
    void everyTimeIsWrittenAlike() throws IOException {
        SeriesForecast noon = forecast("n", Times.ofInstants(Instant.parse("2024-03-05T12:00:00Z")), List.of("y"), 1);
        assertEquals(
                "id,time,channel,mean,median\nd,2024-03-05T00:00,y,1,2\nd,2024-03-06T00:00,y,1,2\nn,2024-03-05T12:00,y,1,2\n",
                text(new ForecastCsv(TimeFormat.dates()), forecast("d", DAYS, List.of("y"), 1), noon));
    }

    @Test
    void equalNumbersAreWrittenInTheFewestDigits() throws IOException {
        assertEquals(
                "id,time,channel,mean,median,lo-80,hi-80\na,2024-03-05,y,0.1,0.1,0.1,0.1\n",
                text(
                        new ForecastCsv(TimeFormat.dates(), 80),
                        new SeriesForecast(
                                "a",
                                DAYS.slice(0, 1),
                                List.of("y"),
                                new SampledPredictive(new double[][] {{0.1}}, new double[][][] {{{0.1, 0.1}}}))));
    }

    @Test
    void whatIsNotFiniteIsNotWritten(@TempDir Path folder) {
        Path file = folder.resolve("f.csv");
        Forecast f = new Forecast(List.of(forecast("a", DAYS, List.of("y"), Double.NaN)));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new ForecastCsv(TimeFormat.dates()).write(f, file));
        assertEquals(
                "the forecast of series 'a', channel 'y' at 2024-03-05T00:00:00Z is not finite: NaN", e.getMessage());
        assertEquals(false, Files.exists(file));
    }

    @Test
    void theFileHoldsWhatTheWriterGets(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("f.csv");
        ForecastCsv csv = new ForecastCsv(TimeFormat.dates(), 80);
        SeriesForecast a = forecast("a", DAYS, List.of("y"), 1);
        csv.write(new Forecast(List.of(a)), file);
        assertEquals(text(csv, a), Files.readString(file));
    }

    @Test
    void levelsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> new ForecastCsv(TimeFormat.dates(), 0));
        assertThrows(IllegalArgumentException.class, () -> new ForecastCsv(TimeFormat.dates(), 80, 80));
        assertThrows(IllegalArgumentException.class, () -> new ForecastCsv(TimeFormat.dates(), Double.NaN));
    }

    private static String text(ForecastCsv csv, SeriesForecast... forecasts) throws IOException {
        StringWriter out = new StringWriter();
        csv.write(new Forecast(List.of(forecasts)), out);
        return out.toString();
    }

    /** Mean x; paths x, 2x and 3x. */
    private static SeriesForecast forecast(String id, Times times, List<String> channels, double x) {
        double[][] means = new double[1][times.size()];
        double[][][] paths = new double[1][times.size()][];
        for (int i = 0; i < times.size(); i++) {
            means[0][i] = x;
            paths[0][i] = new double[] {x, 2 * x, 3 * x};
        }
        return new SeriesForecast(id, times, channels, new SampledPredictive(means, paths));
    }
}
