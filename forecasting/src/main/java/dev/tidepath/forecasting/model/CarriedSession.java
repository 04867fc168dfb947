package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesLog;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import java.util.List;

/** A session of a model that carries what it knows of each channel to forecast. */
abstract class CarriedSession implements ForecastSession {

    private final SeriesSchema schema;
    private final SeriesLog log;
    private KnownCovariates known;

    /** Starts with a history of the channels of a schema, perhaps among others. */
    CarriedSession(TimeSeries history, SeriesSchema schema) {
        this.schema = schema;
        this.log = new SeriesLog(history, schema, TimeSeries.GAP_TIMES);
        this.known = new KnownCovariates(log.known());
    }

    /** Takes in an observation of a channel to forecast, with the covariates at its time. */
    abstract void take(int target, Observation observation, double[] row);

    /** Forecasts from what is carried; of the series, the last observations are there. */
    abstract SeriesForecast forecast(TimeSeries recent, KnownCovariates covariates, Times times);

    @Override
    public final void observe(List<Observation> observations) {
        List<Observation> kept = log.add(observations);
        if (kept.stream().anyMatch(o -> spec(o).role() == Role.KNOWN)) {
            known = new KnownCovariates(log.known());
        }
        for (Observation o : kept) {
            if (spec(o).role() == Role.TARGET) {
                take(schema.targets().indexOf(spec(o)), o, known.at(o.time(), 0));
            }
        }
    }

    @Override
    public final void check(List<Observation> observations) {
        log.check(observations);
    }

    private ChannelSpec spec(Observation o) {
        return schema.channels().get(log.channel(o));
    }

    @Override
    public final SeriesForecast forecast(Horizon horizon) {
        TimeSeries recent = log.recent();
        recent.requireObserved();
        return forecast(recent, known, horizon.resolve(recent));
    }
}
