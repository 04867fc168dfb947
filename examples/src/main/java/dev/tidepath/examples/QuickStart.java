package dev.tidepath.examples;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.model.NeuralForecaster;
import dev.tidepath.io.Csv;
import dev.tidepath.io.LoadedSeries;
import java.nio.file.Path;
import java.time.Period;

/** The ten lines of the README: forecast a CSV file from Java. */
public final class QuickStart {

    private QuickStart() {}

    /**
     * Prints a forecast of the CO2 series.
     *
     * @param args the CSV file; by default the one in {@code examples/data}
     */
    public static void main(String[] args) {
        Path file = args.length > 0 ? Path.of(args[0]) : ExampleData.find("co2_mauna_loa_weekly.csv");
        forecast(file);
    }

    private static void forecast(Path file) {
        // README: begin
        LoadedSeries data = Csv.read(file).time("date").values("co2_ppm").load();
        Horizon twoYears = Horizon.lasting(Period.ofWeeks(104)).every(Period.ofWeeks(1));
        var fitted =
                NeuralForecaster.builder().horizon(twoYears).seed(1).build().fit(data.series());
        Forecast forecast = fitted.forecast(data.series(), twoYears);
        SeriesForecast co2 = forecast.series().get(0);
        for (int i = 0; i < co2.times().size(); i++) {
            System.out.printf(
                    "%s  median %.2f, 80 %% between %.2f and %.2f%n",
                    co2.times().text(i), co2.median(0, i), co2.lower(0, i, 80), co2.upper(0, i, 80));
        }
        // README: end
    }
}
