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
     * Says what the observations before and after a time together tell of the value then, inside the series. Where a channel
     * was observed at a time asked for, the answer is the observation.
     *
     * @param series what is known of each series
     * @param times the times asked for
     * @return the distribution of the values at these times given all observations, in the series' order; joint sample paths
     *     as in a forecast
     * @throws DataException if a series has no observation, times asked for are outside it, or this kind of model cannot look
     *     back from later observations
     */
    default Forecast impute(SeriesSet series, Filling times) {
        throw new DataException(
                "TP-D080",
                "",
                "the model " + provenance().model() + " cannot look back from later observations",
                "fill gaps by state-space or latent-ode");
    }

    /**
     * How this forecaster came about.
     *
     * @return model, options, data and training in figures
     */
    Provenance provenance();
}
