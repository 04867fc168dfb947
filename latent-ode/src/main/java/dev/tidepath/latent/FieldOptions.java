package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

/** The shape of the field of a latent ODE. */
public sealed interface FieldOptions {

    /**
     * Size of the latent state.
     *
     * @return positive
     */
    int latentSize();

    /**
     * Hidden features of the field's network.
     *
     * @return positive
     */
    int hidden();

    /**
     * A plain network {@code z' = f(z, φ(t))} with one hidden layer of tanh, as in Chen et al. (2018).
     *
     * @param latentSize latent features, positive
     * @param hidden hidden features, positive
     */
    record Network(int latentSize, int hidden) implements FieldOptions {

        /**
         * Checks the ranges.
         *
         * @param latentSize see the component
         * @param hidden see the component
         */
        public Network {
            requireAtLeast("latent size", 1, latentSize);
            requireAtLeast("hidden features of the field", 1, hidden);
        }
    }

    /**
     * Constants, and modes that rotate and decay at rates the constants shift, plus a network of everything.
     *
     * @param statics latent features that stay constant along the path and modulate its dynamics, zero or more
     * @param reverting latent features that decay without rotating, zero or more
     * @param modes pairs of latent features that rotate and decay, positive
     * @param hidden hidden features of the network, positive
     * @param slowest initial angular frequency of the slowest mode, in radians per unit of model time
     * @param fastest initial angular frequency of the fastest mode
     */
    record Modes(int statics, int reverting, int modes, int hidden, double slowest, double fastest)
            implements FieldOptions {

        /**
         * Checks the ranges.
         *
         * @param statics see the component
         * @param reverting see the component
         * @param modes see the component
         * @param hidden see the component
         * @param slowest see the component
         * @param fastest see the component
         */
        public Modes {
            requireAtLeast("statics", 0, statics);
            requireAtLeast("reverting features", 0, reverting);
            requireAtLeast("modes", 1, modes);
            requireAtLeast("hidden features of the field", 1, hidden);
            if (!(slowest > 0 && fastest >= slowest)) {
                throw new IllegalArgumentException(
                        "frequencies must be positive and in order: slowest " + slowest + ", fastest " + fastest);
            }
        }

        /**
         * Without features that decay and do not rotate.
         *
         * @param statics see the component
         * @param modes see the component
         * @param hidden see the component
         * @param slowest see the component
         * @param fastest see the component
         */
        public Modes(int statics, int modes, int hidden, double slowest, double fastest) {
            this(statics, 0, modes, hidden, slowest, fastest);
        }

        @Override
        public int latentSize() {
            return statics + reverting + 2 * modes;
        }
    }
}
