package dev.tidepath.forecasting;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * Of a function of the mean.
     *
     * @param value of the function
     * @param slope its derivative by the mean
     * @return the same observations with their gradients by the chain rule
     */
    public SeriesExplanation through(double value, double slope) {
        List<ChannelGradient> gradients = channels.stream()
                .map(c -> new ChannelGradient(
                        c.channel(),
                        IntStream.range(0, c.channel().size())
                                .mapToDouble(i -> slope * c.gradient(i))
                                .toArray()))
                .toList();
        return new SeriesExplanation(id, channel, time, value, gradients);
    }

    /**
     * Of a forecast that follows the last observations of its own channel and nothing else.
     *
     * @param series what was observed
     * @param channel index of the channel among those to forecast
     * @param time when, a sequence of one time
     * @param mean of the forecast then
     * @param gradient by the last observations of the channel
     * @return the gradient by all observations
     */
    public static SeriesExplanation ofOwnChannel(
            TimeSeries series, int channel, Times time, double mean, double[] gradient) {
        List<Channel> targets = series.targets();
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int c = 0; c < targets.size(); c++) {
            gradients.add(ChannelGradient.ofLast(targets.get(c), c == channel ? gradient : new double[0]));
        }
        return new SeriesExplanation(series.id(), targets.get(channel).name(), time, mean, gradients);
    }
}
