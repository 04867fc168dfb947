package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.statespace.ChannelFilter;
import java.util.List;

/** A series whose filtered states are carried on. */
final class StateSpaceSession extends CarriedSession {

    private final FittedStateSpace fitted;
    private final List<ChannelFilter> filters;

    StateSpaceSession(FittedStateSpace fitted, TimeSeries history, List<ChannelFilter> filters) {
        super(history, fitted.series());
        this.fitted = fitted;
        this.filters = filters;
    }

    @Override
    void take(int target, Observation o, double[] row) {
        filters.get(target)
                .observe(o.time(), o.value(), o.error().orElse(0), o.error().isPresent(), row);
    }

    @Override
    SeriesForecast forecast(TimeSeries recent, KnownCovariates covariates, Times times) {
        return fitted.forecast(recent, filters, covariates, times);
    }
}
