package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Program;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.nn.GruCell;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent encoder that reads a window's irregular observations backwards in time, as in Chen et al. (2018,
 * arXiv:1806.07366, section 5): at each observation time a {@link GruCell} sees the values, which channels they belong
 * to, the distance to the observation read before, the distance to the window's start and the time features.
 *
 * <p>Immutable; {@link #newRun} makes one thread's workspaces. Samples that have no further observation keep their state
 * by a mask of zero.
 */
final class Encoder {

    private static final double MAX_WAIT = 10;

    private final LatentOdeOptions options;
    private final List<Parameters.Block> blocks;
    private final Recording step;
    private final Recording pullback;

    Encoder(LatentOdeOptions options, Parameters parameters) {
        this.options = options;
        int from = parameters.blocks().size();
        GruCell cell = GruCell.in(
                parameters,
                "encoder",
                2 * options.channels() + 2 + options.features().size(),
                options.encoderSize());
        blocks = parameters.blocks().subList(from, parameters.blocks().size());
        step = new Recording(cell, false);
        pullback = new Recording(cell, true);
    }

    /** One step, or its pullback with the outputs (state adjoint, one gradient a block). */
    private final class Recording {
        private final Var seen;
        private final Var time;
        private final Var state;
        private final Var active;
        private final Var adjoint;
        private final Program program;

        Recording(GruCell cell, boolean ofPullback) {
            Graph g = new Graph();
            seen = g.input(2 * options.channels() + 2);
            time = g.input(1);
            state = g.input(options.encoderSize());
            active = g.input(1);
            adjoint = g.input(options.encoderSize());
            List<Var> input = new ArrayList<>();
            input.add(seen);
            input.addAll(options.features().apply(g, time));
            Var next = cell.apply(g, g.concat(input), state);
            Var moved = g.multiply(g.repeatRow(active, options.encoderSize()), g.subtract(next, state));
            Var out = g.add(state, moved);
            if (ofPullback) {
                List<Var> wrt = new ArrayList<>();
                wrt.add(state);
                blocks.forEach(b -> wrt.add(g.parameter(b)));
                program = g.compile(g.vjp(List.of(out), List.of(adjoint), wrt).stream()
                        .map(Objects::requireNonNull)
                        .toList());
            } else {
                program = g.compile(out);
            }
        }
    }

    Run newRun(double[] parameters) {
        return new Run(parameters);
    }

    /** The encoder's passes over one chunk on one thread. */
    final class Run {
        private final double[] parameters;
        private final List<Matrix> states = new ArrayList<>();
        private @Nullable Workspace forward;
        private @Nullable Workspace backward;
        private int capacity;
        private List<Window> windows = List.of();

        private Run(double[] parameters) {
            this.parameters = parameters;
        }

        private Workspace newWorkspace(Recording r) {
            Workspace w = r.program.newWorkspace(capacity);
            w.bindParameters(parameters);
            return w;
        }

        /** Reads the windows; the result is valid until the next call. */
        Matrix encode(List<Window> chunk) {
            windows = chunk;
            if (chunk.size() > capacity) {
                capacity = Matrix.padded(chunk.size());
                forward = null;
                backward = null;
                states.clear();
            }
            int steps = steps();
            state(0).clear();
            Workspace w = forward == null ? newWorkspace(step) : forward;
            forward = w;
            w.resize(chunk.size());
            for (int s = 0; s < steps; s++) {
                fill(w, step, s);
                w.set(step.state, state(s));
                w.run();
                w.get(0, state(s + 1));
            }
            return state(steps);
        }

        /** Walks the last encode backwards: the adjoint of its result in, parameter gradients added. */
        void backward(Matrix adjoint, double[] gradient) {
            Workspace w = backward == null ? newWorkspace(pullback) : backward;
            backward = w;
            w.resize(windows.size());
            for (int s = steps() - 1; s >= 0; s--) {
                fill(w, pullback, s);
                w.set(pullback.state, state(s));
                w.set(pullback.adjoint, adjoint);
                w.run();
                w.get(0, adjoint);
                w.addShared(1, blocks, gradient);
            }
        }

        private int steps() {
            return windows.stream().mapToInt(w -> w.context().size()).max().orElse(0);
        }

        private Matrix state(int s) {
            while (states.size() <= s) {
                states.add(Matrix.zeros(options.encoderSize(), capacity));
            }
            Matrix state = states.get(s);
            if (state.batch() != windows.size()) {
                state.resize(windows.size());
            }
            return state;
        }

        private void fill(Workspace w, Recording r, int s) {
            int channels = options.channels();
            for (int c = 0; c < 2 * channels + 2; c++) {
                Arrays.fill(w.row(r.seen, c), 0.0);
            }
            for (int b = 0; b < windows.size(); b++) {
                Observations read = windows.get(b).context();
                int i = read.size() - 1 - s;
                w.row(r.active, 0)[b] = i >= 0 ? 1.0 : 0.0;
                if (i >= 0) {
                    double t = read.time(i);
                    for (int k = read.first(i); k < read.first(i + 1); k++) {
                        w.row(r.seen, read.channel(k))[b] = read.value(k);
                        w.row(r.seen, channels + read.channel(k))[b] = 1.0;
                    }
                    double wait = i + 1 < read.size() ? read.time(i + 1) - t : 0;
                    w.row(r.seen, 2 * channels)[b] = Math.min(MAX_WAIT, wait / options.gap());
                    w.row(r.seen, 2 * channels + 1)[b] = t - read.time(0);
                    if (options.features().size() > 0) {
                        w.row(r.time, 0)[b] = t;
                    }
                }
            }
        }
    }
}
