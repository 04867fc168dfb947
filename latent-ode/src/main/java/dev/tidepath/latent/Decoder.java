package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Program;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Mlp;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decoder and its Gaussian likelihood. At a time with lead τ (time since the channel's last observation, at least zero),
 * channel c has mean {@code m_c = (W z + g(z, φ(t)))_c} and variance {@code v_c = σ_c² + (ρ_c² τ + κ_c² τ²) exp((Uᵀ e)_c)}:
 * white noise, a random walk and a random slope, all learnt, so that sample paths can be drawn jointly. The evidence
 * {@code e = (ln span, ln(count/16))} of a window's context scales the latter two: a longer context foretells more.
 */
final class Decoder {

    private static final double LOG_2_PI = 1.8378770664093453;
    private static final double INITIAL_LOG_NOISE = -1.0;
    private static final int EVIDENCE = 2;
    private static final double LEAST_SPAN = 0.01;
    private static final double LEAST_DEVIATION = 1e-6;
    private static final double INITIAL_LOG_GROWTH = -2.5;

    private final LatentOdeOptions options;
    private final List<Parameters.Block> blocks;
    private final Linear linear;
    private final @Nullable Mlp network;
    private final Parameters.Block logNoise;
    private final Parameters.Block spread;
    private final Recording mean;
    private final Recording loss;
    private final Recording pullback;

    private enum Kind {
        MEAN,
        LOSS,
        PULLBACK
    }

    Decoder(LatentOdeOptions options, Parameters parameters) {
        this.options = options;
        int from = parameters.blocks().size();
        int latent = options.latentSize();
        linear = Linear.in(parameters, "decoder.linear", latent, options.channels(), 0.5);
        network = options.decoderSize() == 0
                ? null
                : Mlp.in(
                        parameters,
                        "decoder.network",
                        new int[] {latent + options.features().size(), options.decoderSize(), options.channels()},
                        0.1);
        logNoise = parameters.add("decoder.logNoise", 1, 3 * options.channels(), 0);
        spread = parameters.add("decoder.spread", EVIDENCE, options.channels(), 0);
        blocks = parameters.blocks().subList(from, parameters.blocks().size());
        mean = new Recording(Kind.MEAN);
        loss = new Recording(Kind.LOSS);
        pullback = new Recording(Kind.PULLBACK);
    }

    /** Outputs: the mean; the loss of each column; or its pullback (state adjoint, one gradient a block). */
    private final class Recording {
        private final Var state;
        private final Var time;
        private final Var lead;
        private final Var evidence;
        private final Var value;
        private final Var mask;
        private final Var adjoint;
        private final Program program;

        Recording(Kind kind) {
            Graph g = new Graph();
            int channels = options.channels();
            state = g.input(options.latentSize());
            time = g.input(1);
            lead = g.input(channels);
            evidence = g.input(EVIDENCE);
            value = g.input(channels);
            mask = g.input(channels);
            adjoint = g.input(1);
            Var m = linear.apply(g, state);
            if (network != null) {
                List<Var> seen = new ArrayList<>();
                seen.add(state);
                seen.addAll(options.features().apply(g, time));
                m = g.add(m, network.apply(g, g.concat(seen)));
            }
            if (kind == Kind.MEAN) {
                program = g.compile(m);
                return;
            }
            Var logVariance = g.log(variance(g));
            Var error = g.subtract(value, m);
            Var scaled = g.multiply(g.multiply(error, error), g.exp(g.scaleShift(logVariance, -1, 0)));
            Var each = g.scaleShift(g.add(scaled, logVariance), 0.5, 0.5 * LOG_2_PI);
            Var total = g.sumRows(g.multiply(mask, each));
            if (kind == Kind.LOSS) {
                program = g.compile(total);
                return;
            }
            List<Var> wrt = new ArrayList<>();
            wrt.add(state);
            blocks.forEach(b -> wrt.add(g.parameter(b)));
            program = g.compile(g.vjp(List.of(total), List.of(adjoint), wrt).stream()
                    .map(Objects::requireNonNull)
                    .toList());
        }

        private Var variance(Graph g) {
            int channels = options.channels();
            Var parts = g.exp(g.scaleShift(g.broadcast(g.parameter(logNoise)), 2, 0));
            Var walk = g.multiply(g.slice(parts, channels, 2 * channels), lead);
            Var slope = g.multiply(g.slice(parts, 2 * channels, 3 * channels), g.multiply(lead, lead));
            Var factor = g.exp(g.product(g.parameter(spread), evidence, false));
            return g.add(g.slice(parts, 0, channels), g.multiply(factor, g.add(walk, slope)));
        }
    }

    /** Sets the initial standard deviations. */
    void initialise(double[] values) {
        int channels = options.channels();
        int at = logNoise.offset();
        Arrays.fill(values, at, at + channels, INITIAL_LOG_NOISE);
        Arrays.fill(values, at + channels, at + 3 * channels, INITIAL_LOG_GROWTH);
    }

    /** After a window, the standard deviation of white noise (0), of the walk over a unit of time (1), of the slope (2). */
    double deviation(double[] parameters, int part, int channel, Window window) {
        double own = StrictMath.exp(parameters[logNoise.offset() + part * options.channels() + channel]);
        return part == 0 ? own : own * spread(parameters, window, channel);
    }

    /** The factor on the deviations of walk and slope that the evidence of a window asks for. */
    private double spread(double[] parameters, Window window, int channel) {
        double[] evidence = new double[EVIDENCE];
        evidence(window, evidence);
        double log = 0;
        for (int k = 0; k < EVIDENCE; k++) {
            log += parameters[spread.offset() + k * options.channels() + channel] * evidence[k];
        }
        return StrictMath.exp(0.5 * log);
    }

    private static void evidence(Window window, double[] into) {
        into[0] = StrictMath.log(Math.max(LEAST_SPAN, window.end() - window.start()));
        into[1] = StrictMath.log(window.context().size() / 16.0);
    }

    void setDeviation(double[] parameters, int part, int channel, Window window, double deviation) {
        double own = part == 0 ? deviation : deviation / spread(parameters, window, channel);
        parameters[logNoise.offset() + part * options.channels() + channel] =
                StrictMath.log(Math.max(LEAST_DEVIATION, own));
    }

    Run newRun(double[] parameters) {
        return new Run(parameters);
    }

    /** Columns to decode: packed times of all samples. Grown as needed and reused. */
    static final class Columns {
        private double[] time = new double[0];
        private Matrix lead = Matrix.zeros(0, 0);
        private final double[][] evidence = new double[EVIDENCE][0];
        private final double[] current = new double[EVIDENCE];
        private Matrix value = Matrix.zeros(0, 0);
        private Matrix mask = Matrix.zeros(0, 0);
        private int count;

        void reset(int channels, int columns) {
            count = columns;
            if (time.length < Matrix.padded(columns)) {
                time = new double[Matrix.padded(columns)];
                lead = Matrix.zeros(channels, columns);
                for (int k = 0; k < EVIDENCE; k++) {
                    evidence[k] = new double[Matrix.padded(columns)];
                }
                value = Matrix.zeros(channels, columns);
                mask = Matrix.zeros(channels, columns);
            }
            lead.resize(columns);
            value.resize(columns);
            mask.resize(columns);
            value.clear();
            mask.clear();
        }

        void begin(Window window) {
            Decoder.evidence(window, current);
        }

        void at(int column, double t, Window window) {
            time[column] = t;
            for (int c = 0; c < lead.features(); c++) {
                lead.set(c, column, window.lead(c, t));
            }
            for (int k = 0; k < EVIDENCE; k++) {
                evidence[k][column] = current[k];
            }
        }

        void observed(int column, int channel, double v) {
            value.set(channel, column, v);
            mask.set(channel, column, 1.0);
        }

        int count() {
            return count;
        }
    }

    /** Decoding and its pullbacks on one thread. */
    final class Run {
        private final double[] parameters;
        private final Map<Kind, Workspace> workspaces = new EnumMap<>(Kind.class);
        private int capacity;
        private Matrix losses = Matrix.zeros(1, 0);

        private Run(double[] parameters) {
            this.parameters = parameters;
        }

        /** The means of all columns, channels × columns. */
        void mean(Matrix states, Columns columns, Matrix into) {
            Workspace w = prepared(Kind.MEAN, mean, states, columns);
            w.run();
            w.get(0, into);
        }

        /** The negative log-likelihood of each column, valid until the next call. */
        double[] loss(Matrix states, Columns columns) {
            Workspace w = prepared(Kind.LOSS, loss, states, columns);
            w.run();
            if (losses.row(0).length < Matrix.padded(columns.count)) {
                losses = Matrix.zeros(1, columns.count);
            }
            losses.resize(columns.count);
            w.get(0, losses);
            return losses.row(0);
        }

        /** Pulls {@code weight} times the loss back to the states; adds parameter gradients. */
        void backward(Matrix states, Columns columns, double weight, Matrix stateAdjoints, double[] gradient) {
            Workspace w = prepared(Kind.PULLBACK, pullback, states, columns);
            Arrays.fill(w.row(pullback.adjoint, 0), weight);
            w.run();
            w.get(0, stateAdjoints);
            w.addShared(1, blocks, gradient);
        }

        private Workspace prepared(Kind kind, Recording r, Matrix states, Columns columns) {
            if (columns.count > capacity) {
                capacity = Matrix.padded(columns.count);
                workspaces.clear();
            }
            Workspace w = workspaces.get(kind);
            if (w == null) {
                w = r.program.newWorkspace(capacity);
                w.bindParameters(parameters);
                workspaces.put(kind, w);
            }
            w.resize(columns.count);
            w.set(r.state, states);
            w.setRow(r.time, 0, columns.time);
            if (kind != Kind.MEAN) {
                for (int k = 0; k < EVIDENCE; k++) {
                    w.setRow(r.evidence, k, columns.evidence[k]);
                }
                w.set(r.lead, columns.lead);
                w.set(r.value, columns.value);
                w.set(r.mask, columns.mask);
            }
            return w;
        }
    }
}
