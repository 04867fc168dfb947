package dev.tidepath.language;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A decoder-only transformer of tokens whose depth is layers or an ordinary differential equation, with the same parameters:
 *
 * <pre>
 * h(0) of position p = b + Σ_j E_j x_{p−j} + P_p          the last tokens of a position and its place
 * layers        h ← h + F(h; θ_k),  k = 0 … L − 1
 * continuous    dh/dt = F(h; θ(t)),  t from 0 to L         θ(k) = θ_k, linear between
 * F(h; θ) = Attention(norm h) + MLP(norm h)
 * p(next token) = softmax(W norm h(L) + c)
 * </pre>
 *
 * The layers' weights are the knots of the continuous weights, so both have as many parameters and an evaluation of the field
 * costs as much as a layer; Euler's method with steps of length one computes the network in layers to the last bit. Weights that
 * are functions of the depth: Queiruga et al. 2020, arXiv:2008.02389; in transformers, Tong et al. 2025, arXiv:2503.01329.
 *
 * <p>Immutable, shared by threads; results do not depend on their number.
 */
public final class Transformer {

    /** Windows that are scored at a time. */
    private static final int BATCH = 32;

    private final TransformerShape shape;
    private final Parameters layout;
    private final TransformerMaps maps;

    /**
     * Records a transformer.
     *
     * @param shape its size
     */
    public Transformer(TransformerShape shape) {
        this.shape = shape;
        layout = new Parameters();
        maps = TransformerMaps.of(shape, layout);
    }

    /**
     * The layout of the parameters.
     *
     * @return for layers and continuous depth the same
     */
    public Parameters layout() {
        return layout;
    }

    /**
     * The size.
     *
     * @return as given
     */
    public TransformerShape shape() {
        return shape;
    }

    private TransformerRun newRun(Depth depth, double[] weights, int capacity) {
        return new TransformerRun(shape, maps, depth, weights, capacity);
    }

    /**
     * The mean negative log-likelihood of the tokens of random windows.
     *
     * @param windows where from
     * @param depth layers or continuous
     * @return the objective of a training, in nats a token
     */
    public Objective objective(Windows windows, Depth depth) {
        Tokens.requireIn(windows.text(), shape.tokens());
        double share = 1.0 / ((double) windows.chunks() * windows.size() * shape.positions());
        return Objective.of(windows.chunks(), weights -> {
            TransformerRun run = newRun(depth, weights, windows.size());
            return (iteration, chunk, gradient) -> run.lossAndGradient(
                    iteration, windows.draw(iteration, chunk, shape.windowLength()), share, gradient);
        });
    }

    /**
     * How well a text is foretold.
     *
     * @param bits mean of {@code −log₂ p} a token
     * @param evaluations mean evaluations of the field, or layers, a window
     */
    public record Score(double bits, double evaluations) {}

    /**
     * Scores neighbouring tokens of a text, each with at least the tokens of half a window before it.
     *
     * @param weights flat parameter vector
     * @param text tokens
     * @param from index of the first token that is scored, at least {@link TransformerShape#windowLength}
     * @param to index after the last
     * @param depth layers or continuous
     * @param pool the threads
     * @return bits a token
     */
    public Score score(double[] weights, int[] text, int from, int to, Depth depth, WorkerPool pool) {
        Tokens.requireIn(text, shape.tokens());
        if (from < shape.windowLength() || to <= from || to > text.length) {
            throw new IllegalArgumentException("tokens " + from + " to " + to + " of " + text.length + ", "
                    + shape.windowLength() + " before the first");
        }
        int stride = (shape.positions() + 1) / 2;
        int count = (to - from + stride - 1) / stride;
        int batches = (count + BATCH - 1) / BATCH;
        double[] sums = new double[batches];
        double[] evaluations = new double[batches];
        run(pool, batches, () -> newRun(depth, weights, BATCH), (run, i) -> {
            int[][] windows = new int[Math.min(BATCH, count - i * BATCH)][];
            int[] scored = new int[windows.length];
            for (int b = 0; b < windows.length; b++) {
                int first = from + (i * BATCH + b) * stride;
                int end = Math.min(to, first + stride);
                windows[b] = Arrays.copyOfRange(text, end - shape.windowLength(), end);
                scored[b] = end - first;
            }
            sums[i] = run.loss(windows, scored);
            evaluations[i] = (double) run.evaluations() * windows.length / count;
        });
        return new Score(
                Arrays.stream(sums).sum() / (StrictMath.log(2) * (to - from)),
                Arrays.stream(evaluations).sum());
    }

