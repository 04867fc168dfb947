package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Program;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A recorded map from batched inputs to batched outputs with its pullback, sample by sample: what models are put together of
 * beside solves. Immutable, shared by threads; {@link #newPass} gives a thread its workspaces.
 */
public final class DifferentiableMap {

    /** More samples than this are run in blocks whose rows stay in the cache. */
    private static final int BLOCK = 256;

    /** Records the map. */
    @FunctionalInterface
    public interface Definition {

        /**
         * Records the outputs.
         *
         * @param g graph
         * @param inputs batched
         * @return batched
         */
        List<Var> outputs(Graph g, List<Var> inputs);

        /**
         * Records the pullback; to be replaced where there is a shorter way than through the outputs.
         *
         * @param g graph
         * @param inputs batched
         * @param bars adjoints of the outputs
         * @param wrt what to differentiate by
         * @return the adjoints, as {@link Graph#vjp} gives them
         */
        default List<@Nullable Var> pullback(Graph g, List<Var> inputs, List<Var> bars, List<Var> wrt) {
            return g.vjp(outputs(g, inputs), bars, wrt);
        }
    }

    private record Part(Program program, List<Var> inputs, List<Var> bars) {}

    private final List<Parameters.Block> blocks;
    private final int[] inputs;
    private final int[] outputs;
    private final int differentiated;
    private final Part value;
    private final Part pullback;
    private final Part both;

    /**
     * Records a map.
     *
     * @param blocks the parameters it reads
     * @param inputs features of each input
     * @param differentiated how many of the inputs, from the first on, the pullback differentiates by
     * @param definition the map
     */
    public DifferentiableMap(List<Parameters.Block> blocks, int[] inputs, int differentiated, Definition definition) {
        this.blocks = List.copyOf(blocks);
        this.inputs = inputs.clone();
        this.differentiated = differentiated;
        Graph g = new Graph();
        List<Var> in = inputs(g);
        List<Var> out = definition.outputs(g, in);
        outputs = out.stream().mapToInt(Var::rows).toArray();
        value = new Part(g.compile(out), in, List.of());
        pullback = pullback(definition, false);
        both = pullback(definition, true);
    }

    private List<Var> inputs(Graph g) {
        return Arrays.stream(inputs).mapToObj(g::input).toList();
    }

    /** Outputs: those of the map if asked for, the adjoints of the inputs, one gradient a block. */
    private Part pullback(Definition definition, boolean withValue) {
        Graph g = new Graph();
        List<Var> in = inputs(g);
        List<Var> results = new ArrayList<>();
        if (withValue) {
            results.addAll(definition.outputs(g, in));
        }
        List<Var> bars = Arrays.stream(outputs).mapToObj(g::input).toList();
        List<Var> wrt = new ArrayList<>(in.subList(0, differentiated));
        blocks.forEach(b -> wrt.add(g.parameter(b)));
        List<@Nullable Var> adjoints =
                withValue ? g.vjp(List.copyOf(results), bars, wrt) : definition.pullback(g, in, bars, wrt);
        for (Var v : adjoints) {
            results.add(Objects.requireNonNull(v, "a block of the map is not used by it"));
        }
        return new Part(g.compile(results), in, bars);
    }

    /**
     * Creates one thread's workspaces.
     *
     * @param parameters flat vector; not copied, read at every call
     * @return the workspaces
     */
    public Pass newPass(double[] parameters) {
        return new Pass(parameters);
    }

    /** Runs of the map and its pullback on one thread. Nothing is allocated once the largest batch has been seen. */
    public final class Pass {

        private final double[] parameters;
        private final @Nullable Workspace[] workspaces = new Workspace[3];
        private int capacity;

        private Pass(double[] parameters) {
            this.parameters = parameters;
        }

        /**
         * Runs the map.
         *
         * @param batch samples
         * @param in one matrix an input; {@code null} for an input the outputs do not read
         * @param out one matrix an output; overwritten
         */
        public void value(int batch, @Nullable Matrix[] in, Matrix[] out) {
            Workspace w = workspace(0, value, batch);
            for (int from = 0; from < batch; from += BLOCK) {
                load(w, value, in, from, batch);
                w.run();
                for (int i = 0; i < out.length; i++) {
                    w.get(i, out[i], from);
                }
            }
        }

        /**
         * Runs the pullback.
         *
         * @param batch samples
         * @param in one matrix an input; {@code null} for an input the pullback does not read
         * @param bars the adjoints of the outputs
         * @param into the adjoints of the differentiated inputs; overwritten
         * @param gradient flat vector; the gradient by the parameters is added
         */
        public void pullback(int batch, @Nullable Matrix[] in, Matrix[] bars, Matrix[] into, double[] gradient) {
            pull(workspace(1, pullback, batch), pullback, batch, in, bars, new Matrix[0], into, gradient);
        }

        /**
         * Runs map and pullback together, where the adjoints do not depend on the outputs.
         *
         * @param batch samples
         * @param in one matrix an input
         * @param bars the adjoints of the outputs
         * @param out one matrix an output; overwritten
         * @param into the adjoints of the differentiated inputs; overwritten
         * @param gradient flat vector; the gradient by the parameters is added
         */
        public void valueAndPullback(
                int batch, @Nullable Matrix[] in, Matrix[] bars, Matrix[] out, Matrix[] into, double[] gradient) {
            pull(workspace(2, both, batch), both, batch, in, bars, out, into, gradient);
        }

        /**
         * Runs the map and keeps what it computed on the way for {@link #backward}.
         *
         * @param batch samples, at most 256
         * @param in one matrix an input
         * @param out one matrix an output; overwritten
         */
        public void forward(int batch, @Nullable Matrix[] in, Matrix[] out) {
            if (batch > BLOCK) {
                throw new IllegalArgumentException("a way back is kept of " + BLOCK + " samples at most, not " + batch);
            }
            Workspace w = workspace(2, both, batch);
            load(w, both, in, 0, batch);
            w.runUpTo(both.bars().get(0));
            for (int i = 0; i < out.length; i++) {
                w.get(i, out[i], 0);
            }
        }

        /**
         * Runs the pullback at the point of the last {@link #forward}, without the map.
         *
         * @param bars the adjoints of the outputs
         * @param into the adjoints of the differentiated inputs; overwritten
         * @param gradient flat vector; the gradient by the parameters is added
         */
        public void backward(Matrix[] bars, Matrix[] into, double[] gradient) {
            Workspace w = workspace(2, both, bars[0].batch());
            for (int i = 0; i < bars.length; i++) {
                w.set(both.bars().get(i), bars[i]);
            }
            w.runAfter(both.bars().get(0));
            for (int i = 0; i < into.length; i++) {
                w.get(outputs.length + i, into[i], 0);
            }
            w.addShared(outputs.length + differentiated, blocks, gradient);
        }

        private void pull(
                Workspace w,
                Part part,
                int batch,
                @Nullable Matrix[] in,
                Matrix[] bars,
                Matrix[] out,
                Matrix[] into,
                double[] gradient) {
            for (int from = 0; from < batch; from += BLOCK) {
                load(w, part, in, from, batch);
                for (int i = 0; i < bars.length; i++) {
                    w.set(part.bars().get(i), bars[i], from);
                }
                w.run();
                for (int i = 0; i < out.length; i++) {
                    w.get(i, out[i], from);
                }
                for (int i = 0; i < into.length; i++) {
                    w.get(out.length + i, into[i], from);
                }
                w.addShared(out.length + differentiated, blocks, gradient);
            }
        }

        private void load(Workspace w, Part part, @Nullable Matrix[] in, int from, int batch) {
            w.resize(Math.min(BLOCK, batch - from));
            for (int i = 0; i < in.length; i++) {
                Matrix values = in[i];
                if (values != null) {
                    w.set(part.inputs().get(i), values, from);
                }
            }
        }

        private Workspace workspace(int kind, Part part, int batch) {
            if (Math.min(BLOCK, batch) > capacity) {
                capacity = Math.min(BLOCK, Matrix.padded(batch));
                Arrays.fill(workspaces, null);
            }
            Workspace w = workspaces[kind];
            if (w == null) {
                w = part.program().newWorkspace(capacity);
                w.bindParameters(parameters);
                workspaces[kind] = w;
            }
            return w;
        }
    }
}
