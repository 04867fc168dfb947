package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Mlp;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.random.RandomKey;
import dev.tidepath.sde.Sde;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The latent SDE for irregularly sampled series (Li et al. 2020, arXiv:2001.01328, section 5): where a latent ODE knows a path
 * from its start on, here the path itself is random. A priori, and after the last observation,
 *
 * <pre>
 * dz = (−κ z + f(z, φ(t))) dt + σ dW,     z(t₀) ~ N(0, I)
 * </pre>
 *
 * <p>and between observations the posterior is steered by a control {@code u}: {@code σ u} is added to the drift. With e what a
 * recurrent encoder has read backwards from the last observation to the next, and w the time left until that,
 * {@code u = exp(k(e, w)) (m(e, w) − z) + r(z, e, w)}, whose first term is the form that it has if all is linear and normal.
 * By Girsanov's theorem the divergence of the paths is the expectation of {@code ∫ ½ |u|² dt}, which is solved as one more
 * feature of the state, so that the evidence lower bound is
 *
 * <pre>
 * E [ Σ ln p(yᵢ | z(tᵢ)) − ∫ ½ |u|² dt ] − KL(q(z(t₀)) ‖ N(0, I))
 * </pre>
 */
public final class LatentSde extends DecodedModel {

    /** So that κ = 1 and the path's stationary variance is that of its start. */
    private static final double INITIAL_LOG_DIFFUSION = 0.5 * StrictMath.log(2);

    private static final double INITIAL_LOG_GAIN = -1;

    private final LatentSdeOptions options;
    private final RecognitionNetwork encoder;
    private final Posterior posterior;
    private final Decoder decoder;
    private final Parameters.Block logReversion;
    private final Parameters.Block logDiffusion;
    private final Mlp prior;
    private final Mlp control;
    private final Mlp steering;
    private final FieldProgram drift;
    private final FieldProgram diffusion;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public LatentSde(LatentSdeOptions options) {
        this.options = options;
        LatentOdeOptions shared = options.shared();
        encoder = RecognitionNetwork.in(parameters(), shared);
        posterior = new Posterior(shared, parameters());
        decoder = new Decoder(options.channels(), latentSize(), options.decoder(), options.features(), parameters());
        int from = parameters().blocks().size();
        int size = latentSize();
        int times = options.features().size();
        logReversion = parameters().add("prior.logReversion", 1, size, 0);
        prior = Mlp.in(
                parameters(), "prior", new int[] {size + times, options.prior().hidden(), size}, 0.1);
        int known = options.encoder().size() + 1 + times;
        steering = Mlp.in(parameters(), "steering", new int[] {known, options.control(), 2 * size}, 0.3);
        control = Mlp.in(parameters(), "control", new int[] {size + known, options.control(), size}, 0.05);
        logDiffusion = parameters().add("logDiffusion", 1, size, 0);
        List<Parameters.Block> blocks = parameters().blocksAfter(from);
        drift = new FieldProgram(parameters(), blocks, size + 1, contextSize(), this::drift);
        diffusion = new FieldProgram(parameters(), List.of(logDiffusion), size + 1, contextSize(), this::diffusion);
    }

    /** The rate of the latent state and of the divergence; the context is the encoder's state, the next time, whether one is. */
    private Var drift(Graph g, Var t, Var state, @Nullable Var context) {
        if (context == null) {
            throw new AssertionError("a latent SDE has a context");
        }
        int size = latentSize();
        int encoded = options.encoder().size();
        Var z = g.slice(state, 0, size);
        Var reversion = g.multiply(g.exp(g.broadcast(g.parameter(logReversion))), z);
        Var free = g.subtract(prior.apply(g, options.features().below(g, t, z)), reversion);
        Var wait = g.subtract(g.slice(context, encoded, encoded + 1), t);
        Var unit = g.scaleShift(wait, 1 / options.encoder().gap(), 0);
        Var known = options.features().below(g, t, g.concat(g.slice(context, 0, encoded), unit));
        Var both = steering.apply(g, known);
        Var gain = g.exp(g.scaleShift(g.slice(both, 0, size), 1, INITIAL_LOG_GAIN));
        Var apart = g.subtract(g.slice(both, size, 2 * size), z);
        Var steered = g.add(g.multiply(gain, apart), control.apply(g, g.concat(z, known)));
        Var active = g.repeatRow(g.slice(context, encoded + 1, encoded + 2), size);
        Var u = g.multiply(active, steered);
        Var rate = g.add(free, g.multiply(g.exp(g.broadcast(g.parameter(logDiffusion))), u));
        return g.concat(rate, g.scaleShift(g.sumRows(g.multiply(u, u)), 0.5, 0));
    }

    private Var diffusion(Graph g, Var t, Var state, @Nullable Var context) {
        return g.concat(g.exp(g.broadcast(g.parameter(logDiffusion))), g.zeros(1));
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public LatentSdeOptions options() {
        return options;
    }

    /**
     * What moves a latent feature by itself: the deviation of its noise over a unit of time.
     *
     * @param values flat parameter vector
     * @param feature index of a latent feature
     * @return σ, positive
     */
    public double diffusion(double[] values, int feature) {
        return StrictMath.exp(values[logDiffusion.offset() + feature]);
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = super.initialValues(key);
        Arrays.fill(values, logDiffusion.offset(), logDiffusion.offset() + latentSize(), INITIAL_LOG_DIFFUSION);
        return values;
    }

    /** The solver is the encoder's, if that has an ODE. */
    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new LatentSdeRun(this, values, capacity, solver, adjoint);
    }

    int latentSize() {
        return options.prior().latentSize();
    }

    int contextSize() {
        return options.encoder().size() + 2;
    }

    RecognitionNetwork encoder() {
        return encoder;
    }

    Posterior posterior() {
        return posterior;
    }

    @Override
    Decoder decoder() {
        return decoder;
    }

    /** The equation of paths on one thread: latent features, then the divergence, which has no noise. */
    Sde<DifferentiableField> equation(double[] values, int capacity) {
        return Sde.additive(drift.bind(values, capacity), diffusion.bind(values, capacity));
    }
}
