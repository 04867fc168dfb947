package dev.tidepath.examples;

import dev.tidepath.image.ClassifierOptions;
import dev.tidepath.image.LabelledImages;
import dev.tidepath.nn.Activation;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Images to learn, images to be judged by, and how networks are trained on them.
 *
 * @param name what the images are
 * @param known the images that are trained on
 * @param kept the others
 * @param options what all networks have in common
 * @param blocks depth of the residual network
 * @param tolerance of the adaptive solver, relative and absolute
 * @param epochs how often all images are seen
 * @param size images of a chunk, of which a batch has two
 * @param residualRate peak of the learning rate of the residual network
 * @param continuousRate of the networks of continuous depth
 */
record ImageTask(
        String name,
        LabelledImages known,
        LabelledImages kept,
        ClassifierOptions options,
        int blocks,
        double tolerance,
        int epochs,
        int size,
        double residualRate,
        double continuousRate) {

    private static final int CLASSES = 10;
    private static final int SMALL_EPOCHS = 5;
    private static final double SMALL_RATE = 2e-2;

    /** The small digits that are shipped; every fourth is kept. */
    static ImageTask digits() {
        LabelledImages all = ImageFiles.digits(ExampleData.find("digits8x8.csv.gz"));
        return new ImageTask(
                "digits of 8 × 8 pixels",
                part(all, i -> i % 4 != 0),
                part(all, i -> i % 4 == 0),
                new ClassifierOptions(all.shape(), CLASSES, 16, 4, 1, Activation.RELU),
                6,
                1e-2,
                24,
                16,
                2e-2,
                1e-2);
    }

    /** MNIST; its test images are kept. */
    static ImageTask mnist(Path folder) {
        LabelledImages known = ImageFiles.mnist(folder, "train");
        return new ImageTask(
                "MNIST",
                known,
                ImageFiles.mnist(folder, "t10k"),
                new ClassifierOptions(known.shape(), CLASSES, 16, 4, 2, Activation.RELU),
                6,
                1e-2,
                8,
                32,
                2e-2,
                1e-2);
    }

    private static LabelledImages part(LabelledImages all, IntPredicate which) {
        return all.pick(IntStream.range(0, all.count()).filter(which).toArray());
    }

    /** The same without the images that are kept: every fifth of those known takes their place. */
    ImageTask validation() {
        return new ImageTask(
                name + ", a fifth of those known for validation",
                part(known, i -> i % 5 != 0),
                part(known, i -> i % 5 == 0),
                options,
                blocks,
                tolerance,
                epochs,
                size,
                residualRate,
                continuousRate);
    }

    /** The same with networks of half the width, trained for a short time at a high rate. */
    ImageTask small() {
        ClassifierOptions narrow = new ClassifierOptions(
                options.input(),
                CLASSES,
                options.width() / 2,
                options.groups(),
                options.halvings(),
                options.activation());
        return new ImageTask(name, known, kept, narrow, blocks, tolerance, SMALL_EPOCHS, size, SMALL_RATE, SMALL_RATE);
    }

    /** The same with ln(1 + eˣ) for the rectifier. */
    ImageTask smooth() {
        return new ImageTask(
                name + ", softplus",
                known,
                kept,
                options.with(Activation.SOFTPLUS),
                blocks,
                tolerance,
                epochs,
                size,
                residualRate,
                continuousRate);
    }

    /** The same trained for another time. */
    ImageTask epochs(int count) {
        return new ImageTask(name, known, kept, options, blocks, tolerance, count, size, residualRate, continuousRate);
    }
}
