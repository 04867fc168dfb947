package dev.tidepath.forecasting;

/** A predictive distribution that is normal at every time: exact quantiles, and joint sample paths that go with them. */
public final class NormalPredictive extends PathPredictive {

    private final double[][] deviations;

    /**
     * Creates the distribution.
     *
     * @param means mean by channel and time; copied
     * @param deviations standard deviation by channel and time, zero or more; copied
     * @param paths sample paths by channel, time and path; at least one path; copied
     */
    public NormalPredictive(double[][] means, double[][] deviations, double[][][] paths) {
        super(means, paths);
        this.deviations = copy(deviations);
    }

    /**
     * The standard deviation.
     *
     * @param channel channel index
     * @param time time index
     * @return standard deviation in the user's unit
     */
    public double deviation(int channel, int time) {
        return deviations[channel][time];
    }

    /** {@code mean + deviation · Φ⁻¹(probability)}. */
    @Override
    public double quantile(int channel, int time, double probability) {
        double deviation = deviations[channel][time];
        double mean = mean(channel, time);
        return deviation > 0 ? mean + deviation * StandardNormal.quantile(probability) : mean;
    }

    /** {@code Φ((value − mean)/deviation)} and the rest; without a deviation, all lies where the mean does. */
    @Override
    public Tails tails(int channel, int time, double value) {
        double away = value - mean(channel, time);
        double deviation = deviations[channel][time];
        if (!(deviation > 0)) {
            return away == 0 ? Tails.LOWEST.middle(Tails.HIGHEST) : away < 0 ? Tails.LOWEST : Tails.HIGHEST;
        }
        double z = away / deviation;
        return new Tails(StandardNormal.probability(z), StandardNormal.probability(-z));
    }
}
