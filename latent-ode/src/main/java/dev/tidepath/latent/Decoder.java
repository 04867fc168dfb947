package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decoder and its likelihood. At a time with lead τ (time since the channel's last observation, at least zero),
 * channel k has mean {@code m_k = (A (z, c, u(t)) + g(z, φ(t), c, u(t)))_k} with the window's conditions c and u; see
 * {@link Likelihood} for how observations scatter about it. The evidence {@code e = (ln span, ln(count/16))} of a window's
 * context says how much it foretells.
 */
final class Decoder {

    static final int EVIDENCE = 2;

    private static final double INITIAL_LOG_NOISE = -1.0;
    private static final double LEAST_SPAN = 0.01;
    private static final double LEAST_DEVIATION = 1e-6;
    private static final double INITIAL_LOG_GROWTH = -2.5;

    private final int channels;
    private final int stateSize;
    private final Exogenous exogenous;
    private final Likelihood likelihood;
    private final Expectation expectation;
    private final Parameters.@Nullable Block logNoise;
    private final Parameters.@Nullable Block spread;
    private final DifferentiableMap mean;
    private final DifferentiableMap loss;

    Decoder(int channels, int stateSize, DecoderOptions own, TimeFeatures features, Parameters parameters) {
        this(channels, stateSize, own, Exogenous.of(features), parameters);
    }

    Decoder(int channels, int stateSize, DecoderOptions own, Exogenous exogenous, Parameters parameters) {
        this(
                channels,
                stateSize,
                Expectation.Network.in(parameters, channels, stateSize, own, exogenous),
                own.likelihood(),
                exogenous,
                parameters);
    }

    /** About a mean that is given. */
    Decoder(
            int channels,
            int stateSize,
            Expectation expectation,
            Likelihood likelihood,
            Exogenous exogenous,
            Parameters parameters) {
        this.channels = channels;
        this.stateSize = stateSize;
        this.expectation = expectation;
        this.likelihood = likelihood;
        this.exogenous = exogenous;
        int from = parameters.blocks().size();
        boolean learnt = likelihood.learnt();
        logNoise = learnt ? parameters.add("decoder.logNoise", 1, 3 * channels, 0) : null;
        spread = learnt ? parameters.add("decoder.spread", EVIDENCE, channels, 0) : null;
        List<Parameters.Block> blocks = new ArrayList<>(expectation.blocks());
        blocks.addAll(parameters.blocksAfter(from));
        int at = exogenous.atSize();
        mean = new DifferentiableMap(
                expectation.blocks(), new int[] {stateSize, at}, 1, (g, in) -> List.of(expectation.of(g, in)));
        loss = new DifferentiableMap(
                blocks, new int[] {stateSize, at, channels, channels, channels, EVIDENCE}, 1, this::loss);
    }

    int channels() {
        return channels;
    }

    /** From z and, one below the other, t and the conditions. */
    Var mean(Graph g, List<Var> in) {
        return expectation.of(g, in);
    }

    /** From (z, (t, conditions), value, mask, lead, evidence) to the negative log-likelihood. */
    private List<Var> loss(Graph g, List<Var> in) {
        Var error = g.subtract(in.get(2), mean(g, in));
        Var squared = g.multiply(error, error);
        Var scaled;
        Var halfLogVariance = null;
        if (logNoise != null && spread != null) {
            Var factor = g.exp(g.product(g.parameter(spread), in.get(5), false));
            Var logVariance = g.log(variance(g, in.get(4), factor, logNoise));
            scaled = g.multiply(squared, g.exp(g.scaleShift(logVariance, -1, 0)));
            halfLogVariance = g.scaleShift(logVariance, 0.5, 0);
        } else {
            scaled = g.scaleShift(squared, 1 / (likelihood.deviation() * likelihood.deviation()), 0);
        }
        double constant =
                likelihood.logNormaliser() + (likelihood.learnt() ? 0 : StrictMath.log(likelihood.deviation()));
        int degrees = likelihood.degreesOfFreedom();
        Var each = degrees == 0
                ? g.scaleShift(scaled, 0.5, constant)
                : g.scaleShift(g.log(g.scaleShift(scaled, 1.0 / degrees, 1)), 0.5 * (degrees + 1), constant);
        if (halfLogVariance != null) {
            each = g.add(each, halfLogVariance);
        }
        return List.of(g.sumRows(g.multiply(in.get(3), each)));
    }

    /** ln v at a lead, channels × batch, of a window whose evidence is zero. */
    Var logVariance(Graph g, Var lead) {
        if (logNoise == null) {
            return g.scaleShift(lead, 0, 2 * StrictMath.log(likelihood.deviation()));
        }
        return g.log(variance(g, lead, null, logNoise));
    }

    private Var variance(Graph g, Var lead, @Nullable Var factor, Parameters.Block noise) {
        Var parts = g.exp(g.scaleShift(g.broadcast(g.parameter(noise)), 2, 0));
        Var walk = g.multiply(g.slice(parts, channels, 2 * channels), lead);
        Var slope = g.multiply(g.slice(parts, 2 * channels, 3 * channels), g.multiply(lead, lead));
        Var growth = g.add(walk, slope);
        return g.add(g.slice(parts, 0, channels), factor == null ? growth : g.multiply(factor, growth));
    }

    /** Sets the initial standard deviations. */
    void initialise(double[] values) {
        if (logNoise != null) {
            int at = logNoise.offset();
            Arrays.fill(values, at, at + channels, INITIAL_LOG_NOISE);
            Arrays.fill(values, at + channels, at + 3 * channels, INITIAL_LOG_GROWTH);
        }
    }

    /** Multiplies a channel's mean by a factor. */
    void scaleMean(double[] values, int channel, double factor) {
        expectation.scale(values, channel, factor);
    }

    /** After a window, the scale of white noise (0), of the walk over a unit of time (1), of the slope (2). */
    double deviation(double[] parameters, int part, int channel, Window window) {
        if (logNoise == null) {
            return part == 0 ? likelihood.deviation() : 0;
        }
        double own = StrictMath.exp(parameters[logNoise.offset() + part * channels + channel]);
        return part == 0 ? own : own * spread(parameters, window, channel);
    }

    /** The factor on the deviations of walk and slope that the evidence of a window asks for. */
    private double spread(double[] parameters, Window window, int channel) {
        double log = 0;
        for (int k = 0; k < EVIDENCE && spread != null; k++) {
            log += parameters[spread.offset() + k * channels + channel] * evidence(window, k);
        }
        return StrictMath.exp(0.5 * log);
    }

    private static double evidence(Window window, int k) {
        return k == 0
                ? StrictMath.log(Math.max(LEAST_SPAN, window.end() - window.start()))
                : StrictMath.log(window.context().size() / 16.0);
    }

    /** After a window: white noise, walk, slope. */
    double[] variances(double[] parameters, int channel, Window window) {
        double[] variances = new double[3];
        for (int part = 0; part < 3; part++) {
            double deviation = deviation(parameters, part, channel, window);
            variances[part] = deviation * deviation;
        }
        return variances;
    }

    void setVariances(double[] parameters, int channel, Window window, double[] variances) {
        if (logNoise == null) {
            throw new IllegalStateException("the deviation is fixed");
        }
        for (int part = 0; part < 3; part++) {
            double deviation = Math.sqrt(variances[part]);
            double own = part == 0 ? deviation : deviation / spread(parameters, window, channel);
            parameters[logNoise.offset() + part * channels + channel] = StrictMath.log(Math.max(LEAST_DEVIATION, own));
        }
    }

    /** The blocks that {@link #mean} and {@link #logVariance} read. */
    List<Parameters.Block> momentBlocks() {
        List<Parameters.Block> blocks = new ArrayList<>(expectation.blocks());
        if (logNoise != null) {
            blocks.add(logNoise);
        }
        return blocks;
    }

    /** How long before a time a channel was last observed. */
    interface LeadTime {

        double of(Window window, int channel, double time);
    }

    /** Decodes with the leads of forecasts: none within the context. */
    Run newRun(double[] parameters) {
        return newRun(parameters, Window::lead);
    }

    Run newRun(double[] parameters, LeadTime leadTime) {
        return new Run(parameters, leadTime);
    }

    /** Decoding and its pullback at the target times of a chunk's windows on one thread, packed window by window. */
    final class Run {
        private final double[] parameters;
        private final LeadTime leadTime;
        private final DifferentiableMap.Pass meanPass;
        private final DifferentiableMap.Pass lossPass;
        private Matrix at = Matrix.zeros(1, 0);
        private Matrix value = Matrix.zeros(0, 0);
        private Matrix mask = Matrix.zeros(0, 0);
        private Matrix lead = Matrix.zeros(0, 0);
        private Matrix evidence = Matrix.zeros(0, 0);
        private Matrix weights = Matrix.zeros(1, 0);
        private Matrix losses = Matrix.zeros(1, 0);
        private Matrix stateAdjoints = Matrix.zeros(0, 0);
        private final @Nullable Matrix[] in = new Matrix[6];
        private int capacity;
        private int count;

        private Run(double[] parameters, LeadTime leadTime) {
            this.parameters = parameters;
            this.leadTime = leadTime;
            meanPass = mean.newPass(parameters);
            lossPass = loss.newPass(parameters);
        }

        /** The means at all targets, channels × columns. */
        void mean(Matrix states, List<Window> chunk, Matrix into) {
            prepare(chunk);
            meanPass.value(count, new Matrix[] {states, at}, new Matrix[] {into});
        }

        /** The gradient of a channel's mean by the state at all targets, features × columns. */
        Matrix slopes(Matrix states, List<Window> chunk, int channel) {
            Matrix bar = Matrix.zeros(channels, states.batch());
            Arrays.fill(bar.row(channel), 0, states.batch(), 1.0);
            return meanPullback(states, chunk, bar);
        }

        /** From the adjoints of the means at all targets, channels × columns, to those of the states. */
        Matrix meanPullback(Matrix states, List<Window> chunk, Matrix bars) {
            prepare(chunk);
            Matrix adjoints = Matrix.zeros(stateSize, count);
            meanPass.pullback(
                    count,
                    new Matrix[] {states, at},
                    new Matrix[] {bars},
                    new Matrix[] {adjoints},
                    new double[parameters.length]);
            return adjoints;
        }

        /** The negative log-likelihood of each column, valid until the next call. */
        double[] loss(Matrix states, List<Window> chunk) {
            prepare(chunk);
            fill(states, chunk);
            lossPass.value(count, in, new Matrix[] {losses});
            return losses.row(0);
        }

        /**
         * The negative log-likelihood of each column, and the adjoints of each window's weight times it: those of the states
         * are {@link #stateAdjoints}, those of the parameters are added.
         */
        double[] lossAndPullback(Matrix states, List<Window> chunk, double[] windowWeights, double[] gradient) {
            prepare(chunk);
            fill(states, chunk);
            int first = 0;
            for (int b = 0; b < chunk.size(); b++) {
                int end = first + chunk.get(b).targets().size();
                Arrays.fill(weights.row(0), first, end, windowWeights[b]);
                first = end;
            }
            lossPass.valueAndPullback(
                    count, in, new Matrix[] {weights}, new Matrix[] {losses}, new Matrix[] {stateAdjoints}, gradient);
            return losses.row(0);
        }

        /** Which of the losses last computed is not finite; each window has some lanes, one after another. */
        Optional<NonFiniteLossException> blamed(List<Window> chunk, int lanesEach) {
            int column = 0;
            for (int b = 0; b < chunk.size(); b++) {
                Observations targets = chunk.get(b).targets();
                for (int i = 0; i < targets.size(); i++, column++) {
                    double loss = losses.get(0, column);
                    if (!Double.isFinite(loss)) {
                        return Optional.of(
                                new NonFiniteLossException(b / lanesEach, targets.time(i), "the loss is " + loss));
                    }
                }
            }
            return Optional.empty();
        }

        Matrix stateAdjoints() {
            return stateAdjoints;
        }

        /** See {@link Scatter#draw}. */
        void scatter(Window window, Matrix decoded, int paths, double[][][] means, double[][][] draws) {
            double[][] deviations = new double[channels][3];
            for (int c = 0; c < channels; c++) {
                for (int part = 0; part < 3; part++) {
                    deviations[c][part] = deviation(parameters, part, c, window);
                }
            }
            new Scatter(likelihood, deviations).draw(window, decoded, paths, means, draws);
        }

        private void prepare(List<Window> chunk) {
            count = chunk.stream().mapToInt(w -> w.targets().size()).sum();
            if (count > capacity || value.features() == 0) {
                capacity = Matrix.padded(count);
                at = Matrix.zeros(exogenous.atSize(), capacity);
                value = Matrix.zeros(channels, capacity);
                mask = Matrix.zeros(channels, capacity);
                lead = Matrix.zeros(channels, capacity);
                evidence = Matrix.zeros(EVIDENCE, capacity);
                weights = Matrix.zeros(1, capacity);
                losses = Matrix.zeros(1, capacity);
                stateAdjoints = Matrix.zeros(stateSize, capacity);
            }
            stateAdjoints.resize(count);
            exogenous.tell(chunk, at);
        }

        private void fill(Matrix states, List<Window> chunk) {
            in[0] = states;
            in[1] = at;
            in[2] = value;
            in[3] = mask;
            in[4] = lead;
            in[5] = evidence;
            value.clear();
            mask.clear();
            int first = 0;
            for (Window window : chunk) {
                Observations targets = window.targets();
                for (int i = 0; i < targets.size(); i++) {
                    for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                        value.row(targets.channel(k))[first + i] = targets.value(k);
                        mask.row(targets.channel(k))[first + i] = 1.0;
                    }
                }
                if (likelihood.learnt()) {
                    fillEvidence(window, first);
                }
                first += targets.size();
            }
        }

        private void fillEvidence(Window window, int first) {
            int targets = window.targets().size();
            for (int k = 0; k < EVIDENCE; k++) {
                Arrays.fill(evidence.row(k), first, first + targets, evidence(window, k));
            }
            for (int c = 0; c < lead.features(); c++) {
                for (int i = 0; i < targets; i++) {
                    lead.row(c)[first + i] =
                            leadTime.of(window, c, window.targets().time(i));
                }
            }
        }
    }
}
