package dev.tidepath.latent;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.sde.BrownianPaths;
import dev.tidepath.sde.DiscreteSdeAdjoint;
import dev.tidepath.sde.Sde;
import dev.tidepath.sde.SdeAdjoint;
import dev.tidepath.sde.SdeSolution;
import dev.tidepath.sde.SdeSolver;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's passes through a {@link LatentSde}, leg by leg of its {@link Waypoints}. Not thread-safe. */
final class LatentSdeRun implements SequenceModel.Run {

    private final LatentSde model;
    private final RecognitionNetwork.Run encoder;
    private final Decoder.Run decoder;
    private final Starts starts;
    private final Sde<DifferentiableField> steered;
    private final Sde<DifferentiableField> free;
    private final int size;
    private final int encoded;

    LatentSdeRun(LatentSde model, double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        this.model = model;
        encoder = model.encoder().newRun(values, capacity, solver, adjoint);
        decoder = model.decoder().newRun(values);
        starts = new Starts(
                model.posterior().draw(1).newPass(values), model.options().shared(), capacity);
        steered = model.steeredEquation(values, capacity);
        free = model.freeEquation(values, capacity);
        size = model.latentSize();
        encoded = model.options().encoder().size();
    }

    /** Paths of some lanes: the legs, the states at all targets and at the end. */
    private record Paths(Waypoints way, List<SdeAdjoint.Trajectory> legs, Matrix passed, Matrix last) {}

