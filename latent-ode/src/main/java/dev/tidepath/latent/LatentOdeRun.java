package dev.tidepath.latent;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** One thread's passes through a {@link LatentOde}, bound to a parameter vector. Not thread-safe. */
public final class LatentOdeRun {

    private final LatentOde model;
    private final double[] values;
    private final OdeSolver solver;
    private final Adjoint adjoint;
    private final Encoder.Run encoder;
    private final Posterior.Run posterior;
    private final Decoder.Run decoder;
    private final NeuralField field;
    private final Decoder.Columns columns = new Decoder.Columns();
    private final Matrix noise;
    private final Matrix start;
    private final Matrix startAdjoint;
    private final Matrix encodedAdjoint;
    private Matrix stateAdjoints = Matrix.zeros(0, 0);

    LatentOdeRun(LatentOde model, double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        this.model = model;
        this.values = values;
        this.solver = solver;
        this.adjoint = adjoint;
        int latent = model.options().latentSize();
        encoder = model.encoder().newRun(values);
        posterior = model.posterior().newRun(values, capacity);
        decoder = model.decoder().newRun(values);
        field = model.dynamics().program().bind(values, capacity);
        noise = Matrix.zeros(latent, capacity);
        start = Matrix.zeros(latent, capacity);
        startAdjoint = Matrix.zeros(latent, capacity);
        encodedAdjoint = Matrix.zeros(model.options().encoderSize(), capacity);
    }

