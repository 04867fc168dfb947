package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.PreparationBuilder;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.random.RandomKey;
import java.util.List;

/**
 * What the latent ODE forecaster would say of a single series with its ODE switched off: the regression on the time, and
 * a level.
 */
final class WithoutOde {

    private final TimeSeries series;
    private final Preparation preparation;

    /**
     * Prepares a series as the forecaster does.
     *
     * @param set one series of one channel
     * @param horizon practised horizon: seconds on a calendar axis, else the axis's own unit
     */
    WithoutOde(SeriesSet set, double horizon) {
        series = set.series().get(0);
        preparation = new PreparationBuilder(set, horizon, List.of()).preparation();
    }

    /** Time features and the recent level: the forecaster's own starting point, which the ODE only adds to. */
    double[] fromRecentLevel(Times times) {
        double[] t = preparation.time().modelTimes(times);
        Preparation.Ahead ahead = preparation.ahead(series, RandomKey.of(0), t);
        double[] predicted = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            predicted[i] = ahead.value(0, ahead.linear(0, t[i]), 0);
        }
        return predicted;
    }

    /** Time features alone: the regression, at the mean level of the whole history. */
    double[] fromMeanLevel(Times times) {
        TimeRegression regression = preparation.regressions().get(0);
        double scale = preparation.scales().of(series)[0];
        Channel known = series.channels().get(0);
        double[] past = preparation.time().modelTimes(known);
        double level = 0;
        for (int i = 0; i < past.length; i++) {
            level += (known.value(i) / scale - regression.at(past[i])) / past.length;
        }
        double[] t = preparation.time().modelTimes(times);
        double[] predicted = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            predicted[i] = scale * (regression.at(t[i]) + level);
        }
        return predicted;
    }
}
