package dev.tidepath.latent;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixer for irregular multivariate series without recurrence and without a differential equation, after IMTS-Mixer
 * (Klötergens et al. 2025, arXiv:2502.11816). With networks e, p, q and the time τ from a window's end, seen as τ and
 * {@code sign τ ln(1 + |τ|/gap)} beside the time features:
 *
 * <pre>
 * each observation x of channel c     (v, s) = e(x, c, τ, φ(t))
 * each channel                        h_c = b_c + Σ softmax(s) ⊙ v      over its own observations, b_c alone without any
 * each block                          h ← h + p(h) across the channels, feature by feature; then across the features
 * each target                         y_c = q(h_c, τ, φ(t)), decoded as the state of all channels
 * </pre>
 *
 * <p>Nothing is padded to a grid, and the number of observations of a channel may be any. The whole context is read before
 * anything is predicted, so targets within it teach to fit what is known, those ahead of it to foretell.
 *
 * <p>Against the paper there is no normalisation of layers, the channels' answers are decoded together, and a target's
 * network sees the state and the time at once instead of giving weights of the state.
 */
public final class ImtsMixer extends DecodedModel {

    /** Time from the window's end, as it is and as a logarithm. */
    static final int ELAPSED = 2;

    private final MixerOptions options;
    private final DifferentiableMap embedding;
    private final Parameters.Block bias;
    private final List<DifferentiableMap> mixing = new ArrayList<>();
    private final DifferentiableMap query;
    private final Decoder decoder;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public ImtsMixer(MixerOptions options) {
        this.options = options;
        int channels = options.channels();
        int size = options.size();
        int seen = ELAPSED + options.features().size();
        int from = parameters().blocks().size();
        Mlp embed = network("embedding", 2 * channels + seen, 2 * size, 1);
        int[] observed = {channels, channels, ELAPSED, 1};
        embedding = new DifferentiableMap(parameters().blocksAfter(from), observed, 0, (g, in) -> {
            Var both = embed.apply(g, options.features().below(g, in.get(3), in.get(0), in.get(1), in.get(2)));
            return List.of(g.slice(both, 0, size), g.slice(both, size, 2 * size));
        });
        bias = parameters().add("bias", channels, size, 0.5);
        for (int k = 0; k < options.blocks(); k++) {
            mixing.add(residual("channels." + k, channels));
            mixing.add(residual("features." + k, size));
        }
        from = parameters().blocks().size();
        Mlp answer = network("query", size + seen, 1, 1);
        query = new DifferentiableMap(parameters().blocksAfter(from), new int[] {size, ELAPSED, 1}, 1, (g, in) -> {
            return List.of(answer.apply(g, options.features().below(g, in.get(2), in.get(0), in.get(1))));
        });
        decoder = new Decoder(channels, channels, options.decoder(), options.features(), parameters());
    }

    private Mlp network(String name, int in, int out, double gain) {
        return Mlp.in(parameters(), name, new int[] {in, options.hidden(), out}, gain);
    }

    private DifferentiableMap residual(String name, int size) {
        int from = parameters().blocks().size();
        Mlp network = network(name, size, size, 0.5);
        return new DifferentiableMap(
                parameters().blocksAfter(from),
                new int[] {size},
                1,
                (g, in) -> List.of(g.add(in.get(0), network.apply(g, in.get(0)))));
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public MixerOptions options() {
        return options;
    }

    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new ImtsMixerRun(this, values);
    }

    /** From (value at its channel, one at its channel, elapsed, time) to (embedded, score). */
    DifferentiableMap embedding() {
        return embedding;
    }

    /** Channels × size. */
    Parameters.Block bias() {
        return bias;
    }

    /** In turn across the channels and across the features. */
    List<DifferentiableMap> mixing() {
        return mixing;
    }

    /** From (state of a channel, elapsed, time) to its answer. */
    DifferentiableMap query() {
        return query;
    }

    @Override
    Decoder decoder() {
        return decoder;
    }
}