    /**
     * The negative evidence lower bound of a chunk with one draw of z₀ a window, and its gradient:
     *
     * <pre>weight · Σ_windows ( −Σ_observed log N(y; m, v) + klWeight · KL )</pre>
     *
     * @param chunk windows; the draw is keyed by each window's own key
     * @param klWeight weight of the divergence, zero or more
     * @param weight factor on everything
     * @param gradient flat vector; the gradient is added
     * @return the loss, finite
     * @throws NonFiniteLossException if the loss is not finite; names the first window and target time to blame
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        Matrix encoded = encoder.encode(chunk);
        resize(chunk.size());
        for (int b = 0; b < chunk.size(); b++) {
            drawNoise(b, chunk.get(b).key());
        }
        double[] kl = posterior.draw(encoded, noise, start);
        double loss = 0;
        for (int b = 0; b < chunk.size(); b++) {
            loss += klWeight * kl[b];
        }
        Adjoint.Trajectory path = adjoint.solve(solver, field, start, Context.none(), saveAt(chunk));
        Matrix states = path.solution().orThrow().outputs();
        fillColumns(chunk);
        double[] each = decoder.loss(states, columns);
        for (int i = 0; i < columns.count(); i++) {
            loss += each[i];
        }
        if (!Double.isFinite(loss)) {
            throw notFinite(chunk, kl, each);
        }
        if (stateAdjoints.features() == 0 || stateAdjoints.row(0).length < states.lanes()) {
            stateAdjoints = Matrix.zeros(states.features(), states.batch());
        }
        stateAdjoints.resize(states.batch());
        decoder.backward(states, columns, weight, stateAdjoints, gradient);
        startAdjoint.clear();
        path.backward(stateAdjoints, TrajectoryGradient.of(startAdjoint, gradient, null));
        posterior.backward(encoded, noise, startAdjoint, weight * klWeight, encodedAdjoint, gradient);
        encoder.backward(encodedAdjoint, gradient);
        return weight * loss;
    }

    private static NonFiniteLossException notFinite(List<Window> chunk, double[] kl, double[] each) {
        int column = 0;
        for (int b = 0; b < chunk.size(); b++) {
            if (!Double.isFinite(kl[b])) {
                return new NonFiniteLossException(b, Double.NaN, "the divergence is " + kl[b]);
            }
            Observations targets = chunk.get(b).targets();
            for (int i = 0; i < targets.size(); i++, column++) {
                if (!Double.isFinite(each[column])) {
                    return new NonFiniteLossException(b, targets.time(i), "the loss is " + each[column]);
                }
            }
        }
        return new NonFiniteLossException(
                NonFiniteLossException.UNKNOWN, Double.NaN, "the sum of the losses overflows");
    }

    /**
     * Draws joint sample paths of one window at its target times.
     *
     * @param window what is known and the times asked for; its key is that of the draws
     * @param paths how many paths, at most the capacity
     * @param means filled with the decoder's mean by channel, time and path
     * @param draws filled with a draw of the observations by channel, time and path
     * @throws dev.tidepath.ode.OdeException if a path cannot be solved
     */
    public void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        Matrix one = encoder.encode(List.of(window));
        Matrix encoded = Matrix.zeros(one.features(), paths);
        for (int f = 0; f < one.features(); f++) {
            Arrays.fill(encoded.row(f), 0, paths, one.get(f, 0));
        }
        resize(paths);
        for (int p = 0; p < paths; p++) {
            drawNoise(p, window.key().derive("path").derive(p));
        }
        posterior.draw(encoded, noise, start);
        List<Window> copies = Collections.nCopies(paths, window);
        SaveAt at = saveAt(copies);
        Matrix states = solver.solve(field, start, Context.none(), at).orThrow().outputs();
        fillColumns(copies);
        Matrix decoded = Matrix.zeros(model.options().channels(), columns.count());
        decoder.mean(states, columns, decoded);
        for (int c = 0; c < model.options().channels(); c++) {
            double[] deviations = new double[3];
            for (int part = 0; part < 3; part++) {
                deviations[part] = model.decoder().deviation(values, part, c, window);
            }
            double[] leads = new double[window.targets().size()];
            for (int i = 0; i < leads.length; i++) {
                leads[i] = window.lead(c, window.targets().time(i));
            }
            for (int p = 0; p < paths; p++) {
                RandomKey key = window.key().derive("noise").derive(p).derive(c);
                drawPath(key, decoded.row(c), at.offset(p), deviations, leads, p, means[c], draws[c]);
            }
        }
    }

    /** White noise, a random walk and a random slope on top of one path's means; see {@link Decoder}. */
    private void drawPath(
            RandomKey key,
            double[] decoded,
            int offset,
            double[] deviations,
            double[] leads,
            int path,
            double[][] means,
            double[][] draws) {
        double slope = deviations[2] * key.gaussian(0);
        double wandered = 0;
        double before = 0;
        for (int i = 0; i < means.length; i++) {
            double lead = leads[i];
            wandered += deviations[1] * Math.sqrt(lead - before) * key.gaussian(2 * i + 1);
            before = lead;
            means[i][path] = decoded[offset + i];
            draws[i][path] = decoded[offset + i] + wandered + slope * lead + deviations[0] * key.gaussian(2 * i + 2);
        }
    }

    private void resize(int batch) {
        noise.resize(batch);
        start.resize(batch);
        startAdjoint.resize(batch);
        encodedAdjoint.resize(batch);
    }

    private void drawNoise(int lane, RandomKey key) {
        for (int k = 0; k < noise.features(); k++) {
            noise.set(k, lane, key.gaussian(k));
        }
    }

    private static SaveAt saveAt(List<Window> chunk) {
        double[] starts = new double[chunk.size()];
        double[][] times = new double[chunk.size()][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = chunk.get(b).start();
            times[b] = chunk.get(b).targets().times();
        }
        return SaveAt.times(starts, times);
    }

    private void fillColumns(List<Window> chunk) {
        int total = chunk.stream().mapToInt(w -> w.targets().size()).sum();
        columns.reset(model.options().channels(), total);
        int column = 0;
        for (Window window : chunk) {
            columns.begin(window);
            Observations targets = window.targets();
            for (int i = 0; i < targets.size(); i++) {
                double t = targets.time(i);
                columns.at(column, t, window);
                for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                    columns.observed(column, targets.channel(k), targets.value(k));
                }
                column++;
            }
        }
    }
}
