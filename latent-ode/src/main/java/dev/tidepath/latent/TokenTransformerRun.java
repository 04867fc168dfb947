package dev.tidepath.latent;

import dev.tidepath.language.TrunkRun;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.ode.OdeException;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's passes through a {@link TokenTransformer}. Not thread-safe. */
final class TokenTransformerRun implements SequenceModel.Run {

    /** Sequences that are read at a time where nothing goes back. */
    private static final int BATCH = 32;

    private final TokenTransformer model;
    private final TokenOptions options;
    private final double[] values;
    private final DifferentiableMap.Pass scores;
    private final DifferentiableMap.Pass entropy;
    private final Decoder.Run decoder;
    private @Nullable TrunkRun trunk;
    private int capacity;

    TokenTransformerRun(TokenTransformer model, double[] values) {
        this.model = model;
        this.values = values;
        options = model.options();
        scores = model.scores().newPass(values);
        entropy = model.entropy().newPass(values);
        decoder = model.decoder().newRun(values, Itinerary::lead);
    }

    private TrunkRun trunk(int sequences) {
        TrunkRun run = trunk;
        if (run == null || sequences > capacity) {
            capacity = Matrix.padded(sequences);
            run = model.trunk().newRun(model.depth(), values, capacity);
            trunk = run;
        }
        return run;
    }

    private TokenSequences sequences(List<Window> chunk) {
        return new TokenSequences(chunk, options.read(), options.asked());
    }

    private Matrix inputs(List<Window> chunk, TokenSequences sequences, int from, int to) {
        TokenEncoding encoding = model.encoding();
        Matrix inputs = Matrix.zeros((options.read() + options.asked()) * encoding.size(), to - from);
        for (int i = from; i < to; i++) {
            TokenSequences.Sequence sequence = sequences.get(i);
            encoding.encode(chunk.get(sequence.window()), sequence.asked(), inputs, i - from);
        }
        return inputs;
    }

    @Override
    public double lossAndGradient(List<Window> chunk, double klWeight, double weight, double[] gradient) {
        TokenSequences sequences = sequences(chunk);
        if (sequences.size() == 0) {
            return 0;
        }
        double[] loss = new double[1];
        Matrix inputs = inputs(chunk, sequences, 0, sequences.size());
        TrunkRun.End end = (states, adjoints) -> loss[0] = score(chunk, sequences, states, adjoints, weight, gradient);
        try {
            trunk(sequences.size()).differentiate(0, inputs, end, gradient);
        } catch (OdeException e) {
            int window = sequences.get(e.sample()).window();
            throw new NonFiniteLossException(window, Double.NaN, "the way through the depth: " + e.getMessage());
        }
        return loss[0];
    }

    /** The weighted loss, and its adjoints at the last states. */
    private double score(
            List<Window> chunk,
            TokenSequences sequences,
            Matrix states,
            Matrix adjoints,
            double weight,
            double[] gradient) {
        int count = sequences.targets();
        Matrix asked = Matrix.zeros(options.width(), count);
        collect(sequences, 0, states, asked);
        Matrix found = scored(asked);
        double half = 0.5 * weight;
        double[] halves = new double[chunk.size()];
        Arrays.fill(halves, half);
        double[] about = decoder.lossAndPullback(found, chunk, halves, gradient);
        Matrix bars = Matrix.zeros(1, count);
        Arrays.fill(bars.row(0), 0, count, half);
        Matrix entropies = Matrix.zeros(1, count);
        Matrix ofScores = Matrix.zeros(found.features(), count);
        Matrix observed = Matrix.zeros(found.features(), count);
        double loss = observe(chunk, observed);
        entropy.valueAndPullback(
                count,
                new Matrix[] {found, observed},
                new Matrix[] {bars},
                new Matrix[] {entropies},
                new Matrix[] {ofScores},
                gradient);
        for (int i = 0; i < count; i++) {
            loss += about[i] + entropies.row(0)[i];
        }
        if (!Double.isFinite(loss)) {
            throw decoder.blamed(chunk, 1)
                    .orElseGet(() -> new NonFiniteLossException("the sum of the losses is not finite"));
        }
        StateRows.add(decoder.stateAdjoints(), ofScores);
        Matrix ofAsked = Matrix.zeros(options.width(), count);
        scores.pullback(count, new Matrix[] {asked}, new Matrix[] {ofScores}, new Matrix[] {ofAsked}, gradient);
        adjoints.clear();
        for (int i = 0; i < count; i++) {
            int from = sequences.position(i) * options.width();
            for (int f = 0; f < options.width(); f++) {
                adjoints.row(from + f)[sequences.sequence(i)] += ofAsked.row(f)[i];
            }
        }
        return half * loss;
    }

