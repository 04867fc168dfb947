package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.language.Depth;
import dev.tidepath.language.TransformerTrunk;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.RmsNorm;
import dev.tidepath.nn.Softmax;
import dev.tidepath.ode.ExplicitRungeKutta;
import dev.tidepath.ode.FixedStep;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A transformer over tokens of irregular series whose depth is an ordinary differential equation: that of
 * {@link dev.tidepath.language.Transformer}, whose letters are intervals of values here.
 *
 * <pre>
 * value → token          one of K intervals, see {@link TokenOptions#intervals}
 * position p of the past (what was observed at t_{p−1}, when; t_p)        foretells what is observed at t_p
 * open position          (what was observed last, when; t)                foretells what is observed at t
 * h(0) = b + Σ E_token + A φ(t told) + B φ(t asked)                       φ: waves and a logarithm of the time from the end
 * dh/dt = Attention(norm h) + MLP(norm h),  t from 0 to the knots         open positions see the past and themselves
 * p(token k) ∝ exp(ln w_k − ½ ((c_k − μ)/σ)² + (W norm h)_k)              μ, σ functions of the last state, w width, c centre
 * </pre>
 *
 * So what is asked for is foretold directly, at all times in one pass, however far apart they are, and an answer does not depend on
 * what else is asked. Entries are placed by their times alone: nothing is sampled again, and channels observed at the same time share
 * a position. The scores of tokens begin as those of a normal distribution; W makes any other of it.
 *
 * <p>The loss is the mean of two negative log-likelihoods, both densities in model units: that of the tokens, uniform within
 * their intervals, and that of a normal distribution about the tokens' mean with the {@link Likelihood}'s variance by lead. The former
 * does not know which tokens are neighbours; the latter does, and learns how errors grow. Sample paths have the tokens'
 * distribution at each time and the normal one's correlations between times (a Gaussian copula).
 *
 * <p>What a calibration sets lies in blocks of its own, which are not learnt: the share of the means that is withheld, and noise on top
 * of the tokens, whose variances {@link #noiseVariances} are. Sample paths are random before that noise, as those of {@link LatentSde}.
 *
 * <p>The midpoint rule with equal steps goes through the depth: its steps belong to the network, as weights that are functions of
 * the depth need the same steps for all. Conditions are not read.
 */
public final class TokenTransformer implements SequenceModel {

    /** Of noise that is not none, so that a calibration can take a share of its logarithm. */
    private static final double LEAST_DEVIATION = 1e-6;
    /** The greatest mean of the normal distribution that scores begin with, and the greatest |ln σ|. */
    private static final double FARTHEST = 6;

    private static final double WIDEST = 3;

    private final TokenOptions options;
    private final Parameters parameters = new Parameters();
    private final TransformerTrunk trunk;
    private final Depth depth;
    private final DifferentiableMap scores;
    private final DifferentiableMap entropy;
    private final Parameters.Block added;
    private final ValueTokens tokens;
    private final TokenEncoding encoding;
    private final Decoder decoder;

    /**
     * Records the model.
     *
     * @param options its shape
     */
    public TokenTransformer(TokenOptions options) {
        this.options = options;
        int channels = options.channels();
        int size = channels * options.intervals();
        tokens = new ValueTokens(channels, options.intervals(), parameters.add("calibration.withheld", 1, channels, 0));
        added = parameters.add("calibration.added", 3, channels, 0);
        encoding = new TokenEncoding(options, tokens);
        int positions = options.read() + options.asked();
        int from = parameters.blocks().size();
        double gain = 0.25 * Math.sqrt(encoding.size());
        Linear embedding = Linear.in(parameters, "embedding", encoding.size(), options.width(), gain);
        trunk = new TransformerTrunk(
                options.trunk(),
                parameters,
                parameters.blocksAfter(from),
                positions * encoding.size(),
                (g, inputs) -> embedding.apply(g, inputs, positions));
        OdeSolver solver =
                new OdeSolver(ExplicitRungeKutta.midpoint(), new FixedStep(options.steps()), 2 * options.steps());
        depth = new Depth.Continuous(solver, CheckpointedAdjoint.fullMemory());
        from = parameters.blocks().size();
        Linear moments = Linear.in(parameters, "moments", options.width(), 2 * channels, 0.3);
        Linear free = Linear.in(parameters, "scores", options.width(), size, 0.1);
        scores = new DifferentiableMap(parameters.blocksAfter(from), new int[] {options.width()}, 1, (g, in) -> {
            Var normal = new RmsNorm(1, options.width()).apply(g, in.get(0));
            return List.of(g.add(free.apply(g, normal), normalScores(g, moments.apply(g, normal))));
        });
        entropy = new DifferentiableMap(
                List.of(),
                new int[] {size, size},
                1,
                (g, in) -> List.of(g.sumRows(Softmax.crossEntropies(g, in.get(0), in.get(1), channels))));
        decoder = new Decoder(
                channels, size, tokens, options.likelihood(), Exogenous.of(new TimeFeatures(List.of())), parameters);
    }

    /** Of the tokens of a normal distribution whose mean and deviation are bounded; two moments a channel. */
    private Var normalScores(Graph g, Var moments) {
        int channels = options.channels();
        double[] centres = new double[tokens.count()];
        double[] widths = new double[tokens.count()];
        for (int k = 0; k < centres.length; k++) {
            centres[k] = tokens.centre(k);
            widths[k] = StrictMath.log(tokens.width(k));
        }
        int[] channel = IntStream.range(0, channels * tokens.count())
                .map(i -> i / tokens.count())
                .toArray();
        Var mean = bounded(g, g.slice(moments, 0, channels), FARTHEST);
        Var logDeviation = bounded(g, g.slice(moments, channels, 2 * channels), WIDEST);
        Var inverse = g.exp(g.scaleShift(logDeviation, -1, 0));
        Var away = g.subtract(g.constant(tokens.ofEveryChannel(centres)), g.gather(mean, channel));
        Var scaled = g.multiply(away, g.gather(inverse, channel));
        return g.add(g.constant(tokens.ofEveryChannel(widths)), g.scaleShift(g.multiply(scaled, scaled), -0.5, 0));
    }

    private static Var bounded(Graph g, Var x, double most) {
        return g.scaleShift(g.tanh(g.scaleShift(x, 1 / most, 0)), most, 0);
    }

    /**
     * The model's shape.
     *
     * @return options
     */
    public TokenOptions options() {
        return options;
    }

    @Override
    public int channels() {
        return options.channels();
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public double[] initialValues(RandomKey key) {
        double[] values = parameters.initialValues(key);
        decoder.initialise(values);
        return values;
    }

    /** {@inheritDoc} Of the noise that comes on top of the tokens: next to none, until a calibration sets it. */
    @Override
    public double[] noiseVariances(double[] values, int channel, Window window) {
        double[] variances = deviations(values, channel);
        for (int part = 0; part < variances.length; part++) {
            variances[part] *= variances[part];
        }
        return variances;
    }

    @Override
    public void setNoiseVariances(double[] values, int channel, Window window, double... variances) {
        for (int part = 0; part < variances.length; part++) {
            values[added(part, channel)] = Math.sqrt(variances[part]);
        }
    }

    /** Of the noise that comes on top: white, walk, slope. */
    double[] deviations(double[] values, int channel) {
        double[] deviations = new double[added.rows()];
        for (int part = 0; part < deviations.length; part++) {
            deviations[part] = Math.max(LEAST_DEVIATION, values[added(part, channel)]);
        }
        return deviations;
    }

    private int added(int part, int channel) {
        return added.offset() + part * added.columns() + channel;
    }

    @Override
    public void scaleMean(double[] values, int channel, double factor) {
        tokens.scale(values, channel, factor);
    }

    /** {@inheritDoc} Solver and adjoint are of no effect: the way through the depth belongs to the network. */
    @Override
    public Run newRun(double[] values, int capacity, OdeSolver solver, Adjoint adjoint) {
        return new TokenTransformerRun(this, values);
    }

    TransformerTrunk trunk() {
        return trunk;
    }

    Depth depth() {
        return depth;
    }

    ValueTokens tokens() {
        return tokens;
    }

    TokenEncoding encoding() {
        return encoding;
    }

    /** From the last state of a position to the scores of all channels' tokens. */
    DifferentiableMap scores() {
        return scores;
    }

    /** From scores and, as ones, tokens to the sum of the channels' cross-entropies. */
    DifferentiableMap entropy() {
        return entropy;
    }

    Decoder decoder() {
        return decoder;
    }
}
