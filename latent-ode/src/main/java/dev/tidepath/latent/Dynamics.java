package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;

/** The field of a latent path. Immutable. */
interface Dynamics {

    /** Adds a field to a layout. */
    static Dynamics in(Parameters parameters, LatentOdeOptions options) {
        if (options.field() instanceof FieldOptions.Modes modes) {
            return new ModalDynamics(modes, options.features(), parameters);
        }
        return new NetworkDynamics(options.field(), options.features(), parameters);
    }

    FieldProgram program();

    /** Sets initial values that are not random. */
    default void initialise(double[] values) {}
}
