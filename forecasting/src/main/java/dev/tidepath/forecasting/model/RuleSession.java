package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import java.util.List;

/** A series that a rule is told of observation by observation. */
final class RuleSession extends CarriedSession {

    private final FittedRule fitted;
    private final List<RuleChannel> channels;

    RuleSession(FittedRule fitted, TimeSeries history, List<RuleChannel> channels) {
        super(history, fitted.series());
        this.fitted = fitted;
        this.channels = channels;
    }

    @Override
    void take(int target, Observation observation, double[] row) {
        channels.get(target).observe(observation.time(), observation.value(), row);
    }

    @Override
    SeriesForecast forecast(TimeSeries recent, KnownCovariates covariates, Times times) {
        return fitted.forecast(recent, channels, covariates, times);
    }
}
