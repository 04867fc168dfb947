package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.prepare.ZoneClock;
import dev.tidepath.train.TrainingListener;
import java.util.Set;

/**
 * Another forecaster by the clock of a zone, so that its cycles of a day and a week follow a clock that goes forward and
 * back. What it says comes back with the times that were asked for. On a numeric axis it is the other forecaster itself.
 */
public final class ZonedForecaster implements Forecaster {

    private final Forecaster inner;
    private final ZoneClock clock;

    /**
     * Wraps a forecaster.
     *
     * @param inner works on the times that the clock shows; a horizon it was told is on those
     * @param clock the clock
     */
    public ZonedForecaster(Forecaster inner, ZoneClock clock) {
        this.inner = inner;
        this.clock = clock;
    }

    @Override
    public Set<Input> uses() {
        return inner.uses();
    }

    @Override
    public FittedForecaster fit(SeriesSet series, TrainingListener listener) {
        return series.axis() == TimeAxis.NUMERIC
                ? inner.fit(series, listener)
                : new FittedZoned(
                        inner.fit(clock.local(series), listener),
                        clock,
                        SeriesSchema.of(series, uses()),
                        DataSummary.of(series).facts());
    }
}
