package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.Context;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import java.util.Objects;

/**
 * The neural controlled differential equation (Kidger, Morrill, Foster and Lyons 2020, arXiv:2005.08926) along the
 * rectilinear path of Morrill et al. (2021, arXiv:2106.11028), which is causal: the time goes on first while the values are
 * held, then the values go to what was observed while the time stands still. With the path's time t in typical gaps, values x and counts n
 * of observations by channel,
 *
 * <pre>dz = f(z, φ(t)) dt + F(z) dx + G(z) dn</pre>
 *
 * <p>so between observations z follows f, and at one it is led by {@code F Δx + G Δn} over a unit of its own; f, F and G end
 * in tanh. By the unit of time f is bounded by one over a typical gap.
 */
public final class NeuralCde extends RecurrentModel {

    private final Transition flow;
    private final Transition jump;

    /**
     * Records the model.
     *
     * @param options its shape; {@code hidden} is the width of the fields
     */
    public NeuralCde(RecurrentOptions options) {
        super(options);
        int size = options.size();
        double gap = options.gap();
        int from = parameters().blocks().size();
        int[] inTime = {size + options.features().size(), options.hidden(), size};
        Mlp ofTime = Mlp.in(parameters(), "field.time", inTime, 0.5 * Math.min(1, gap));
        int to = parameters().blocks().size();
        int drives = 2 * options.channels();
        Mlp ofValues = Mlp.in(parameters(), "field.values", new int[] {size, options.hidden(), drives * size}, 0.5);
        flow = OdeTransition.of(new FieldProgram(
                parameters(), parameters().blocks().subList(from, to), size, 0, (g, t, z, context) -> {
                    Var field = g.tanh(ofTime.apply(g, options.features().below(g, t, z)));
                    return g.scaleShift(field, 1 / gap, 0);
                }));
        List<Parameters.Block> blocks = parameters().blocksAfter(to);
        FieldProgram led = new FieldProgram(parameters(), blocks, size, drives, (g, t, z, changes) -> {
            Var change = Objects.requireNonNull(changes);
            Var columns = g.tanh(ofValues.apply(g, z));
            Var rate = g.zeros(size);
            for (int k = 0; k < drives; k++) {
                Var column = g.slice(columns, k * size, (k + 1) * size);
                rate = g.add(rate, g.multiply(column, g.repeatRow(g.slice(change, k, k + 1), size)));
            }
            return rate;
        });
        jump = new OdeTransition(led, NeuralCde::changes);
    }

    /** Δx and Δn at an observation. */
    private static Context changes(Readings read) {
        int channels = read.mask().features();
        Matrix changes = Matrix.zeros(2 * channels, read.mask().batch());
        for (int c = 0; c < channels; c++) {
            for (int b = 0; b < changes.batch(); b++) {
                double mask = read.mask().get(c, b);
                changes.set(c, b, mask * (read.value().get(c, b) - read.held().get(c, b)));
                changes.set(channels + c, b, mask);
            }
        }
        return Context.of(changes);
    }

    @Override
    Transition flow() {
        return flow;
    }

    @Override
    Transition jump() {
        return jump;
    }
}
