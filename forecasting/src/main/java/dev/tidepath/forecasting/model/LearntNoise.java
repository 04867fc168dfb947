package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.latent.SequenceModel;
import dev.tidepath.latent.Window;

/**
 * The growth of a network's observation noise after windows like a typical one, in its weights.
 *
 * @param model the network
 * @param values its weights; {@link #set} changes them
 * @param typical the window
 */
record LearntNoise(SequenceModel model, double[] values, Window typical) {

    ErrorGrowth growth(int channel) {
        double[] variances = model.noiseVariances(values, channel, typical);
        return new ErrorGrowth(variances[0], variances[1], variances[2]);
    }

    void set(int channel, ErrorGrowth growth) {
        model.setNoiseVariances(values, channel, typical, growth.noise(), growth.walk(), growth.slope());
    }
}
