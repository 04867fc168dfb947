package dev.tidepath.forecasting.model;

import dev.tidepath.latent.Likelihood;
import dev.tidepath.latent.TimeFeatures;
import dev.tidepath.latent.TokenOptions;
import dev.tidepath.latent.TokenTransformer;

/**
 * The transformer over tokenised series that forecasts, with learnt noise about its means.
 *
 * @param channels observed channels, positive
 * @param intervals tokens of a channel's values, at least 4
 * @param width features of a position, a multiple of the heads
 * @param heads heads of the attention, positive
 * @param hidden hidden features of the perceptron, positive
 * @param knots knots of the weights along the depth, positive
 * @param steps midpoint steps through the depth, positive
 * @param read times of a window's context that are read at most, positive
 * @param asked times that are asked for in one sequence, positive
 * @param gap typical distance of neighbouring observations in model time
 * @param features what the network sees of the time itself
 */
public record TokenShape(
        int channels,
        int intervals,
        int width,
        int heads,
        int hidden,
        int knots,
        int steps,
        int read,
        int asked,
        double gap,
        TimeFeatures features)
        implements NeuralShape {

    @Override
    public Network network() {
        return Network.TOKEN_TRANSFORMER;
    }

    @Override
    public int widest() {
        return Math.max(Math.max(width, hidden), Math.max(intervals, knots));
    }

    @Override
    public boolean hasRandomPaths() {
        return true;
    }

    @Override
    public TokenTransformer model() {
        return new TokenTransformer(new TokenOptions(
                channels,
                intervals,
                width,
                heads,
                hidden,
                knots,
                steps,
                read,
                asked,
                gap,
                Likelihood.gaussian(),
                features));
    }
}
