package dev.tidepath.language;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.RmsNorm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link Transformer} is recorded as. Windows are encoded by {@link Encoded}; states are positions × width rows.
 *
 * @param embedding inputs to the first state
 * @param field the rate over the weights of one knot
 * @param path where the knots are: the layers
 * @param head last state and targets to losses, one a position, in nats
 * @param prediction last state to the logits of the last position
 * @param stack inputs to the last state, layer by layer
 */
record TransformerMaps(
        DifferentiableMap embedding,
        FieldProgram field,
        WeightPath path,
        DifferentiableMap head,
        DifferentiableMap prediction,
        DifferentiableMap stack) {

    /** Appends the parameters to a layout and records. */
    static TransformerMaps of(TransformerShape shape, Parameters layout) {
        return new Recorder(shape, layout).maps();
    }

    /** The parts, as they are put into graphs. */
    private static final class Recorder {
        private final TransformerShape shape;
        private final Parameters layout;
        private final Linear tokens;
        private final Parameters.Block places;
        private final List<TransformerBlock> layers = new ArrayList<>();
        private final RmsNorm norm;
        private final Linear out;
        private final int layersFrom;

        Recorder(TransformerShape shape, Parameters layout) {
            this.shape = shape;
            this.layout = layout;
            int inputs = shape.reach() * shape.tokens();
            tokens = Linear.in(layout, "tokens", inputs, shape.width(), 0.25 * Math.sqrt(inputs));
            places = layout.add("places", 1, shape.stateSize(), 0.1);
            layersFrom = layout.size();
            for (int k = 0; k < shape.layers(); k++) {
                layers.add(TransformerBlock.in(layout, "layer." + k, shape));
            }
            norm = new RmsNorm(shape.positions(), shape.width());
            out = Linear.in(layout, "out", shape.width(), shape.tokens(), 1);
        }

        TransformerMaps maps() {
            int encoded = (shape.windowLength() - 1) * shape.tokens();
            int targets = shape.positions() * shape.tokens();
            Parameters ofKnot = new Parameters();
            TransformerBlock knot = TransformerBlock.in(ofKnot, "knot", shape);
            List<Parameters.Block> before = blocks(0, 3);
            List<Parameters.Block> after = List.of(out.weight(), out.bias());
            return new TransformerMaps(
                    new DifferentiableMap(before, new int[] {encoded}, 0, (g, in) -> List.of(embed(g, in.get(0)))),
                    new FieldProgram(ofKnot, ofKnot.blocks(), shape.stateSize(), 0, (g, t, h, none) -> knot.rate(g, h)),
                    new WeightPath(layersFrom, ofKnot.size(), shape.layers()),
                    new DifferentiableMap(
                            after,
                            new int[] {shape.stateSize(), targets},
                            1,
                            (g, in) -> List.of(losses(g, in.get(0), in.get(1)))),
                    new DifferentiableMap(
                            after, new int[] {shape.stateSize()}, 0, (g, in) -> List.of(lastLogits(g, in.get(0)))),
                    new DifferentiableMap(
                            blocks(0, layout.blocks().size() - 2),
                            new int[] {encoded},
                            0,
                            (g, in) -> List.of(climb(g, in.get(0)))));
        }

        private List<Parameters.Block> blocks(int from, int to) {
            return layout.blocks().subList(from, to);
        }

        /** Each position's state is a linear map of its last tokens and of its place. */
        private Var embed(Graph g, Var encoded) {
            int each = shape.reach() * shape.tokens();
            int[] seen = IntStream.range(0, shape.positions() * each)
                    .map(i -> i / each * shape.tokens() + i % each)
                    .toArray();
            Var ofTokens = tokens.apply(g, g.gather(encoded, seen), shape.positions());
            return g.add(ofTokens, g.broadcast(g.parameter(places)));
        }

        private Var climb(Graph g, Var encoded) {
            Var h = embed(g, encoded);
            for (TransformerBlock layer : layers) {
                h = g.add(h, layer.rate(g, h));
            }
            return h;
        }

        private Var losses(Graph g, Var state, Var targets) {
            Var logits = out.apply(g, norm.apply(g, state), shape.positions());
            int[] position = IntStream.range(0, shape.positions() * shape.tokens())
                    .map(i -> i / shape.tokens())
                    .toArray();
            Var logSum = g.log(g.scatterAdd(g.exp(logits), shape.positions(), position));
            Var present = g.scatterAdd(targets, shape.positions(), position);
            Var ofTarget = g.scatterAdd(g.multiply(targets, logits), shape.positions(), position);
            return g.subtract(g.multiply(present, logSum), ofTarget);
        }

        private Var lastLogits(Graph g, Var state) {
            Var last = g.slice(state, shape.stateSize() - shape.width(), shape.stateSize());
            return out.apply(g, new RmsNorm(1, shape.width()).apply(g, last));
        }
    }
}
