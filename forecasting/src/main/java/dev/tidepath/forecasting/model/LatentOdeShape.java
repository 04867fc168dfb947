package dev.tidepath.forecasting.model;

import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.InferenceOptions;
import dev.tidepath.latent.LatentOde;
import dev.tidepath.latent.LatentOdeOptions;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.nn.Activation;

/**
 * The latent ODE that forecasts: gated recurrent encoder, modes and a network for the field, learnt noise.
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
 * @param refinement most steps of the posterior's refinement in forecasts; zero for the encoder's posterior
 */
public record LatentOdeShape(
        int channels,
        int statics,
        int modes,
        int encoderSize,
        int fieldSize,
        int decoderSize,
        double slowest,
        double fastest,
        double gap,
        TimeFeatures features,
        int refinement)
        implements NeuralShape {

    @Override
    public Network network() {
        return Network.LATENT_ODE;
    }

    /** The same with a refined posterior in forecasts. */
    LatentOdeShape withRefinement(int steps) {
        return new LatentOdeShape(
                channels, statics, modes, encoderSize, fieldSize, decoderSize, slowest, fastest, gap, features, steps);
    }

    @Override
    public int widest() {
        return Math.max(Math.max(statics + 2 * modes, encoderSize), Math.max(fieldSize, decoderSize));
    }

    @Override
    public LatentOde model() {
        return new LatentOde(options(), new InferenceOptions(1, 0, refinement));
    }

    private LatentOdeOptions options() {
        return new LatentOdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, encoderSize, encoderSize, true, gap),
                new FieldOptions.Modes(statics, modes, fieldSize, slowest, fastest),
                new DecoderOptions(true, decoderSize, Activation.TANH, Likelihood.gaussian()),
                features);
    }
}
