package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;

/**
 * A model that reads a window forwards, each window at its own observation times: a hidden state flows from observation to
 * observation and jumps at each, and it is decoded wherever a target is, just before the jump if there is an observation at
 * the same time. So a prediction depends on nothing observed at its time or later, whether it lies within the context or
 * ahead of it, and training on targets of both kinds teaches to predict the next observation and what follows the last.
 *
 * <p>The state starts from a learnt one. Targets at the very start of a window, before anything has been read, do not count
 * in the loss. The leads of the likelihood are those known at each target: the time since the channel was last
 * observed before it.
 */
public abstract sealed class RecurrentModel extends DecodedModel
        permits OdeRnn, RnnDelta, GruD, GruOdeBayes, NeuralCde {

    private final RecurrentOptions options;
    private final Parameters.Block start;
    private final Decoder decoder;

    /**
     * Records what all have in common.
     *
     * @param options the shape
     */
    RecurrentModel(RecurrentOptions options) {
        this.options = options;
        start = parameters().add("start", 1, options.size(), 0.5);
        decoder = new Decoder(options.channels(), options.size(), options.decoder(), options.features(), parameters());
    }

    /** From one observation to the next, and to the targets on the way. */
    abstract Transition flow();

    /** At an observation. */
    abstract Transition jump();

    /**
     * The model's shape.
     *
     * @return options
     */
    public RecurrentOptions options() {
        return options;
    }

    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new RecurrentRun(this, values, capacity, solver, adjoint);
    }

    Parameters.Block start() {
        return start;
    }

    @Override
    Decoder decoder() {
        return decoder;
    }
}
