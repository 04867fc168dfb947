package dev.tidepath.examples;

import dev.tidepath.flow.Batches;
import dev.tidepath.image.LabelledImages;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images of 8 × 8 pixels with 17 levels, and how a density of the reals speaks of them: a level n gets uniform noise, and
 * {@code v = (n + u) / 17} becomes {@code y = logit(α + (1 − 2α) v)}. The log-probability of an image is at least the mean
 * log-density of its v less 64 ln 17 (Theis, van den Oord and Bethge 2016, arXiv:1511.01844).
 *
 * @param levels the pixels of each image, from 0 to 16
 */
record DigitImages(List<int[]> levels) {

    static final int SIDE = 8;
    static final int PIXELS = SIDE * SIDE;
    static final int LEVELS = 17;
    private static final double MARGIN = 0.05;

    /** The images of the file that is shipped. */
    static DigitImages read(Path file) {
        LabelledImages images = ImageFiles.digits(file);
        return new DigitImages(Arrays.stream(images.levels())
                .map(pixels -> IntStream.range(0, PIXELS).map(k -> pixels[k]).toArray())
                .toList());
    }

    int count() {
        return levels.size();
    }

    /** Every fifth image, or the others. */
    DigitImages part(boolean fifth) {
        List<int[]> part = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            if (i % 5 == 0 == fifth) {
                part.add(levels.get(i));
            }
        }
        return new DigitImages(part);
    }

    /** Images drawn with replacement, with new noise for every iteration. */
    Batches batches(RandomKey key, int chunks, int size) {
        return new Batches(chunks, size, (iteration, chunk, into) -> {
            RandomKey own = key.derive(iteration).derive(chunk);
            for (int b = 0; b < size; b++) {
                place(levels.get(own.below(b, count())), own.derive(b), into, b);
            }
        });
    }

    /** All images with noise. */
    Matrix points(RandomKey key) {
        Matrix points = Matrix.zeros(PIXELS, count());
        for (int b = 0; b < count(); b++) {
            place(levels.get(b), key.derive(b), points, b);
        }
        return points;
    }

    private static void place(int[] image, RandomKey noise, Matrix into, int sample) {
        for (int k = 0; k < PIXELS; k++) {
            double s = MARGIN + (1 - 2 * MARGIN) * (image[k] + noise.uniform(k)) / LEVELS;
            into.set(k, sample, StrictMath.log(s / (1 - s)));
        }
    }

    /** The brightness of each pixel, from 0 to 1. */
    static double[] image(Matrix points, int sample) {
        double[] image = new double[PIXELS];
        for (int k = 0; k < PIXELS; k++) {
            double s = 1 / (1 + StrictMath.exp(-points.get(k, sample)));
            image[k] = Math.max(0, Math.min(1, (s - MARGIN) / (1 - 2 * MARGIN)));
        }
        return image;
    }

    /** Bits a pixel of each point, from its log-density in nats. */
    static double[] bits(Matrix points, double[] logDensity) {
        double[] bits = new double[logDensity.length];
        for (int b = 0; b < bits.length; b++) {
            double log = logDensity[b];
            for (int k = 0; k < PIXELS; k++) {
                double s = 1 / (1 + StrictMath.exp(-points.get(k, b)));
                log += StrictMath.log((1 - 2 * MARGIN) / (s * (1 - s)));
            }
            bits[b] = (PIXELS * StrictMath.log(LEVELS) - log) / (PIXELS * StrictMath.log(2));
        }
        return bits;
    }

    /** Bits a pixel of each image if all pixels were independent, with the frequencies of other images, each counted once more. */
    double[] bitsOfIndependentPixels(DigitImages others) {
        double[][] counts = new double[PIXELS][LEVELS];
        for (double[] row : counts) {
            Arrays.fill(row, 1);
        }
        for (int[] image : others.levels()) {
            for (int k = 0; k < PIXELS; k++) {
                counts[k][image[k]]++;
            }
        }
        double all = others.count() + LEVELS;
        return levels.stream()
                .mapToDouble(image -> {
                    double sum = 0;
                    for (int k = 0; k < PIXELS; k++) {
                        sum -= StrictMath.log(counts[k][image[k]] / all);
                    }
                    return sum / (PIXELS * StrictMath.log(2));
                })
                .toArray();
    }
}