    /** Marks the tokens that were observed at the targets, and sums up what their intervals add to the negative log-density. */
    private double observe(List<Window> chunk, Matrix observed) {
        double within = 0;
        int column = 0;
        for (Window window : chunk) {
            Observations targets = window.targets();
            for (int i = 0; i < targets.size(); i++, column++) {
                for (int k = targets.first(i); k < targets.first(i + 1); k++) {
                    int token = model.tokens().token(targets.value(k));
                    observed.set(targets.channel(k) * options.intervals() + token, column, 1);
                    within += model.tokens().within(targets.value(k));
                }
            }
        }
        return within;
    }

    /** The last states at the positions of the targets that are answered in the sequences from one on. */
    private void collect(TokenSequences sequences, int from, Matrix states, Matrix into) {
        for (int i = 0; i < into.batch(); i++) {
            int lane = sequences.sequence(i) - from;
            if (lane >= 0 && lane < states.batch()) {
                int first = sequences.position(i) * options.width();
                for (int f = 0; f < options.width(); f++) {
                    into.row(f)[i] = states.row(first + f)[lane];
                }
            }
        }
    }

    private Matrix scored(Matrix states) {
        Matrix found = Matrix.zeros(options.channels() * options.intervals(), states.batch());
        scores.value(states.batch(), new Matrix[] {states}, new Matrix[] {found});
        return found;
    }

    /** The scores of tokens at all targets, packed window by window. */
    private Matrix scores(List<Window> chunk) {
        TokenSequences sequences = sequences(chunk);
        Matrix asked = Matrix.zeros(options.width(), sequences.targets());
        for (int from = 0; from < sequences.size(); from += BATCH) {
            int to = Math.min(from + BATCH, sequences.size());
            Matrix states = Matrix.zeros(options.trunk().stateSize(), to - from);
            trunk(to - from).climb(inputs(chunk, sequences, from, to), states);
            collect(sequences, from, states, asked);
        }
        return scored(asked);
    }

    @Override
    public Matrix means(List<Window> chunk) {
        Matrix found = scores(chunk);
        Matrix means = Matrix.zeros(options.channels(), found.batch());
        decoder.mean(found, chunk, means);
        return means;
    }

    @Override
    public void sample(Window window, int paths, double[][][] means, double[][][] draws) {
        Matrix found = scores(List.of(window));
        for (int c = 0; c < options.channels(); c++) {
            double[] learnt = model.decoder().variances(values, c, window);
            Scatter.Noise together = new Scatter.Noise(window, Likelihood.gaussian(), roots(learnt), "tokens", c);
            Scatter.Noise added =
                    new Scatter.Noise(window, Likelihood.gaussian(), model.deviations(values, c), "noise", c);
            TokenDistribution[] distributions = distributions(found, c);
            double told = model.tokens().told(values, c);
            for (int p = 0; p < paths; p++) {
                double[] normal = together.ofPath(p);
                double[] noise = added.ofPath(p);
                for (int i = 0; i < normal.length; i++) {
                    double z = normal[i] / Math.sqrt(variance(learnt, together.lead(i)));
                    means[c][i][p] = told * distributions[i].quantile(TokenDistribution.normal(z));
                    draws[c][i][p] = means[c][i][p] + noise[i];
                }
            }
        }
    }

    private static double[] roots(double[] variances) {
        return Arrays.stream(variances).map(Math::sqrt).toArray();
    }

    private TokenDistribution[] distributions(Matrix found, int channel) {
        TokenDistribution[] all = new TokenDistribution[found.batch()];
        Arrays.setAll(all, i -> new TokenDistribution(model.tokens(), scores(found, channel, i)));
        return all;
    }

    private double[] scores(Matrix found, int channel, int target) {
        double[] own = new double[options.intervals()];
        for (int k = 0; k < own.length; k++) {
            own[k] = found.get(channel * own.length + k, target);
        }
        return own;
    }

    private static double variance(double[] parts, double lead) {
        return parts[0] + parts[1] * lead + parts[2] * lead * lead;
    }
}
