package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesLog;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ZoneClock;
import java.util.List;
import java.util.Map;

/** A session by the clock of a zone. */
final class ZonedSession implements ForecastSession {

    private final ZoneClock clock;
    private final ForecastSession inner;
    private final SeriesLog log;
    private final String location;

    /**
     * Wraps a session.
     *
     * @param clock the clock
     * @param inner a session of the times that the clock shows
     * @param log the last observations at their own times, which tell what is asked for
     * @param location the series in the words of a message
     */
    ZonedSession(ZoneClock clock, ForecastSession inner, SeriesLog log, String location) {
        this.clock = clock;
        this.inner = inner;
        this.log = log;
        this.location = location;
    }

    @Override
    public void observe(List<Observation> observations) {
        inner.observe(local(observations));
        log.add(observations);
    }

    @Override
    public void check(List<Observation> observations) {
        inner.check(local(observations));
    }

    /** Refuses what is to be refused by its own time. */
    private List<Observation> local(List<Observation> observations) {
        return log.check(observations).stream()
                .map(o -> clock.local(o, location))
                .toList();
    }

    @Override
    public SeriesForecast forecast(Horizon horizon) {
        TimeSeries recent = log.recent();
        recent.requireObserved();
        Times asked = horizon.resolve(recent);
        return FittedZoned.back(inner.forecast(Horizon.at(clock.local(Map.of(recent.id(), asked)))), asked);
    }
}
