package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesLog;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions of a blend's members side by side. */
final class BlendSession implements ForecastSession {

    private final FittedBlend fitted;
    private final SeriesLog log;
    private final List<Optional<ForecastSession>> members;

    /** Starts with what was observed so far and a session of each member that has a share of the series. */
    BlendSession(FittedBlend fitted, SeriesLog log, List<Optional<ForecastSession>> members) {
        this.fitted = fitted;
        this.log = log;
        this.members = members;
    }

    /** All members take the observations in or, if one of them refuses, none. */
    @Override
    public void observe(List<Observation> observations) {
        check(observations);
        List<Observation> kept = log.add(observations);
        members.forEach(member -> member.ifPresent(session -> session.observe(kept)));
    }

    @Override
    public void check(List<Observation> observations) {
        List<Observation> kept = log.check(observations);
        members.forEach(member -> member.ifPresent(session -> session.check(kept)));
    }

    @Override
    public SeriesForecast forecast(Horizon horizon) {
        TimeSeries recent = log.recent();
        recent.requireObserved();
        horizon.resolve(recent);
        List<Optional<SeriesForecast>> said = new ArrayList<>();
        for (Optional<ForecastSession> member : members) {
            said.add(member.map(session -> session.forecast(horizon)));
        }
        return fitted.blend(recent, said);
    }
}
