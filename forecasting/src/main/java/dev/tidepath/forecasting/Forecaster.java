package dev.tidepath.forecasting;

import dev.tidepath.train.TrainingListener;
import java.util.Set;

/**
 * An unfitted forecaster: immutable options that {@link #fit} turns into a {@link FittedForecaster}. Those that come with
 * Tidepath are made by {@link dev.tidepath.forecasting.model.Model#forecaster}.
 */
public interface Forecaster {

    /**
     * Learns from series.
     *
     * @param series what was observed
     * @param listener told of progress; may stop the training, which then keeps what was learnt so far
     * @return the fitted forecaster
     * @throws DataException if the series do not suffice, such as TP-D046 if none has two observation times
     * @throws FitException TP-M001 if a training fails in its first iteration
     */
    FittedForecaster fit(SeriesSet series, TrainingListener listener);

    /**
     * What it makes use of beyond the targets' own values and times; anything else it is given, it ignores.
     *
     * @return possibly nothing
     */
    default Set<Input> uses() {
        return Set.of();
    }

    /**
     * Learns from series without reporting progress.
     *
     * @param series what was observed
     * @return the fitted forecaster
     * @throws DataException see {@link #fit(SeriesSet, TrainingListener)}
     * @throws FitException see {@link #fit(SeriesSet, TrainingListener)}
     */
    default FittedForecaster fit(SeriesSet series) {
        return fit(series, TrainingListener.silent());
    }
}
