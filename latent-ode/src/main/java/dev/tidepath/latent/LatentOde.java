package dev.tidepath.latent;

import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;

/**
 * The latent ODE for irregularly sampled series (Chen et al. 2018, arXiv:1806.07366, section 5): a recurrent encoder reads
 * a window backwards and gives the posterior of z(t₀), an ODE carries z through time, a decoder gives the distribution of
 * what is observed.
 */
public final class LatentOde extends DecodedModel {

    private final LatentOdeOptions options;
    private final RecognitionNetwork encoder;
    private final Posterior posterior;
    private final Dynamics dynamics;
    private final Decoder decoder;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public LatentOde(LatentOdeOptions options) {
        this.options = options;
        encoder = RecognitionNetwork.in(parameters(), options);
        posterior = new Posterior(options, parameters());
        decoder = new Decoder(
                options.channels(), options.latentSize(), options.decoder(), options.features(), parameters());
        dynamics = Dynamics.in(parameters(), options);
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public LatentOdeOptions options() {
        return options;
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = super.initialValues(key);
        dynamics.initialise(values);
        return values;
    }

    @Override
    public LatentOdeRun newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return newRun(values, capacity, solver, adjoint, InferenceOptions.plain());
    }

    /**
     * Creates one thread's workspaces.
     *
     * @param values flat parameter vector; not copied, read at every call
     * @param capacity the most samples of a chunk
     * @param solver how the latent path is solved
     * @param adjoint how its gradient is taken
     * @param inference how the path's start is inferred
     * @return workspaces for one thread
     * @throws IllegalArgumentException if continuity is asked for and the encoder sees positions
     */
    public LatentOdeRun newRun(
            double[] values, int capacity, OdeSolver solver, Adjoint adjoint, InferenceOptions inference) {
        if (inference.continuity() > 0 && options.encoder().position()) {
            throw new IllegalArgumentException("continuity needs an encoder without positions");
        }
        return new LatentOdeRun(this, values, capacity, solver, adjoint, inference);
    }

    RecognitionNetwork encoder() {
        return encoder;
    }

    Posterior posterior() {
        return posterior;
    }

    Dynamics dynamics() {
        return dynamics;
    }

    @Override
    Decoder decoder() {
        return decoder;
    }
}
