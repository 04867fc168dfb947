package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.GruCell;
import dev.tidepath.nn.RecurrentCell;
import dev.tidepath.nn.RnnCell;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent encoder that reads a window's irregular observations backwards in time, as in Chen et al. (2018,
 * arXiv:1806.07366, section 5): at each observation time a cell sees the values, which channels they belong to, the distance
 * to the observation read before, the distance to the window's start if asked for, and the time features.
 *
 * <p>Immutable; {@link #newRun} makes one thread's workspaces. Samples that have no further observation keep their state
 * by a mask of zero.
 */
final class RecurrentEncoder implements RecognitionNetwork {

    private static final double MAX_WAIT = 10;

    /** Steps whose inputs are filled together: they stay in the cache, and so does what is read of a window. */
    private static final int TOGETHER = 32;

    private final LatentOdeOptions options;
    private final int size;
    private final int seenSize;
    private final List<Parameters.Block> blocks;
    private final CellStep definition;
    private final DifferentiableMap step;
    private final DifferentiableMap masked;

    RecurrentEncoder(LatentOdeOptions options, Parameters parameters) {
        this.options = options;
        size = options.encoder().size();
        seenSize = 2 * options.channels()
                + (options.encoder().position() ? 2 : 1)
                + options.conditioning().size();
        int from = parameters.blocks().size();
        int in = seenSize + options.features().size();
        RecurrentCell cell = switch (options.encoder().cell()) {
            case RNN -> RnnCell.in(parameters, "encoder", in, size);
            case GRU -> GruCell.in(parameters, "encoder", in, size);
            case ODE_RNN -> throw new IllegalArgumentException("an ODE-RNN is no cell: " + options.encoder());
        };
        blocks = parameters.blocksAfter(from);
        int[] inputs = {size, seenSize, 1, 1, size};
        definition = new CellStep(cell);
        step = new DifferentiableMap(blocks, inputs, 1, definition);
        masked = new DifferentiableMap(blocks, inputs, 1, new MaskedStep(definition));
    }

    /** From (state, seen, time, active, next state on the way back) to the cell's next state. */
    private final class CellStep implements DifferentiableMap.Definition {

        private final RecurrentCell cell;

        CellStep(RecurrentCell cell) {
            this.cell = cell;
        }

        private Var input(Graph g, List<Var> inputs) {
            return options.features().below(g, inputs.get(2), inputs.get(1));
        }

        @Override
        public List<Var> outputs(Graph g, List<Var> inputs) {
            return List.of(cell.apply(g, input(g, inputs), inputs.get(0)));
        }

        @Override
        public List<@Nullable Var> pullback(Graph g, List<Var> inputs, List<Var> bars, List<Var> wrt) {
            return cell.pullback(g, input(g, inputs), inputs.get(0), inputs.get(4), bars.get(0), wrt);
        }
    }

    /** The same to {@code active·cell + (1 − active)·state}; where all are active, the same numbers as without a mask. */
    private final class MaskedStep implements DifferentiableMap.Definition {

        private final CellStep cell;

        MaskedStep(CellStep cell) {
            this.cell = cell;
        }

        @Override
        public List<Var> outputs(Graph g, List<Var> inputs) {
            Var active = g.repeatRow(inputs.get(3), size);
            Var resting = g.scaleShift(active, -1, 1);
            Var next = cell.outputs(g, inputs).get(0);
            return List.of(g.add(g.multiply(active, next), g.multiply(resting, inputs.get(0))));
        }

        @Override
        public List<@Nullable Var> pullback(Graph g, List<Var> inputs, List<Var> bars, List<Var> wrt) {
            Var active = g.repeatRow(inputs.get(3), size);
            Var bar = g.multiply(active, bars.get(0));
            Var kept = g.subtract(bars.get(0), bar);
            List<@Nullable Var> adjoints = new ArrayList<>(cell.pullback(g, inputs, List.of(bar), wrt));
            Var ofState = adjoints.get(0);
            adjoints.set(0, ofState == null ? kept : g.add(ofState, kept));
            return adjoints;
        }
    }

    @Override
    public RecognitionNetwork.Run newRun(double[] parameters, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new Run(parameters);
    }

    /** What the cell is given at one step, and the state before it. */
    private record Step(Matrix seen, Matrix time, Matrix active, Matrix state) {

        void resize(int batch) {
            if (batch == state.batch()) {
                return;
            }
            seen.resize(batch);
            time.resize(batch);
            active.resize(batch);
            state.resize(batch);
        }
    }

    /** The encoder's passes over one chunk on one thread. */
    private final class Run implements RecognitionNetwork.Run {
        private final DifferentiableMap.Pass pass;
        private final DifferentiableMap.Pass maskedPass;
        private final List<Step> steps = new ArrayList<>();
        private final @Nullable Matrix[] in = new Matrix[5];
        private final Matrix[] out = new Matrix[1];
        private final double[] parameters;
        private DifferentiableMap.@Nullable Pass readingPass;
        private int capacity;
        private int count;
        private int whole;
        private int batch;

        private Run(double[] parameters) {
            this.parameters = parameters;
            pass = step.newPass(parameters);
            maskedPass = masked.newPass(parameters);
        }

        @Override
        public Matrix encode(List<Window> chunk) {
            prepare(chunk);
            steps.get(0).state().clear();
            for (int s = 0; s < count; s++) {
                load(s);
                in[4] = null;
                out[0] = steps.get(s + 1).state();
                passOf(s).value(batch, in, out);
            }
            return steps.get(count).state();
        }

        @Override
        public void backward(Matrix adjoint, @Nullable Joining joined, double[] gradient) {
            Matrix[] bar = {adjoint};
            for (int s = count - 1; s >= 0; s--) {
                if (joined != null) {
                    joined.addAdjoints(s + 1, adjoint);
                }
                load(s);
                in[4] = steps.get(s + 1).state();
                passOf(s).pullback(batch, in, bar, bar, gradient);
            }
        }

        @Override
        public double[] contextAdjoints(Window window, Matrix adjoint) {
            if (readingPass == null) {
                int[] inputs = {size, seenSize, 1, 1, size};
                readingPass = new DifferentiableMap(blocks, inputs, 2, definition).newPass(parameters);
            }
            Observations read = window.context();
            double[] adjoints = new double[read.first(0) + read.count()];
            double[] ignored = new double[parameters.length];
            Matrix[] bar = {adjoint};
            Matrix[] into = {adjoint, Matrix.zeros(seenSize, 1)};
            for (int s = count - 1; s >= 0; s--) {
                load(s);
                in[4] = steps.get(s + 1).state();
                readingPass.pullback(1, in, bar, into, ignored);
                int i = read.size() - 1 - s;
                for (int k = read.first(i); k < read.first(i + 1); k++) {
                    adjoints[k] = into[1].get(read.channel(k), 0);
                }
            }
            return adjoints;
        }

        @Override
        public void copyState(int window, int afterSteps, Matrix into) {
            Matrix state = steps.get(afterSteps).state();
            for (int f = 0; f < size; f++) {
                into.row(f)[window] = state.row(f)[window];
            }
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public int latentSize() {
            return options.latentSize();
        }

        /** At the first steps all windows have something to read. */
        private DifferentiableMap.Pass passOf(int s) {
            return s < whole ? pass : maskedPass;
        }

        private void load(int s) {
            Step given = steps.get(s);
            in[0] = given.state();
            in[1] = given.seen();
            in[2] = given.time();
            in[3] = s < whole ? null : given.active();
        }

        private void prepare(List<Window> chunk) {
            batch = chunk.size();
            if (batch > capacity) {
                capacity = Matrix.padded(batch);
                steps.clear();
            }
            count = chunk.stream().mapToInt(w -> w.context().size()).max().orElse(0);
            whole = chunk.stream().mapToInt(w -> w.context().size()).min().orElse(0);
            while (steps.size() <= count) {
                steps.add(new Step(
                        Matrix.zeros(seenSize, capacity),
                        Matrix.zeros(1, capacity),
                        Matrix.zeros(1, capacity),
                        Matrix.zeros(size, capacity)));
            }
            for (int s = 0; s <= count; s++) {
                steps.get(s).resize(batch);
            }
            for (int s = 0; s < count; s++) {
                steps.get(s).seen().clear();
                steps.get(s).active().clear();
            }
            for (int s = 0; s < count; s += TOGETHER) {
                for (int b = 0; b < batch; b++) {
                    fill(s, Math.min(s + TOGETHER, count), b, chunk.get(b));
                }
            }
        }

        /** What a window shows at some steps. */
        private void fill(int from, int to, int b, Window window) {
            int last = window.context().size() - 1;
            for (int s = from; s < to && s <= last; s++) {
                fill(steps.get(s), b, window, last - s);
            }
        }

        /** What a window's observation of a time shows at a step. */
        private void fill(Step to, int b, Window window, int i) {
            Observations read = window.context();
            int channels = options.channels();
            double[][] seen = to.seen().rows();
            double t = read.time(i);
            to.active().row(0)[b] = 1.0;
            to.time().row(0)[b] = t;
            for (int k = read.first(i); k < read.first(i + 1); k++) {
                seen[read.channel(k)][b] = read.value(k);
                seen[channels + read.channel(k)][b] = 1.0;
            }
            double wait = i + 1 < read.size() ? read.time(i + 1) - t : 0;
            seen[2 * channels][b] = Math.min(MAX_WAIT, wait / options.encoder().gap());
            if (options.encoder().position()) {
                seen[2 * channels + 1][b] = t - read.time(0);
            }
            Conditioning conditioning = options.conditioning();
            conditioning.tell(window, t, to.seen(), seenSize - conditioning.size(), b);
        }
    }
}
