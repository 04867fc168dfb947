package dev.tidepath.forecasting;

import java.util.List;

/**
 * What one forecast of a series hangs on; immutable.
 *
 * @param id the series' id
 * @param channel the channel that is forecast
 * @param time when, a sequence of one time
 * @param mean the mean of the forecast then, in the user's unit
 * @param channels gradients by the observations of each channel to forecast
 */
public record SeriesExplanation(String id, String channel, Times time, double mean, List<ChannelGradient> channels) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param id see the component
     * @param channel see the component
     * @param time see the component
     * @param mean see the component
     * @param channels see the component
     */
    public SeriesExplanation {
        channels = List.copyOf(channels);
    }
}
