package dev.tidepath.image;

import dev.tidepath.nn.Activation;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.random.RandomKey;
import dev.tidepath.train.Objective;

/** Small images of bars in two directions, and small classifiers of them. */
final class ImageFixture {

    static final ClassifierOptions SMOOTH =
            new ClassifierOptions(new ImageShape(6, 6, 1), 2, 4, 2, 1, Activation.SOFTPLUS);

    private ImageFixture() {}

    /** A bright row or column on noise; its direction is the class. */
    static LabelledImages bars(int count) {
        byte[][] levels = new byte[count][36];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            RandomKey key = RandomKey.of(3).derive(i);
            labels[i] = key.below(0, 2);
            int where = key.below(1, 6);
            for (int k = 0; k < 36; k++) {
                boolean bright = (labels[i] == 0 ? k / 6 : k % 6) == where;
                levels[i][k] = (byte) (bright ? 200 : key.below(2 + k, 60));
            }
        }
        return new LabelledImages(new ImageShape(6, 6, 1), 255, levels, labels);
    }

    static Minibatches batches(int chunks, int size) {
        return new Minibatches(bars(3 * chunks * size), chunks, size, RandomKey.of(4));
    }

    /** Weights away from where gains and biases are zero. */
    static double[] weights(ImageClassifier classifier) {
        double[] values = classifier.layout().initialValues(RandomKey.of(1));
        RandomKey key = RandomKey.of(2);
        for (int k = 0; k < values.length; k++) {
            values[k] += 0.1 * key.gaussian(k);
        }
        return values;
    }

    static double[] gradient(ImageClassifier classifier, double[] weights, int size) {
        double[] gradient = new double[weights.length];
        objective(classifier, size).newWorker(weights).lossAndGradient(0, 0, gradient);
        return gradient;
    }

    static Objective objective(ImageClassifier classifier, int size) {
        return classifier.objective(batches(1, size), new Effort.Tally());
    }
}
