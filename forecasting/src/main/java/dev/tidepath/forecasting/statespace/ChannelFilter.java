package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * What state-space models know of one channel that is observed again and again: the filtered state, carried on by each
 * observation at a cost that does not grow with their number. Not thread-safe.
 *
 * <p>The filter starts at a multiple of {@value #WINDOW} observations, so far back that it has seen the last {@value #WINDOW}
 * ones and fewer than twice as many. From the next multiple on, a second one runs beside it and takes its place in time.
 */
public final class ChannelFilter {

    /** The filter has seen so many last observations, if there are as many. */
    public static final int WINDOW = 20_000;

    private final Optional<FittedChannel> own;
    private final FittedChannel pooled;
    private final int covariates;
    private FilterWindow current;
    private Optional<FilterWindow> next = Optional.empty();
    private long count;
    private Optional<Times> last = Optional.empty();

    private ChannelFilter(Optional<FittedChannel> own, FittedChannel pooled, int covariates) {
        this.own = own;
        this.pooled = pooled;
        this.covariates = covariates;
        this.current = newWindow();
    }

    /**
     * Reads a history of which no observations will follow.
     *
     * @param own models fitted on the channel, if there are any; used as long as their transform takes all values
     * @param pooled models to adapt to the channel otherwise
     * @param channel what was observed
     * @param known covariates at any time
     * @return the filter after the history
     */
    public static ChannelFilter over(
            Optional<FittedChannel> own, FittedChannel pooled, Channel channel, KnownCovariates known) {
        ChannelFilter filter = new ChannelFilter(own, pooled, known.channels().size());
        int from = Math.max(0, channel.size() / WINDOW - 1) * WINDOW;
        for (int i = from; i < channel.size(); i++) {
            Times time = channel.times().slice(i, i + 1);
            filter.current.add(time, channel.value(i), channel.error(i), channel.hasErrors(), known.at(time, 0));
            filter.last = Optional.of(time);
        }
        return filter;
    }

    /**
     * Reads a history that goes on.
     *
     * @param own models fitted on the channel, if there are any; used as long as their transform takes all values
     * @param pooled models to adapt to the channel otherwise
     * @param channel what was observed so far
     * @param known covariates at any time
     * @return the filter after the history
     */
    public static ChannelFilter after(
            Optional<FittedChannel> own, FittedChannel pooled, Channel channel, KnownCovariates known) {
        ChannelFilter filter = new ChannelFilter(own, pooled, known.channels().size());
        int from = Math.max(0, channel.size() / WINDOW - 1) * WINDOW;
        filter.count = from;
        for (int i = from; i < channel.size(); i++) {
            Times time = channel.times().slice(i, i + 1);
            filter.add(time, channel.value(i), channel.error(i), channel.hasErrors(), known.at(time, 0));
        }
        filter.catchUp();
        return filter;
    }

    /**
     * The models that a whole history is read by.
     *
     * @param own models fitted on the channel, if there are any; used if their transform takes all values
     * @param pooled models to adapt to the channel otherwise
     * @param channel what was observed
     * @param known covariates at any time
     * @return one of the two; the pooled ones as they are if nothing was observed
     */
    public static FittedChannel models(
            Optional<FittedChannel> own, FittedChannel pooled, Channel channel, KnownCovariates known) {
        FilterWindow all = new FilterWindow(own, pooled, known.channels().size());
        for (int i = 0; i < channel.size(); i++) {
            Times time = channel.times().slice(i, i + 1);
            all.add(time, channel.value(i), channel.error(i), channel.hasErrors(), known.at(time, 0));
        }
        return all.model();
    }

    private FilterWindow newWindow() {
        return new FilterWindow(own, pooled, covariates);
    }

    /**
     * Takes an observation in.
     *
     * @param time a sequence of one time, after the last one
     * @param value finite, in the user's unit
     * @param error standard deviation of its measurement error; zero where errors are not known
     * @param hasErrors whether errors are known
     * @param row covariates at that time
     */
    public void observe(Times time, double value, double error, boolean hasErrors, double[] row) {
        add(time, value, error, hasErrors, row);
        catchUp();
    }

    private void add(Times time, double value, double error, boolean hasErrors, double[] row) {
        current.add(time, value, error, hasErrors, row);
        next.ifPresent(w -> w.add(time, value, error, hasErrors, row));
        last = Optional.of(time);
        if (++count % WINDOW == 0) {
            current = next.orElse(current);
            next = Optional.of(newWindow());
        }
    }

    private void catchUp() {
        current.catchUp();
        next.ifPresent(FilterWindow::catchUp);
    }

    /**
     * Forecasts the channel.
     *
     * @param times increasing times after the last observation
     * @param known covariates at any time
     * @param key random numbers of the paths
     * @param paths how many
     * @return joint distribution of transformed values
     */
    public FittedChannel.Prediction predict(Times times, KnownCovariates known, RandomKey key, int paths) {
        current.catchUp();
        FittedChannel model = current.model();
        if (last.isEmpty()) {
            return model.predictUnobserved(times.size(), key, paths);
        }
        Times origin = last.get();
        double[] leads = new double[times.size()];
        Arrays.setAll(leads, i -> times.since(i, origin, 0) / model.unit());
        return model.predict(current.filters(), leads, current.scaled(known.at(times)), key, paths);
    }

    /**
     * How a smooth function of the mean and the deviation of a forecast follows the observations, with the models, the
     * normalisation and the variances of known errors held.
     *
     * @param time a sequence of one time after the last observation
     * @param known covariates at any time
     * @param ofMean derivative of the function by the mean of the transformed value
     * @param ofDeviation by its deviation
     * @return derivative of the function by each of the last observations, those the filter has seen, in the user's unit
     */
    public double[] explain(Times time, KnownCovariates known, double ofMean, double ofDeviation) {
        if (last.isEmpty()) {
            return new double[0];
        }
        current.catchUp();
        FittedChannel model = current.model();
        double[] lead = {time.since(0, last.get(), 0) / model.unit()};
        double[][] rows = current.scaled(known.at(time));
        return model.explain(current.filters(), current.readings(), lead, rows, ofMean, ofDeviation);
    }
}
