package dev.tidepath.forecasting.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a {@link Network} is told of its size and its training; what is absent has its default.
 *
 * @param learningRate step length of the optimiser at its greatest, above 0 and at most 1; by default 0.01, and 0.005 where
 *     there is little to learn from
 * @param units features of the recurrent state, from {@value #FEWEST_UNITS} to {@value #MOST_UNITS}, by default 48; the
 *     field's network has two thirds of them, the decoder's a third; the latent SDE's state and field, which are read at every
 *     step, have half as many; the width of the token transformer is that of the field, rounded up to a multiple of four
 * @param networks how many networks, from 1 to {@value #MOST_NETWORKS}, that differ in their seeds alone, which follow each
 *     other; a forecast is the mean of their quantiles
 */
public record NetworkSettings(OptionalDouble learningRate, OptionalInt units, int networks) {

    /** So few units a network can have. */
    public static final int FEWEST_UNITS = 3;

    /** So many units a network can have. */
    public static final int MOST_UNITS = 512;

    /** So many networks there can be. */
    public static final int MOST_NETWORKS = 16;

    /** Nothing told. */
    public static final NetworkSettings DEFAULTS = new NetworkSettings(OptionalDouble.empty(), OptionalInt.empty());

    private static final int USUAL_UNITS = 48;

    /**
     * Checks the ranges.
     *
     * @param learningRate see the component
     * @param units see the component
     * @param networks see the component
     * @throws IllegalArgumentException if one is outside its range
     */
    public NetworkSettings {
        learningRate.ifPresent(rate -> {
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("a learning rate is above 0 and at most 1: " + rate);
            }
        });
        units.ifPresent(count -> {
            if (count < FEWEST_UNITS || count > MOST_UNITS) {
                throw new IllegalArgumentException(
                        "a network has from " + FEWEST_UNITS + " to " + MOST_UNITS + " units: " + count);
            }
        });
        if (networks < 1 || networks > MOST_NETWORKS) {
            throw new IllegalArgumentException("there are from 1 to " + MOST_NETWORKS + " networks: " + networks);
        }
    }

    /**
     * Settings of a single network.
     *
     * @param learningRate see the component
     * @param units see the component
     */
    public NetworkSettings(OptionalDouble learningRate, OptionalInt units) {
        this(learningRate, units, 1);
    }

    int stateSize() {
        return units.orElse(USUAL_UNITS);
    }

    int fieldSize() {
        return stateSize() * 2 / 3;
    }

    int decoderSize() {
        return stateSize() / 3;
    }
}
