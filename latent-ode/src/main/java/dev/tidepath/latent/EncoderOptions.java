package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;
import static dev.tidepath.latent.Ranges.requirePositive;

/**
 * The shape of the encoder of a latent ODE.
 *
 * @param cell what reads the observations
 * @param size hidden features of the cell
 * @param posteriorSize hidden features of the network from the cell's last state to the posterior; zero for a linear map
 * @param position whether the cell sees how far an observation is from the window's start; without it, what was read of a
 *     window's last observations is what a shorter window would give
 * @param gap typical distance of neighbouring observations in model time, the unit of waiting;
 *     of no effect on an ODE-RNN
 */
public record EncoderOptions(Cell cell, int size, int posteriorSize, boolean position, double gap) {

    /** What reads the observations. */
    public enum Cell {
        /** A simple recurrent cell, as in Chen et al. (2018). */
        RNN,
        /** A gated recurrent unit. */
        GRU,
        /**
         * A gated recurrent unit at each observation and an ODE of {@code size} hidden features between them, as in Rubanova,
         * Chen and Duvenaud (2019, arXiv:1907.03907); both see the conditions, neither sees positions.
         */
        ODE_RNN
    }

    /**
     * Checks the ranges.
     *
     * @param cell see the component
     * @param size see the component
     * @param posteriorSize see the component
     * @param position see the component
     * @param gap see the component
     */
    public EncoderOptions {
        requireAtLeast("encoder size", 1, size);
        requireAtLeast("posterior size", 0, posteriorSize);
        requirePositive("gap", gap);
        if (cell == Cell.ODE_RNN && position) {
            throw new IllegalArgumentException("an ODE-RNN sees no positions");
        }
    }
}
