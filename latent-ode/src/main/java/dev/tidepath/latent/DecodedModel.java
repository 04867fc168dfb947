package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.random.RandomKey;

/** What the models that end in a {@link Decoder} have in common. */
abstract sealed class DecodedModel implements SequenceModel permits LatentOde, LatentSde, RecurrentModel, ImtsMixer {

    private final Parameters parameters = new Parameters();

    abstract Decoder decoder();

    @Override
    public final int channels() {
        return decoder().channels();
    }

    @Override
    public final Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = parameters.initialValues(key);
        decoder().initialise(values);
        return values;
    }

    @Override
    public final double[] noiseVariances(double[] values, int channel, Window window) {
        return decoder().variances(values, channel, window);
    }

    @Override
    public final void setNoiseVariances(double[] values, int channel, Window window, double... variances) {
        decoder().setVariances(values, channel, window, variances);
    }

    @Override
    public final void scaleMean(double[] values, int channel, double factor) {
        decoder().scaleMean(values, channel, factor);
    }
}
