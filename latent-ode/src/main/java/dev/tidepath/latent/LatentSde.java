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
 * dz = h(z, φ(t)) dt + σ dW,     z(t₀) ~ N(0, I)
 * </pre>
 *
 * <p>with the drift {@code h = −κ z + f(z, φ(t))} or, given modes, that of the latent ODE with modes, whose constants have no
 * noise either. σ starts such that paths of the initial drift keep the variance of their start.
 *
 * <p>Between observations the posterior is steered by a control {@code u}: {@code σ u} is added to the drift. With e what a
 * recurrent encoder has read backwards from the last observation to the next, and w the time left until that,
 * {@code u = exp(k(e, w)) (m(e, w) − z) + r(z, e, w)}, whose first term is the form that it has if all is linear and normal.
 * By Girsanov's theorem the divergence of the paths is the expectation of {@code ∫ ½ |u|² dt}, which is solved as one more
 * feature of the state, so that the evidence lower bound is
 *
 * <pre>
 * E [ Σ ln p(yᵢ | z(tᵢ)) − ∫ ½ |u|² dt ] − KL(q(z(t₀)) ‖ N(0, I))
 * </pre>
 *
 * <p>In training the encoder reads the values whose likelihood is bounded, those after a window's context too: a posterior that
 * did not know them would take the noise of its own path for a misfit and learn that there is none.
 */
public final class LatentSde extends DecodedModel {

    private static final double INITIAL_LOG_GAIN = -1;

    private final LatentSdeOptions options;
    private final RecognitionNetwork encoder;
    private final Posterior posterior;
    private final Decoder decoder;
    private final Dynamics prior;
    private final int still;
    private final Parameters.Block logDiffusion;
    private final Mlp control;
    private final Mlp steering;
    private final FieldProgram steeredDrift;
    private final FieldProgram freeDrift;
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
        int size = latentSize();
        int from = parameters().blocks().size();
        prior = options.prior() instanceof FieldOptions.Modes modes
                ? new ModalDynamics(modes, Exogenous.of(options.features()), parameters())
                : new RevertingDynamics(options.prior(), options.features(), parameters());
        still = options.prior() instanceof FieldOptions.Modes modes ? modes.statics() : 0;
        int known = options.encoder().size() + 1 + options.features().size();
        int moving = size - still;
        steering = Mlp.in(parameters(), "steering", new int[] {known, options.control(), 2 * moving}, 0.3);
        control = Mlp.in(parameters(), "control", new int[] {size + known, options.control(), moving}, 0.05);
        logDiffusion = parameters().add("logDiffusion", 1, moving, 0);
        List<Parameters.Block> blocks = parameters().blocksAfter(from);
        steeredDrift = new FieldProgram(parameters(), blocks, size + 1, contextSize(), this::steeredDrift);
        freeDrift = new FieldProgram(parameters(), prior.blocks(), size + 1, contextSize(), this::freeDrift);
        diffusion = new FieldProgram(parameters(), List.of(logDiffusion), size + 1, contextSize(), this::diffusion);
    }

    /** The rate of the latent state and of the divergence; the context is the encoder's state, the next time, whether one is. */
    private Var steeredDrift(Graph g, Var t, Var state, @Nullable Var context) {
        if (context == null) {
            throw new AssertionError("a latent SDE has a context");
        }
        int size = latentSize();
        int moving = size - still;
        int encoded = options.encoder().size();
        Var z = g.slice(state, 0, size);
        Var wait = g.subtract(g.slice(context, encoded, encoded + 1), t);
        Var unit = g.scaleShift(wait, 1 / options.encoder().gap(), 0);
        Var known = options.features().below(g, t, g.concat(g.slice(context, 0, encoded), unit));
        Var both = steering.apply(g, known);
        Var gain = g.exp(g.scaleShift(g.slice(both, 0, moving), 1, INITIAL_LOG_GAIN));
        Var apart = g.subtract(g.slice(both, moving, 2 * moving), g.slice(state, still, size));
        Var steered = g.add(g.multiply(gain, apart), control.apply(g, g.concat(z, known)));
        Var active = g.repeatRow(g.slice(context, encoded + 1, encoded + 2), moving);
        Var u = g.multiply(active, steered);
        Var push = belowStill(g, g.multiply(g.exp(g.broadcast(g.parameter(logDiffusion))), u));
        return g.concat(g.add(prior.rate(g, t, z, null), push), g.scaleShift(g.sumRows(g.multiply(u, u)), 0.5, 0));
    }

    /** The same where nothing is to come. */
    private Var freeDrift(Graph g, Var t, Var state, @Nullable Var context) {
        return g.concat(prior.rate(g, t, g.slice(state, 0, latentSize()), null), g.zeros(1));
    }

    private Var diffusion(Graph g, Var t, Var state, @Nullable Var context) {
        return g.concat(belowStill(g, g.exp(g.broadcast(g.parameter(logDiffusion)))), g.zeros(1));
    }

    /** The rows of what moves below those of what stays. */
    private Var belowStill(Graph g, Var moving) {
        return still == 0 ? moving : g.concat(g.zeros(still), moving);
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
     * @return σ; positive, or zero for a feature that stays constant along the path
     */
    public double diffusion(double[] values, int feature) {
        return feature < still ? 0 : StrictMath.exp(values[logDiffusion.offset() + feature - still]);
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = super.initialValues(key);
        prior.initialise(values);
        double rate = options.prior() instanceof FieldOptions.Modes
                ? ModalDynamics.INITIAL_DECAY
                : RevertingDynamics.INITIAL_RATE;
        int at = logDiffusion.offset();
        Arrays.fill(values, at, at + logDiffusion.size(), 0.5 * StrictMath.log(2 * rate));
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

    /** The equation of paths on one thread on the way to an observation: latent features, then the divergence without noise. */
    Sde<DifferentiableField> steeredEquation(double[] values, int capacity) {
        return Sde.additive(steeredDrift.bind(values, capacity), diffusion.bind(values, capacity));
    }

    /** The same where no lane has an observation to come. */
    Sde<DifferentiableField> freeEquation(double[] values, int capacity) {
        return Sde.additive(freeDrift.bind(values, capacity), diffusion.bind(values, capacity));
    }
}
