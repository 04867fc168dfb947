package dev.tidepath.forecasting;

/** How a forecast follows each observation of one channel; immutable. */
public final class ChannelGradient {

    private final Channel channel;
    private final double[] gradient;
    private final double mean;

    /**
     * Puts them together.
     *
     * @param channel the observations
     * @param gradient of the forecast by each observation, in the forecast channel's unit over this one's; copied
     * @throws IllegalArgumentException if there is not one number an observation
     */
    public ChannelGradient(Channel channel, double[] gradient) {
        if (gradient.length != channel.size()) {
            throw new IllegalArgumentException(channel.size() + " observations, but " + gradient.length + " slopes");
        }
        this.channel = channel;
        this.gradient = gradient.clone();
        double sum = 0;
        for (int i = 0; i < gradient.length; i++) {
            sum += channel.value(i) / gradient.length;
        }
        this.mean = sum;
    }

    /**
     * Of a forecast that looks at the last observations only.
     *
     * @param channel the observations
     * @param gradient of the forecast by the last ones; those before play no part
     * @return the gradient by all
     */
    public static ChannelGradient ofLast(Channel channel, double[] gradient) {
        double[] all = new double[channel.size()];
        System.arraycopy(gradient, 0, all, all.length - gradient.length, gradient.length);
        return new ChannelGradient(channel, all);
    }

    /**
     * The observations.
     *
     * @return a channel of the history
     */
    public Channel channel() {
        return channel;
    }

    /**
     * By how much the forecast moves when one observation moves by one unit.
     *
     * @param i index of the observation
     * @return the derivative; zero for one that plays no part
     */
    public double gradient(int i) {
        return gradient[i];
    }

    /**
     * By how much, to first order, the forecast lies higher than if this observation were the mean of its channel.
     *
     * @param i index of the observation
     * @return gradient × (value − mean), in the forecast channel's unit
     */
    public double contribution(int i) {
        return gradient[i] * (channel.value(i) - mean);
    }
}
