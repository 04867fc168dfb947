package dev.tidepath.language;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.CausalAttention;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.RmsNorm;

/** The rate of a transformer, {@code F(h) = Attention(norm h) + MLP(norm h)}, both in parallel on one norm. */
record TransformerBlock(RmsNorm norm, CausalAttention attention, Mlp perceptron) {

    static TransformerBlock in(Parameters parameters, String name, TrunkShape s) {
        double gain = 1 / Math.sqrt(2.0 * s.layers());
        return new TransformerBlock(
                new RmsNorm(s.positions(), s.width()),
                CausalAttention.in(
                        parameters, name + ".attention", s.positions(), s.open(), s.width(), s.heads(), gain),
                Mlp.in(
                        parameters,
                        name + ".perceptron",
                        new int[] {s.width(), s.hidden(), s.width()},
                        Activation.SILU,
                        gain));
    }

    Var rate(Graph g, Var h) {
        Var normal = norm.apply(g, h);
        return g.add(attention.apply(g, normal), perceptron.apply(g, normal, attention.positions()));
    }
}
