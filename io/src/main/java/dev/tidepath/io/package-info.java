/**
 * CSV files and Tablesaw tables to series and back, and charts: the only package that knows columns and files.
 *
 * <pre>{@code
 * LoadedSeries data = Csv.read(Path.of("co2.csv")).time("date").values("co2_ppm").load();
 * Forecast forecast = fitted.forecast(data.series(), horizon);
 * String page = ForecastPlot.of(data.series(), forecast).title("CO2").toHtml();
 * }</pre>
 *
 * <p>{@link dev.tidepath.io.Csv} reads, {@link dev.tidepath.io.Tables} takes Tablesaw tables,
 * {@link dev.tidepath.io.ForecastCsv} writes forecasts, {@link dev.tidepath.io.ForecastPlot} draws them.
 */
@NullMarked
package dev.tidepath.io;

import org.jspecify.annotations.NullMarked;
