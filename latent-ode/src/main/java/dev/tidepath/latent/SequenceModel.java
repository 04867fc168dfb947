package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/**
 * A model of irregularly sampled series of several channels: it reads a {@link Window}'s observations, whenever they were
 * made and of whichever channels, and gives the distribution of the channels at the window's target times.
 *
 * <p>A model is a shape: the layout of its parameters and its recorded programs. It is immutable and shared by threads;
 * {@link #newRun} gives a thread its workspaces, bound to a parameter vector.
 */
public interface SequenceModel {

    /**
     * Observed channels.
     *
     * @return positive
     */
    int channels();

    /**
     * The layout of the parameters.
     *
     * @return named blocks of one flat vector
     */
    Parameters parameters();

    /**
     * Initial parameters.
     *
     * @param key random key
     * @return a new flat vector
     */
    double[] initialValues(RandomKey key);

    /**
     * The variances of a channel's observation noise after a window: white noise, the walk over a unit of time, the slope.
     *
     * @param values flat parameter vector
     * @param channel channel index
     * @param window whose context counts
     * @return three variances, in squared model units
     */
    double[] noiseVariances(double[] values, int channel, Window window);

    /**
     * Sets the variances of a channel's observation noise after a window, as a calibration may ask for.
     *
     * @param values flat parameter vector; modified
     * @param channel channel index
     * @param window whose context counts
     * @param variances white noise, walk and slope, zero or more
     * @throws IllegalStateException if the likelihood's deviation is fixed
     */
    void setNoiseVariances(double[] values, int channel, Window window, double... variances);

    /**
     * Multiplies a channel's mean by a factor, whatever the window.
     *
     * @param values flat parameter vector; modified
     * @param channel channel index
     * @param factor such as a share between 0 and 1 that draws the mean towards zero
     */
    void scaleMean(double[] values, int channel, double factor);

    /**
     * Creates one thread's workspaces.
     *
     * @param values flat parameter vector; not copied, read at every call
     * @param capacity the most samples of a chunk
     * @param solver how paths are solved; of no effect on models without a differential equation
     * @param adjoint how their gradient is taken
     * @return workspaces for one thread
     */
    Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint);

    /** One thread's passes through a model. Not thread-safe. */
    interface Run {

        /**
         * The loss of a chunk and its gradient: {@code weight} times the sum over the windows of the negative log-likelihood
         * of their targets or, in variational models, of the negative evidence lower bound with the divergence weighted.
         *
         * @param chunk windows; random draws are keyed by each window's own key
         * @param klWeight weight of the divergence, zero or more; of no effect where there is none
         * @param weight factor on everything
         * @param gradient flat vector; the gradient is added
         * @return the loss, finite
         * @throws dev.tidepath.train.NonFiniteLossException if it is not finite; names the first window to blame and, where
         *     there is one, the time
         * @throws dev.tidepath.ode.OdeException if a path cannot be solved
         */
        double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient);

        /**
         * The means at the target times of windows, in variational models from the posterior's mean.
         *
         * @param chunk windows, at most the capacity
         * @return channels × columns, packed window by window
         * @throws dev.tidepath.ode.OdeException if a path cannot be solved
         */
        Matrix means(List<Window> chunk);

        /**
         * Draws joint sample paths of one window at its target times.
         *
         * @param window what is known and the times asked for; its key is that of the draws
         * @param paths how many paths, at most the capacity
         * @param means filled with the mean by channel, time and path
         * @param draws filled with a draw of the observations by channel, time and path
         * @throws dev.tidepath.ode.OdeException if a path cannot be solved
         */
        void sample(Window window, int paths, double[][][] means, double[][][] draws);
    }
}
