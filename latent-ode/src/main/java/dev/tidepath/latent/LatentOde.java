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
    private final InferenceOptions inference;
    private final Encoder encoder;
    private final Posterior posterior;
    private final Dynamics dynamics;
    private final Decoder decoder;

    /**
     * Records the model with one draw of the path's start a window, from the encoder's posterior.
     *
     * @param options its shape
     */
    public LatentOde(LatentOdeOptions options) {
        this(options, InferenceOptions.plain());
    }

    /**
     * Records the model.
     *
     * @param options its shape
     * @param inference how the path's start is inferred, of which the layout of the parameters does not depend
     * @throws IllegalArgumentException if continuity is asked for and the encoder sees positions
     */
    public LatentOde(LatentOdeOptions options, InferenceOptions inference) {
        if (inference.continuity() > 0 && options.encoder().position()) {
            throw new IllegalArgumentException("continuity needs an encoder without positions");
        }
        this.options = options;
        this.inference = inference;
        encoder = new Encoder(options, parameters());
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
        return new LatentOdeRun(this, values, capacity, solver, adjoint, inference);
    }

    Encoder encoder() {
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
