package dev.tidepath.latent;

/**
 * The shape of a latent ODE.
 *
 * @param channels observed channels, positive
 * @param statics latent features that stay constant along the path and modulate its dynamics, zero or more
 * @param modes pairs of latent features that rotate and decay, positive
 * @param encoderSize hidden features of the recurrent encoder
 * @param fieldSize hidden features of the field's network
 * @param decoderSize hidden features of the decoder's network; zero for a linear decoder
 * @param slowest initial angular frequency of the slowest mode, in radians per unit of model time
 * @param fastest initial angular frequency of the fastest mode
 * @param gap typical distance of neighbouring observations in model time, the encoder's unit of waiting
 * @param features what the networks see of the time itself
 */
public record LatentOdeOptions(
        int channels,
        int statics,
        int modes,
        int encoderSize,
        int fieldSize,
        int decoderSize,
        double slowest,
        double fastest,
        double gap,
        TimeFeatures features) {

    /**
     * Checks the ranges.
     *
     * @param channels see the component
     * @param statics see the component
     * @param modes see the component
     * @param encoderSize see the component
     * @param fieldSize see the component
     * @param decoderSize see the component
     * @param slowest see the component
     * @param fastest see the component
     * @param gap see the component
     * @param features see the component
     */
    public LatentOdeOptions {
        requireAtLeast("channels", 1, channels);
        requireAtLeast("statics", 0, statics);
        requireAtLeast("modes", 1, modes);
        requireAtLeast("encoderSize", 1, encoderSize);
        requireAtLeast("fieldSize", 1, fieldSize);
        requireAtLeast("decoderSize", 0, decoderSize);
        if (!(slowest > 0 && fastest >= slowest && gap > 0)) {
            throw new IllegalArgumentException("frequencies and gap must be positive and in order: slowest " + slowest
                    + ", fastest " + fastest + ", gap " + gap);
        }
    }

    private static void requireAtLeast(String what, int least, int value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ": " + value);
        }
    }

    /**
     * Size of the latent state.
     *
     * @return {@code statics + 2·modes}
     */
    public int latentSize() {
        return statics + 2 * modes;
    }
}
