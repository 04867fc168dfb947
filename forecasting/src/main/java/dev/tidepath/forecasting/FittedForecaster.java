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
     * @throws DataException TP-D047 if a series has no observation, TP-D051 if times asked for are not after its last one,
     *     TP-D050 if they are of another kind, TP-D053 if a channel is missing or its values are outside the domain of the fit
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
     * Whether this kind of model can look back from later observations, as {@link #impute} asks.
     *
     * @return false unless an implementation says so
     */
    default boolean canImpute() {
        return false;
    }

    /**
     * Says what the observations before and after a time together tell of the value then, inside the series. Where a channel
     * was observed at a time asked for, the answer is the observation.
     *
     * @param series what is known of each series
     * @param times the times asked for
     * @return the distribution of the values at these times given all observations, in the series' order; joint sample paths
     *     as in a forecast
     * @throws DataException if a series has no observation, times asked for are outside it, or {@link #canImpute} is false
     */
    default Forecast impute(SeriesSet series, Filling times) {
        throw new DataException(
                "TP-D082",
                "",
                "the model " + provenance().model() + " cannot look back from later observations",
                "fill gaps by state-space");
    }

    /**
     * Whether this kind of model has the gradient that {@link #explain} tells.
     *
     * @return false unless an implementation says so
     */
    default boolean canExplain() {
        return false;
    }

    /**
     * Says what a forecast hangs on: the gradient of its mean by each observation, with all that was fitted held.
     *
     * @param history what is known of each series
     * @param horizon the last of its times is explained
     * @param channel name of the channel whose forecast is explained
     * @return one explanation a series with times, in the history's order
     * @throws DataException if the forecast cannot be made, there is no such channel, or this kind of model has no gradient;
     *     never the last if {@link #canExplain} is true
     */
    default Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        throw new DataException(
                "TP-D083",
                "",
                "the model " + provenance().model() + " does not tell how its forecasts follow the observations",
                "explain forecasts of auto, latent-ode, a state-space model or a rule");
    }

    /**
     * How this forecaster came about.
     *
     * @return model, options, data and training in figures
     */
    Provenance provenance();
}
