package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/**
 * The shape of a latent ODE.
 *
 * @param channels observed channels, positive
 * @param encoder what reads the observations
 * @param field what moves the latent state
 * @param decoder what makes observations of it
 * @param features what the networks see of the time itself
 * @param conditioning what the networks see of the windows' conditions
 * @param intensity how likely the observation times are
 * @param classes how windows are classified
 */
public record LatentOdeOptions(
        int channels,
        EncoderOptions encoder,
        FieldOptions field,
        DecoderOptions decoder,
        TimeFeatures features,
        Conditioning conditioning,
        IntensityOptions intensity,
        ClassOptions classes) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param encoder see the component
     * @param field see the component
     * @param decoder see the component
     * @param features see the component
     * @param conditioning see the component
     * @param intensity see the component
     * @param classes see the component
     */
    public LatentOdeOptions {
        requireAtLeast("channels", 1, channels);
    }

    /**
     * A shape without conditions, rates of observation and classes.
     *
     * @param channels observed channels, positive
     * @param encoder what reads the observations
     * @param field what moves the latent state
     * @param decoder what makes observations of it
     * @param features what the networks see of the time itself
     */
    public LatentOdeOptions(
            int channels, EncoderOptions encoder, FieldOptions field, DecoderOptions decoder, TimeFeatures features) {
        this(
                channels,
                encoder,
                field,
                decoder,
                features,
                Conditioning.none(),
                IntensityOptions.none(),
                ClassOptions.none());
    }

    /**
     * The same shape with conditions.
     *
     * @param conditions what the networks see of the windows' conditions
     * @return a shape
     */
    public LatentOdeOptions conditionedOn(Conditioning conditions) {
        return new LatentOdeOptions(channels, encoder, field, decoder, features, conditions, intensity, classes);
    }

    /**
     * The same shape with a likelihood of the observation times.
     *
     * @param times how likely they are
     * @return a shape
     */
    public LatentOdeOptions withIntensity(IntensityOptions times) {
        return new LatentOdeOptions(channels, encoder, field, decoder, features, conditioning, times, classes);
    }

    /**
     * The same shape with a classification.
     *
     * @param labels how windows are classified
     * @return a shape
     */
    public LatentOdeOptions withClasses(ClassOptions labels) {
        return new LatentOdeOptions(channels, encoder, field, decoder, features, conditioning, intensity, labels);
    }

    Exogenous exogenous() {
        return new Exogenous(features, conditioning);
    }

    /**
     * Size of the latent state.
     *
     * @return positive
     */
    public int latentSize() {
        return field.latentSize();
    }
}
