package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.nn.FieldProgram;
import java.util.List;

/** The field of a latent path. Immutable. */
interface Dynamics extends FieldProgram.Definition {

    /** Adds a field to a layout. */
    static Dynamics in(Parameters parameters, LatentOdeOptions options) {
        if (options.field() instanceof FieldOptions.Modes modes) {
            return new ModalDynamics(modes, options.exogenous(), parameters);
        }
        return new NetworkDynamics(options.field(), options.exogenous(), parameters);
    }

    /** The parameters it reads. */
    List<Parameters.Block> blocks();

    /** Sets initial values that are not random. */
    default void initialise(double[] values) {}
}
