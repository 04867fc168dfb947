package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Tails;
import dev.tidepath.forecasting.Times;
import java.util.List;

/** A predictive distribution in which what was observed is certain: observations are never changed by imputation. */
final class KeptObservations implements Predictive {

    private final Predictive others;
    private final double[][] observed;

    private KeptObservations(Predictive others, double[][] observed) {
        this.others = others;
        this.observed = observed;
    }

    /** Puts the observations of channels, in the forecast's order, in the place of what was said of their times. */
    static SeriesForecast in(SeriesForecast imputed, List<Channel> channels) {
        Times times = imputed.times();
        double[][] observed = new double[channels.size()][times.size()];
        for (int c = 0; c < observed.length; c++) {
            for (int i = 0; i < times.size(); i++) {
                Channel channel = channels.get(c);
                int at = channel.countUntil(times, i) - 1;
                boolean isThere = at >= 0 && channel.times().compare(at, times, i) == 0;
                observed[c][i] = isThere ? channel.value(at) : Double.NaN;
            }
        }
        KeptObservations kept = new KeptObservations(imputed.predictive(), observed);
        return new SeriesForecast(imputed.id(), times, imputed.channels(), kept);
    }

    private boolean isObserved(int channel, int time) {
        return !Double.isNaN(observed[channel][time]);
    }

    @Override
    public double mean(int channel, int time) {
        return isObserved(channel, time) ? observed[channel][time] : others.mean(channel, time);
    }

    @Override
    public double quantile(int channel, int time, double probability) {
        return isObserved(channel, time) ? observed[channel][time] : others.quantile(channel, time, probability);
    }

    @Override
    public Tails tails(int channel, int time, double value) {
        return isObserved(channel, time)
                ? Tails.ofPoint(observed[channel][time], value)
                : others.tails(channel, time, value);
    }

    @Override
    public boolean isSampled() {
        return others.isSampled();
    }

    @Override
    public int pathCount() {
        return others.pathCount();
    }

    @Override
    public double sample(int channel, int time, int path) {
        return isObserved(channel, time) ? observed[channel][time] : others.sample(channel, time, path);
    }
}
