package dev.tidepath.forecasting.model;

import dev.tidepath.latent.DecoderOptions;
import dev.tidepath.latent.EncoderOptions;
import dev.tidepath.latent.FieldOptions;
import dev.tidepath.latent.LatentSde;
import dev.tidepath.latent.LatentSdeOptions;
import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.nn.Activation;
import dev.tidepath.sde.SdeSolver;
import dev.tidepath.sde.StochasticTableau;

/**
 * The latent SDE that forecasts: a gated recurrent encoder, the latent ODE's modes and network for the drift, learnt noise of path
 * and observations. Paths are solved by {@link StochasticTableau#SRA1} with steps that shrink towards each stop.
 *
 * @param channels observed channels, positive
 * @param statics latent features that stay constant along the path and modulate its drift, zero or more
 * @param reverting latent features that decay without rotating, zero or more
 * @param modes pairs of latent features that rotate and decay, positive
 * @param encoderSize hidden features of the recurrent encoder
 * @param fieldSize hidden features of the drift's network
 * @param controlSize hidden features of the networks that steer the posterior
 * @param decoderSize hidden features of the decoder's network; zero for a linear decoder
 * @param slowest initial angular frequency of the slowest mode, in radians per unit of model time
 * @param fastest initial angular frequency of the fastest mode
 * @param gap typical distance of neighbouring observations in model time, the unit of waiting
 * @param features what the networks see of the time itself
 * @param steps steps from one stop to the next, positive
 * @param reach model time of the longest stretch between two stops, positive
 */
public record LatentSdeShape(
        int channels,
        int statics,
        int reverting,
        int modes,
        int encoderSize,
        int fieldSize,
        int controlSize,
        int decoderSize,
        double slowest,
        double fastest,
        double gap,
        TimeFeatures features,
        int steps,
        double reach)
        implements NeuralShape {

    private static final int GRADING = 2;

    @Override
    public Network network() {
        return Network.LATENT_SDE;
    }

    @Override
    public int widest() {
        int path = Math.max(statics + reverting + 2 * modes, controlSize);
        return Math.max(Math.max(path, encoderSize), Math.max(fieldSize, decoderSize));
    }

    @Override
    public boolean hasRandomPaths() {
        return true;
    }

    @Override
    public LatentSde model() {
        return new LatentSde(new LatentSdeOptions(
                channels,
                new EncoderOptions(EncoderOptions.Cell.GRU, encoderSize, encoderSize, false, gap),
                new FieldOptions.Modes(statics, reverting, modes, fieldSize, slowest, fastest),
                controlSize,
                new DecoderOptions(true, decoderSize, Activation.TANH, Likelihood.gaussian()),
                features,
                new SdeSolver(StochasticTableau.SRA1, steps, GRADING),
                reach));
    }
}