    /**
     * With one draw of the path a window, which has read its targets,
     * {@code Σ_windows ( −Σ_observed ln p(y | z) + klWeight · (KL + ∫ ½ |u|² dt) )}.
     */
    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        int batch = chunk.size();
        List<Window> read = chunk.stream().map(Window::ofTargets).toList();
        starts.begin(encoder.encode(read), 1);
        List<RandomKey> keys = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            starts.drawNoise(b, 1, chunk.get(b).key());
            keys.add(chunk.get(b).key().derive("brownian"));
        }
        starts.draw();
        Paths paths = solve(read, 1, keys, size, true);
        double[] weights = new double[batch];
        Arrays.fill(weights, weight);
        double[] each = decoder.lossAndPullback(paths.passed, chunk, weights, gradient);
        double loss = 0;
        for (int k = 0; k < paths.way.targets(); k++) {
            loss += each[k];
        }
        for (int b = 0; b < batch; b++) {
            loss += klWeight * (starts.divergence()[b] + paths.last.get(size, b));
        }
        if (!Double.isFinite(loss)) {
            throw decoder.blamed(chunk, 1)
                    .orElseGet(() -> new NonFiniteLossException("the sum of losses and divergences is not finite"));
        }
        back(read, paths, klWeight * weight, gradient);
        return weight * loss;
    }

    /** Walks the legs back, then the encoder, whose states the legs have read. */
    private void back(List<Window> chunk, Paths paths, double divergence, double[] gradient) {
        int batch = chunk.size();
        Matrix later = Matrix.zeros(size + 1, batch);
        Matrix ofTargets = decoder.stateAdjoints();
        Arrays.fill(later.row(size), 0, batch, divergence);
        int most = chunk.stream().mapToInt(w -> w.context().size()).max().orElse(0);
        @Nullable Matrix[] ofEncoder = new Matrix[most + 1];
        for (int k = paths.way.count() - 1; k > 0; k--) {
            addTargets(paths.way, k, ofTargets, later);
            Matrix earlier = Matrix.zeros(size + 1, batch);
            Matrix context = Matrix.zeros(model.contextSize(), batch);
            paths.legs.get(k - 1).backward(later, TrajectoryGradient.of(earlier, gradient, context));
            later = earlier;
            for (int b = 0; b < batch; b++) {
                int next = paths.way.next(k, b);
                if (next >= 0) {
                    add(context, ofEncoder, chunk.get(b).context().size() - next, b);
                }
            }
        }
        addTargets(paths.way, 0, ofTargets, later);
        for (int f = 0; f < size; f++) {
            System.arraycopy(later.row(f), 0, starts.stateAdjoint().row(f), 0, batch);
        }
        Arrays.fill(starts.divergenceAdjoint(), 0, batch, divergence);
        encoder.backward(
                starts.pullback(1, gradient),
                (steps, bar) -> {
                    Matrix joining = ofEncoder[steps];
                    if (joining != null) {
                        StateRows.add(joining, bar);
                    }
                },
                gradient);
    }

    private void add(Matrix context, @Nullable Matrix[] ofEncoder, int steps, int b) {
        Matrix sum = ofEncoder[steps];
        if (sum == null) {
            sum = Matrix.zeros(encoded, context.batch());
            ofEncoder[steps] = sum;
        }
        for (int f = 0; f < encoded; f++) {
            sum.row(f)[b] += context.get(f, b);
        }
    }

    private void addTargets(Waypoints way, int k, Matrix ofTargets, Matrix into) {
        for (int b = 0; b < into.batch(); b++) {
            int column = way.column(k, b);
            for (int f = 0; f < size && column >= 0; f++) {
                into.row(f)[b] += ofTargets.get(f, column);
            }
        }
    }

    /**
     * Solves from the starts; lane {@code b} belongs to window {@code b / lanesEach}.
     *
     * @param kept whether the way back will be gone
     */
    private Paths solve(List<Window> windows, int lanesEach, List<RandomKey> keys, int noises, boolean kept) {
        Waypoints way = new Waypoints(windows, lanesEach, model.options().reach());
        Matrix last = Matrix.zeros(size + 1, keys.size());
        Paths paths = new Paths(way, new ArrayList<>(), Matrix.zeros(size, way.targets()), last);
        StateRows.add(starts.state(), last);
        keep(paths, 0);
        SdeSolver solver = model.options().solver();
        SdeAdjoint adjoint = new DiscreteSdeAdjoint();
        for (int k = 1; k < way.count(); k++) {
            SaveAt leg = way.leg(k);
            int number = k;
            List<RandomKey> own = keys.stream().map(key -> key.derive(number)).toList();
            BrownianPaths noise = BrownianPaths.of(own, noises, leg);
            Sde<DifferentiableField> equation = way.steered(k) ? steered : free;
            Context context = context(windows, way, k, lanesEach);
            SdeSolution solved;
            if (kept) {
                SdeAdjoint.Trajectory trajectory = adjoint.solve(solver, equation, last, context, leg, noise);
                paths.legs.add(trajectory);
                solved = trajectory.solution();
            } else {
                solved = solver.solve(equation, last, context, leg, noise).orThrow();
            }
            last.copyFrom(solved.finalStates());
            keep(paths, k);
        }
        return paths;
    }

    private void keep(Paths paths, int k) {
        for (int b = 0; b < paths.last.batch(); b++) {
            int column = paths.way.column(k, b);
            for (int f = 0; f < size && column >= 0; f++) {
                paths.passed.set(f, column, paths.last.get(f, b));
            }
        }
    }

    /** The encoder's state at the next observation, its time, and whether there is one. */
    private Context context(List<Window> windows, Waypoints way, int k, int lanesEach) {
        int batch = lanesEach * windows.size();
        Matrix context = Matrix.zeros(model.contextSize(), batch);
        Matrix state = Matrix.zeros(encoded, windows.size());
        for (int b = 0; b < batch; b++) {
            int window = b / lanesEach;
            Observations read = windows.get(window).context();
            int next = way.next(k, b);
            if (next >= 0) {
                encoder.copyState(window, read.size() - next, state);
                for (int f = 0; f < encoded; f++) {
                    context.set(f, b, state.get(f, window));
                }
                context.set(encoded, b, read.time(next));
                context.set(encoded + 1, b, 1);
            }
        }
        return Context.of(context);
    }

    /** Along the path without noise from the mean of the posterior of its start. */
    @Override
    public Matrix means(List<Window> chunk) {
        starts.drawMean(encoder.encode(chunk));
        List<RandomKey> keys = chunk.stream().map(Window::key).toList();
        Matrix states = solve(chunk, 1, keys, 0, false).passed;
        Matrix means = Matrix.zeros(model.channels(), states.batch());
        decoder.mean(states, chunk, means);
        return means;
    }

    @Override
    public void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        starts.begin(encoder.encode(List.of(window)), paths);
        List<RandomKey> keys = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
            starts.drawNoise(p, Scatter.sign(p), window.key().derive("path").derive(p / 2));
            keys.add(window.key().derive("brownian").derive(p));
        }
        starts.draw();
        Matrix states = solve(List.of(window), paths, keys, size, false).passed;
        Matrix decoded = Matrix.zeros(model.channels(), states.batch());
        decoder.mean(states, Collections.nCopies(paths, window), decoded);
        decoder.scatter(window, decoded, paths, means, draws);
    }
}
