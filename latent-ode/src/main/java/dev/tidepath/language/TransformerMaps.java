package dev.tidepath.language;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.RmsNorm;
import dev.tidepath.nn.Softmax;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a {@link Transformer} is recorded as. Windows are encoded by {@link Encoded}; states are positions × width rows.
 *
 * @param trunk inputs to the last state
 * @param head last state and targets to losses, one a position, in nats
 * @param prediction last state to the logits of the last position
 */
record TransformerMaps(TransformerTrunk trunk, DifferentiableMap head, DifferentiableMap prediction) {

    /** Appends the parameters to a layout and records. */
    static TransformerMaps of(TransformerShape shape, Parameters layout) {
        int from = layout.blocks().size();
        int each = shape.reach() * shape.tokens();
        Linear tokens = Linear.in(layout, "tokens", each, shape.width(), 0.25 * Math.sqrt(each));
        Parameters.Block places = layout.add("places", 1, shape.stateSize(), 0.1);
        TransformerTrunk trunk = new TransformerTrunk(
                shape.trunk(),
                layout,
                layout.blocksAfter(from),
                (shape.windowLength() - 1) * shape.tokens(),
                (g, encoded) -> embed(g, encoded, shape, tokens, places));
        Linear out = Linear.in(layout, "out", shape.width(), shape.tokens(), 1);
        List<Parameters.Block> after = List.of(out.weight(), out.bias());
        int targets = shape.positions() * shape.tokens();
        return new TransformerMaps(
                trunk,
                new DifferentiableMap(
                        after,
                        new int[] {shape.stateSize(), targets},
                        1,
                        (g, in) -> List.of(Softmax.crossEntropies(
                                g, logits(g, in.get(0), shape.positions(), out), in.get(1), shape.positions()))),
                new DifferentiableMap(after, new int[] {shape.stateSize()}, 0, (g, in) -> {
                    Var last = g.slice(in.get(0), shape.stateSize() - shape.width(), shape.stateSize());
                    return List.of(logits(g, last, 1, out));
                }));
    }

    /** Each position's state is a linear map of its last tokens and of its place. */
    private static Var embed(Graph g, Var encoded, TransformerShape shape, Linear tokens, Parameters.Block places) {
        int each = shape.reach() * shape.tokens();
        int[] seen = IntStream.range(0, shape.positions() * each)
                .map(i -> i / each * shape.tokens() + i % each)
                .toArray();
        Var ofTokens = tokens.apply(g, g.gather(encoded, seen), shape.positions());
        return g.add(ofTokens, g.broadcast(g.parameter(places)));
    }

    private static Var logits(Graph g, Var states, int positions, Linear out) {
        RmsNorm norm = new RmsNorm(positions, out.weight().rows());
        return out.apply(g, norm.apply(g, states), positions);
    }
}
