package dev.tidepath.language;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.FieldProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformer between what it reads and what it says: from inputs by an embedding to the first state, and through the {@link
 * Depth}, by the equations of {@link Transformer}, to the last. A sample is a sequence; states are positions × width rows, position
 * by position.
 *
 * <p>Its parameters are blocks of a layout that others may share. Shared by threads; {@link #newRun} gives a thread its workspaces.
 */
public final class TransformerTrunk {

    /** Records how inputs become the first state. */
    @FunctionalInterface
    public interface Embedding {

        /**
         * Records the first state.
         *
         * @param g graph
         * @param inputs batched
         * @return batched, {@link TrunkShape#stateSize} rows
         */
        Var state(Graph g, Var inputs);
    }

    private final TrunkShape shape;
    private final int inputs;
    private final Embedding embedding;
    private final List<TransformerBlock> layers = new ArrayList<>();
    private final List<Parameters.Block> blocks = new ArrayList<>();
    private final DifferentiableMap embedded;
    private final FieldProgram field;
    private final WeightPath path;
    private @Nullable DifferentiableMap stack;

    /**
     * Appends the layers to a layout and records.
     *
     * @param shape its size
     * @param layout to append to
     * @param ofEmbedding blocks of the layout that the embedding reads, each of them
     * @param inputs rows of the inputs
     * @param embedding from inputs to the first state
     */
    public TransformerTrunk(
            TrunkShape shape, Parameters layout, List<Parameters.Block> ofEmbedding, int inputs, Embedding embedding) {
        this.shape = shape;
        this.inputs = inputs;
        this.embedding = embedding;
        int offset = layout.size();
        int from = layout.blocks().size();
        for (int k = 0; k < shape.layers(); k++) {
            layers.add(TransformerBlock.in(layout, "layer." + k, shape));
        }
        blocks.addAll(ofEmbedding);
        blocks.addAll(layout.blocksAfter(from));
        Parameters ofKnot = new Parameters();
        TransformerBlock knot = TransformerBlock.in(ofKnot, "knot", shape);
        path = new WeightPath(offset, ofKnot.size(), shape.layers());
        field = new FieldProgram(ofKnot, ofKnot.blocks(), shape.stateSize(), 0, (g, t, h, none) -> knot.rate(g, h));
        embedded = new DifferentiableMap(
                ofEmbedding, new int[] {inputs}, 0, (g, in) -> List.of(embedding.state(g, in.get(0))));
    }

    /**
     * The size.
     *
     * @return as given
     */
    public TrunkShape shape() {
        return shape;
    }

    /** From inputs to the last state layer by layer; recorded when it is first asked for. */
    private synchronized DifferentiableMap stack() {
        DifferentiableMap recorded = stack;
        if (recorded == null) {
            recorded = new DifferentiableMap(blocks, new int[] {inputs}, 0, (g, in) -> {
                Var h = embedding.state(g, in.get(0));
                for (TransformerBlock layer : layers) {
                    h = g.add(h, layer.rate(g, h));
                }
                return List.of(h);
            });
            stack = recorded;
        }
        return recorded;
    }

    /**
     * Creates one thread's workspaces.
     *
     * @param depth layers or continuous
     * @param weights flat vector of the whole layout; not copied, read at every call
     * @param capacity the most sequences of a call
     * @return the workspaces
     */
    public TrunkRun newRun(Depth depth, double[] weights, int capacity) {
        if (depth instanceof Depth.Continuous continuous) {
            return new SolvedRun(
                    shape,
                    continuous,
                    embedded.newPass(weights),
                    new DepthField(field, path, weights, capacity),
                    capacity);
        }
        return new LayeredRun(shape, stack().newPass(weights), capacity);
    }
}
