package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Mlp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The field of the latent path. The state is z = (s, r, a, b): constants s, features r that decay, and modes (a, b) that decay and
 * rotate,
 *
 * <pre>
 * s' = 0,   r' = −κ r + f_r(z, φ(t), c, u(t)),
 * a' = −γ(s) a − ω(s) b + f_a(z, φ(t), c, u(t)),   b' = ω(s) a − γ(s) b + f_b(z, φ(t), c, u(t)),
 * γ(s) = exp(γ₀ + 2 tanh(g_γ(s)/2)),   ω(s) = exp(ω₀ + 2 tanh(g_ω(s)/2)),
 * </pre>
 *
 * with a network f, a linear map g, time features φ and the window's conditions c and u. A plain network is the case γ, ω → 0; the linear part only starts the
 * search from decaying oscillations, whose frequencies the constants shift for every series.
 */
final class ModalDynamics implements Dynamics {

    static final double INITIAL_DECAY = 0.5;

    private final FieldOptions.Modes options;
    private final Exogenous exogenous;
    private final Parameters.@Nullable Block logReversion;
    private final Parameters.Block logDecay;
    private final Parameters.Block logFrequency;
    private final @Nullable Linear modulation;
    private final Mlp network;
    private final List<Parameters.Block> blocks;

    ModalDynamics(FieldOptions.Modes options, Exogenous exogenous, Parameters parameters) {
        this.options = options;
        this.exogenous = exogenous;
        int modes = options.modes();
        int from = parameters.blocks().size();
        logReversion =
                options.reverting() == 0 ? null : parameters.add("field.logReversion", 1, options.reverting(), 0);
        logDecay = parameters.add("field.logDecay", 1, modes, 0);
        logFrequency = parameters.add("field.logFrequency", 1, modes, 0);
        modulation = options.statics() == 0
                ? null
                : Linear.in(parameters, "field.modulation", options.statics(), 2 * modes, 0.3);
        int in = options.latentSize() + exogenous.size();
        network = Mlp.in(
                parameters, "field.network", new int[] {in, options.hidden(), options.reverting() + 2 * modes}, 0.01);
        blocks = parameters.blocksAfter(from);
    }

    @Override
    public List<Parameters.Block> blocks() {
        return blocks;
    }

    /** Sets the initial decays and the initial frequencies, spaced evenly in the logarithm. */
    @Override
    public void initialise(double[] values) {
        for (int r = 0; logReversion != null && r < options.reverting(); r++) {
            values[logReversion.offset() + r] = StrictMath.log(INITIAL_DECAY);
        }
        for (int m = 0; m < options.modes(); m++) {
            double share = options.modes() == 1 ? 0.5 : (double) m / (options.modes() - 1);
            values[logDecay.offset() + m] = StrictMath.log(INITIAL_DECAY);
            values[logFrequency.offset() + m] =
                    (1 - share) * StrictMath.log(options.slowest()) + share * StrictMath.log(options.fastest());
        }
    }

    @Override
    public Var rate(Graph g, Var t, Var z, @Nullable Var conditions) {
        int statics = options.statics();
        int modes = options.modes();
        int first = statics + options.reverting();
        Var a = g.slice(z, first, first + modes);
        Var b = g.slice(z, first + modes, first + 2 * modes);
        Var decay = g.broadcast(g.parameter(logDecay));
        Var frequency = g.broadcast(g.parameter(logFrequency));
        if (modulation != null) {
            Var shift = g.scaleShift(g.tanh(g.scaleShift(modulation.apply(g, g.slice(z, 0, statics)), 0.5, 0)), 2, 0);
            decay = g.add(decay, g.slice(shift, 0, modes));
            frequency = g.add(frequency, g.slice(shift, modes, 2 * modes));
        }
        decay = g.exp(decay);
        frequency = g.exp(frequency);
        Var linearA = g.scaleShift(g.add(g.multiply(decay, a), g.multiply(frequency, b)), -1, 0);
        Var linearB = g.subtract(g.multiply(frequency, a), g.multiply(decay, b));
        Var linear = g.concat(linearA, linearB);
        if (logReversion != null) {
            Var rates = g.exp(g.broadcast(g.parameter(logReversion)));
            linear = g.concat(g.scaleShift(g.multiply(rates, g.slice(z, statics, first)), -1, 0), linear);
        }
        Var moving = g.add(linear, network.apply(g, exogenous.below(g, t, conditions, z)));
        return statics == 0 ? moving : g.concat(g.zeros(statics), moving);
    }
}
