package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;

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
public abstract sealed class RecurrentModel implements SequenceModel
        permits OdeRnn, RnnDelta, GruD, GruOdeBayes, NeuralCde {

    private final RecurrentOptions options;
    private final Parameters parameters = new Parameters();
    private final Parameters.Block start;
    private final Decoder decoder;

    /**
     * Records what all have in common.
     *
     * @param options the shape
     */
    RecurrentModel(RecurrentOptions options) {
        this.options = options;
        start = parameters.add("start", 1, options.size(), 0.5);
        decoder = new Decoder(options.channels(), options.size(), options.decoder(), options.features(), parameters);
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
    public int channels() {
        return options.channels();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = parameters.initialValues(key);
        decoder.initialise(values);
        return values;
    }

    @Override
    public double[] noiseVariances(double[] values, int channel, Window window) {
        return decoder.variances(values, channel, window);
    }

    @Override
    public void setNoiseVariances(double[] values, int channel, Window window, double... variances) {
        decoder.setVariances(values, channel, window, variances);
    }

    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new RecurrentRun(this, values, capacity, solver, adjoint);
    }

    Parameters.Block start() {
        return start;
    }

    Decoder decoder() {
        return decoder;
    }
}