    /** Does one of several numbered things by a run. */
    private interface Item {
        void work(TransformerRun run, int index);
    }

    private static void run(WorkerPool pool, int items, Supplier<TransformerRun> runs, Item item) {
        List<IntConsumer> workers = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Math.min(pool.threads(), items)); i++) {
            TransformerRun run = runs.get();
            workers.add(index -> item.work(run, index));
        }
        pool.run(items, workers);
    }

    /**
     * The log-probabilities of what comes next.
     *
     * @param weights flat parameter vector
     * @param texts tokens, of each at least the last {@code windowLength − 1} are read
     * @param depth layers or continuous
     * @return for each text one number a token, in nats
     */
    public double[][] next(double[] weights, int[][] texts, Depth depth) {
        return next(newRun(depth, weights, texts.length), texts);
    }

    private double[][] next(TransformerRun run, int[][] texts) {
        int[][] windows = new int[texts.length][];
        for (int b = 0; b < texts.length; b++) {
            int read = shape.windowLength() - 1;
            Tokens.requireIn(texts[b], shape.tokens());
            if (texts[b].length < read) {
                throw new IllegalArgumentException(
                        "text " + b + " has " + texts[b].length + " tokens, fewer than " + read);
            }
            windows[b] = Arrays.copyOf(
                    Arrays.copyOfRange(texts[b], texts[b].length - read, texts[b].length), shape.windowLength());
        }
        Matrix logits = run.logits(windows);
        double[][] next = new double[texts.length][];
        for (int b = 0; b < next.length; b++) {
            next[b] = normalised(logits.sample(b));
        }
        return next;
    }

    private static double[] normalised(double[] logits) {
        double most = Arrays.stream(logits).max().orElseThrow();
        double sum = 0;
        for (double x : logits) {
            sum += StrictMath.exp(x - most);
        }
        double log = most + StrictMath.log(sum);
        return Arrays.stream(logits).map(x -> x - log).toArray();
    }

    /**
     * Draws what comes after texts, token by token.
     *
     * @param weights flat parameter vector
     * @param texts tokens, each at least {@code windowLength − 1}
     * @param count tokens to draw for each
     * @param temperature positive; 1 draws from the model, less makes likely tokens likelier
     * @param key of the draws
     * @param depth layers or continuous
     * @return each text with what was drawn
     */
    public int[][] continued(
            double[] weights, int[][] texts, int count, double temperature, RandomKey key, Depth depth) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("a temperature is positive: " + temperature);
        }
        TransformerRun run = newRun(depth, weights, texts.length);
        int[][] longer = Arrays.stream(texts).map(int[]::clone).toArray(int[][]::new);
        for (int i = 0; i < count; i++) {
            double[][] next = next(run, longer);
            for (int b = 0; b < longer.length; b++) {
                int length = longer[b].length;
                longer[b] = Arrays.copyOf(longer[b], length + 1);
                longer[b][length] = draw(next[b], temperature, key.derive(b).uniform(i));
            }
        }
        return longer;
    }

    private static int draw(double[] logProbabilities, double temperature, double uniform) {
        double[] scaled = normalised(
                Arrays.stream(logProbabilities).map(x -> x / temperature).toArray());
        double left = uniform;
        for (int token = 0; token < scaled.length - 1; token++) {
            left -= StrictMath.exp(scaled[token]);
            if (left < 0) {
                return token;
            }
        }
        return scaled.length - 1;
    }
}
