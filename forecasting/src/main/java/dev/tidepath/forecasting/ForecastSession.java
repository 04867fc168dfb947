package dev.tidepath.forecasting;

import java.util.List;

/**
 * One series that is watched: observations come in one after the other, and it can be forecast at any moment without
 * fitting again. A forecast has the same bits as {@link FittedForecaster#forecast} of all that was observed until then, the
 * history and what came in since; what it costs does not grow with the number of observations unless an implementation says
 * so. Not thread-safe.
 *
 * <pre>{@code
 * ForecastSession session = fitted.session(history.series().get(0));
 * session.observe(Observation.at(Instant.parse("2024-05-01T10:07:00Z"), "pressure", 4.31));
 * SeriesForecast next = session.forecast(Horizon.lasting(Duration.ofHours(6)).every(Duration.ofMinutes(10)));
 * }</pre>
 */
public interface ForecastSession {

    /**
     * Takes in observations that belong together, such as those of one time: all of them or, if one is refused, none.
     *
     * <p>The times of each channel increase, whatever comes of the other channels meanwhile. Of a channel the model makes no
     * use of, observations are passed over.
     *
     * @param observations in order of time where they are of one channel
     * @throws DataException TP-D080 if one is not after the last of its channel, TP-D081 if a known covariate comes after
     *     observations it should have been known for, TP-D019 if there is no such channel, TP-D042 if a value is not finite or
     *     a time too far away, TP-D050 if a time is of another kind, TP-D060 or TP-D053 if a value is outside the channel's
     *     domain, TP-D066 if an error is missing or not to be, TP-D068 if a value cannot be transformed
     */
    void observe(List<Observation> observations);

    /**
     * Refuses what {@link #observe(List)} would refuse, and takes nothing in.
     *
     * @param observations in order of time where they are of one channel
     * @throws DataException see {@link #observe(List)}
     */
    void check(List<Observation> observations);

    /**
     * Takes in one observation.
     *
     * @param observation of a time after the last one of its channel
     * @throws DataException see {@link #observe(List)}
     */
    default void observe(Observation observation) {
        observe(List.of(observation));
    }

    /**
     * Forecasts the series from all that was observed.
     *
     * @param horizon the times asked for
     * @return the forecast a call of the forecaster itself gives
     * @throws DataException TP-D047 if nothing was observed, TP-D051 if times asked for are not after the last observation
     */
    SeriesForecast forecast(Horizon horizon);

    /**
     * A session of a forecaster that looks at a bounded number of last observations. A forecast costs as much as one of a
     * history of that length.
     *
     * @param forecaster its forecasts of a series and of {@link TimeSeries#recent} are the same
     * @param history what was observed so far
     * @param schema the channels it makes use of
     * @param most how many last observations of a channel it looks at
     * @return a session
     * @throws DataException if the history does not have those channels
     */
    static ForecastSession ofRecent(FittedForecaster forecaster, TimeSeries history, SeriesSchema schema, int most) {
        return new RecentSession(forecaster, new SeriesLog(history, schema, most));
    }
}
