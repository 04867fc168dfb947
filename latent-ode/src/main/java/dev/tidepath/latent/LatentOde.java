package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;

/**
 * The latent ODE for irregularly sampled series (Chen et al. 2018, arXiv:1806.07366, section 5): a recurrent encoder reads
 * a window backwards and gives the posterior of z(t₀), an ODE carries z through time, a decoder gives the distribution of
 * what is observed.
 *
 * <p>This class is the model's shape: the layout of its parameters and its recorded programs. It is immutable and shared
 * by threads; {@link #newRun} gives a thread its workspaces, bound to a parameter vector.
 */
public final class LatentOde {

    private final LatentOdeOptions options;
    private final Parameters parameters = new Parameters();
    private final Encoder encoder;
    private final Posterior posterior;
    private final LatentDynamics dynamics;
    private final Decoder decoder;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public LatentOde(LatentOdeOptions options) {
        this.options = options;
        encoder = new Encoder(options, parameters);
        posterior = new Posterior(options, parameters);
        decoder = new Decoder(options, parameters);
        dynamics = LatentDynamics.in(parameters, options);
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public LatentOdeOptions options() {
        return options;
    }

    /**
     * The layout of the parameters.
     *
     * @return named blocks of one flat vector
     */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * Initial parameters.
     *
     * @param key random key
     * @return a new flat vector
     */
    public double[] initialValues(RandomKey key) {
        double[] values = parameters.initialValues(key);
        dynamics.initialise(values);
        decoder.initialise(values);
        return values;
    }

    /**
     * The variances of a channel's observation noise after a window: white noise, the walk over a unit of time, the slope.
     *
     * @param values flat parameter vector
     * @param channel channel index
     * @param window whose context counts
     * @return three variances, in squared model units
     */
    public double[] noiseVariances(double[] values, int channel, Window window) {
        double[] variances = new double[3];
        for (int part = 0; part < 3; part++) {
            double deviation = decoder.deviation(values, part, channel, window);
            variances[part] = deviation * deviation;
        }
        return variances;
    }

    /**
     * Sets the variances of a channel's observation noise after a window, as a calibration may ask for.
     *
     * @param values flat parameter vector; modified
     * @param channel channel index
     * @param window whose context counts
     * @param variances white noise, walk and slope, zero or more
     */
    public void setNoiseVariances(double[] values, int channel, Window window, double... variances) {
        for (int part = 0; part < 3; part++) {
            decoder.setDeviation(values, part, channel, window, Math.sqrt(variances[part]));
        }
    }

    /**
     * Creates one thread's workspaces.
     *
     * @param values flat parameter vector; not copied, read at every call
     * @param capacity the most samples of a chunk
     * @param solver how the latent path is solved
     * @param adjoint how its gradient is taken
     * @return workspaces for one thread
     */
    public LatentOdeRun newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new LatentOdeRun(this, values, capacity, solver, adjoint);
    }

    Encoder encoder() {
        return encoder;
    }

    Posterior posterior() {
        return posterior;
    }

    LatentDynamics dynamics() {
        return dynamics;
    }

    Decoder decoder() {
        return decoder;
    }
}
