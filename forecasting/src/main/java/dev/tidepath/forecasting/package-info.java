/**
 * The API a user types: series in, forecasts out.
 *
 * <pre>{@code
 * Channel pressure = new Channel("pressure", Times.ofInstants(instants), values); // any increasing times
 * SeriesSet series = SeriesSet.of(new TimeSeries("pump-3", List.of(pressure)));
 * Horizon day = Horizon.lasting(Duration.ofDays(1)).every(Duration.ofMinutes(10));
 * FittedForecaster fitted = Model.AUTO.forecaster(ModelSettings.DEFAULTS.withHorizon(day)).fit(series);
 * SeriesForecast forecast = fitted.forecast(series, day).series().get(0);
 * for (int i = 0; i < forecast.times().size(); i++) {
 *     String time = forecast.times().text(i);
 *     double median = forecast.median(0, i); // of channel 0, in the unit of the values
 *     double low = forecast.lower(0, i, 80); // where the 80 % interval begins
 * }
 * }</pre>
 *
 * <p>The way from here:
 *
 * <ul>
 *   <li>{@link dev.tidepath.forecasting.model.Model} has all models by name, and
 *       {@link dev.tidepath.forecasting.model.ModelSettings} what they can be told; a
 *       {@link dev.tidepath.forecasting.Forecaster} learns once, the
 *       {@link dev.tidepath.forecasting.FittedForecaster} forecasts those series and others as often as asked, from any number
 *       of threads.
 *   <li>{@link dev.tidepath.forecasting.FittedForecaster#session} takes observations in as they come,
 *       {@link dev.tidepath.forecasting.FittedForecaster#impute} fills gaps,
 *       {@link dev.tidepath.forecasting.FittedForecaster#explain} takes a forecast apart.
 *   <li>{@link dev.tidepath.forecasting.store.ModelStore} keeps fitted models,
 *       {@link dev.tidepath.forecasting.evaluate.Backtest} tells how good they are,
 *       {@link dev.tidepath.forecasting.tune.Tuner} looks for better settings.
 * </ul>
 *
 * <p>CSV files and tables are read by the module {@code tidepath-io}. What data do not allow is a
 * {@link dev.tidepath.forecasting.TidepathException} with a code, a place and advice; misuse of the API is an
 * {@link IllegalArgumentException}.
 */
@NullMarked
package dev.tidepath.forecasting;

import org.jspecify.annotations.NullMarked;
