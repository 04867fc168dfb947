package dev.tidepath.examples;

import dev.tidepath.image.ClassifierOptions;
import dev.tidepath.image.LabelledImages;
import dev.tidepath.nn.Activation;
import java.nio.file.Path;
import java.util.Arrays;
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
 * @param training how long and how fast
 */
record ImageTask(
        String name,
        LabelledImages known,
        LabelledImages kept,
        ClassifierOptions options,
        int blocks,
        double tolerance,
        Training training) {

    private static final int CLASSES = 10;

    /** A fifth of so many is enough for the study of the depth. */
    private static final int FEWEST = 160;

    /**
     * How networks are trained.
     *
     * @param epochs how often all images are seen
     * @param size images of a chunk, of which a batch has two
     * @param residualRate peak of the learning rate of the residual network
     * @param continuousRate of the networks of continuous depth
     * @param mostErrors share of images that the ODE-Net may at most get wrong
     */
    record Training(int epochs, int size, double residualRate, double continuousRate, double mostErrors) {}

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
                new Training(24, 16, 2e-2, 1e-2, 0.02));
    }

    /** MNIST; its test images are kept. */
    static ImageTask mnist(Path folder) {
        LabelledImages known = requireFit(folder, "train", ImageFiles.mnist(folder, "train"));
        LabelledImages kept = requireFit(folder, "t10k", ImageFiles.mnist(folder, "t10k"));
        if (!kept.shape().equals(known.shape())) {
            throw unfit(folder, "train has " + size(known) + ", t10k " + size(kept));
        }
        return new ImageTask(
                "MNIST",
                known,
                kept,
                new ClassifierOptions(known.shape(), CLASSES, 16, 4, 2, Activation.RELU),
                6,
                1e-2,
                new Training(8, 32, 2e-2, 1e-2, 0.01));
    }

    /** Enough images of ten digits, which two convolutions with stride 2 leave something of. */
    private static LabelledImages requireFit(Path folder, String part, LabelledImages images) {
        if (images.count() < FEWEST) {
            throw unfit(folder, images.count() + " images of " + part + ", fewer than " + FEWEST);
        }
        if (Math.min(images.shape().height(), images.shape().width()) < 4) {
            throw unfit(folder, part + " has " + size(images) + ", 4 × 4 are the least");
        }
        int largest = Arrays.stream(images.labels()).max().orElse(0);
        if (largest >= CLASSES) {
            throw unfit(folder, part + " has the label " + largest + ", digits end at " + (CLASSES - 1));
        }
        return images;
    }

    private static String size(LabelledImages images) {
        return images.shape().height() + " × " + images.shape().width() + " pixels";
    }

    private static Arguments.NotUnderstood unfit(Path folder, String why) {
        return new Arguments.NotUnderstood("the images in " + folder + " cannot be used: " + why);
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
                training);
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
        Training brief = new Training(5, training.size(), 2e-2, 2e-2, 0.15);
        return new ImageTask(name, known, kept, narrow, blocks, tolerance, brief);
    }

    /** The same with ln(1 + eˣ) for the rectifier. */
    ImageTask smooth() {
        ClassifierOptions smooth = options.with(Activation.SOFTPLUS);
        return new ImageTask(name + ", softplus", known, kept, smooth, blocks, tolerance, training);
    }

    /** The same trained for another time. */
    ImageTask epochs(int count) {
        Training other = new Training(
                count, training.size(), training.residualRate(), training.continuousRate(), training.mostErrors());
        return new ImageTask(name, known, kept, options, blocks, tolerance, other);
    }
}
