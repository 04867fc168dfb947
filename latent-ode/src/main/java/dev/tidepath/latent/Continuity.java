package dev.tidepath.latent;

import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The continuity of {@link InferenceOptions} on one thread: for a random observation of each window's first half, but not its
 * first, the divergence of the posterior read from there on from the path's state at that time. A window has none whose
 * observation then is not among its targets.
 */
final class Continuity implements RecognitionNetwork.Joining {

    private final DifferentiableMap.Pass pass;
    private final RecognitionNetwork.Run encoder;
    private final int samples;
    private int[] steps = new int[0];
    private int[] columns = new int[0];
    private Matrix encoded = Matrix.zeros(0, 0);
    private Matrix state = Matrix.zeros(0, 0);
    private Matrix divergence = Matrix.zeros(1, 0);
    private Matrix weights = Matrix.zeros(1, 0);

    Continuity(DifferentiableMap.Pass pass, RecognitionNetwork.Run encoder, int samples) {
        this.pass = pass;
        this.encoder = encoder;
        this.samples = samples;
    }

    /** The divergences of the windows, weighted; the adjoints are added to those of the states and kept for the encoder. */
    double add(
            List<Window> chunk,
            Matrix states,
            double klWeight,
            double weight,
            Matrix stateAdjoints,
            double[] gradient) {
        int batch = chunk.size();
        choose(chunk);
        for (int b = 0; b < batch; b++) {
            weights.row(0)[b] = columns[b] < 0 ? 0 : weight * klWeight;
            encoder.copyState(b, steps[b], encoded);
            copy(states, Math.max(0, columns[b]), state, b);
        }
        Matrix[] in = {encoded, state};
        pass.valueAndPullback(batch, in, new Matrix[] {weights}, new Matrix[] {divergence}, in, gradient);
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            if (columns[b] >= 0) {
                sum += klWeight * divergence.get(0, b);
                for (int f = 0; f < state.features(); f++) {
                    stateAdjoints.row(f)[columns[b]] += state.get(f, b);
                }
            }
        }
        return sum;
    }

    /** Which of the divergences last computed is not finite. */
    Optional<NonFiniteLossException> blamed(List<Window> chunk, double klWeight) {
        double[] losses = new double[chunk.size()];
        Arrays.setAll(losses, b -> columns[b] < 0 ? 0 : klWeight * divergence.get(0, b));
        return Bound.blamed("the continuity", losses, 1, b -> {
            Observations read = chunk.get(b).context();
            return read.time(read.size() - steps[b]);
        });
    }

    @Override
    public void addAdjoints(int step, Matrix bar) {
        for (int b = 0; b < bar.batch(); b++) {
            if (steps[b] == step && columns[b] >= 0) {
                for (int f = 0; f < bar.features(); f++) {
                    bar.row(f)[b] += encoded.get(f, b);
                }
            }
        }
    }

    /** An observation of each window, as steps of the encoder, and the column of the first draw's state then. */
    private void choose(List<Window> chunk) {
        int batch = chunk.size();
        if (steps.length < batch) {
            int capacity = Matrix.padded(batch);
            steps = new int[capacity];
            columns = new int[capacity];
            encoded = Matrix.zeros(encoder.size(), capacity);
            state = Matrix.zeros(encoder.latentSize(), capacity);
            divergence = Matrix.zeros(1, capacity);
            weights = Matrix.zeros(1, capacity);
        }
        encoded.resize(batch);
        state.resize(batch);
        int first = 0;
        for (int b = 0; b < batch; b++) {
            Window w = chunk.get(b);
            int later = w.context().size() / 2;
            RandomKey key = w.key().derive("continuity");
            int j = later < 1 ? 0 : 1 + key.below(0, later);
            steps[b] = w.context().size() - j;
            int target = j == 0
                    ? -1
                    : Arrays.binarySearch(w.targets().times(), w.context().time(j));
            columns[b] = target < 0 ? -1 : first + target;
            first += samples * w.targets().size();
        }
    }

    private static void copy(Matrix from, int column, Matrix to, int lane) {
        for (int f = 0; f < from.features(); f++) {
            to.row(f)[lane] = from.batch() == 0 ? 0 : from.row(f)[column];
        }
    }
}
