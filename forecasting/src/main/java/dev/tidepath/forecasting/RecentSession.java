package dev.tidepath.forecasting;

import java.util.List;

/** A session that keeps last observations and forecasts them afresh. */
final class RecentSession implements ForecastSession {

    private final FittedForecaster forecaster;
    private final SeriesLog log;

    RecentSession(FittedForecaster forecaster, SeriesLog log) {
        this.forecaster = forecaster;
        this.log = log;
    }

    @Override
    public void observe(List<Observation> observations) {
        log.add(observations);
    }

    @Override
    public void check(List<Observation> observations) {
        log.check(observations);
    }

    @Override
    public SeriesForecast forecast(Horizon horizon) {
        return forecaster.forecast(SeriesSet.of(log.recent()), horizon).series().get(0);
    }
}
