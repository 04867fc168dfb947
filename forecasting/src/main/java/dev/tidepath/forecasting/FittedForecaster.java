package dev.tidepath.forecasting;

/**
 * A fitted forecaster: immutable, thread-safe, and good for series it has not seen as long as they have the channels it
 * was fitted on. A series' forecast depends on that series and the horizon only, bit for bit, never on its companions.
 */
public interface FittedForecaster {

    /**
     * Forecasts every series of a history.
     *
     * @param history what is known of each series
     * @param horizon the times asked for
     * @return one forecast a series, in the history's order
     * @throws DataException if a series has no observation, or times asked for are not after its last one
     */
    Forecast forecast(SeriesSet history, Horizon horizon);

    /**
     * Starts to watch a series. This implementation keeps all of it, and a forecast costs what one of the whole history does;
     * forecasters for which that is not needed say so.
     *
     * @param history what was observed so far, perhaps nothing, with the channels that will be observed
     * @return a session of that series
     * @throws DataException if the series does not have the channels this forecaster was fitted on
     */
    default ForecastSession session(TimeSeries history) {
        return ForecastSession.ofRecent(this, history, SeriesSchema.of(SeriesSet.of(history)), Integer.MAX_VALUE);
    }

    /**
     * How this forecaster came about.
     *
     * @return model, options, data and training in figures
     */
    Provenance provenance();
}
