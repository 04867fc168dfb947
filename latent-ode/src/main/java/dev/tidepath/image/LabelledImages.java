package dev.tidepath.image;

import dev.tidepath.nn.ImageShape;
import dev.tidepath.tensor.Matrix;
import java.util.Arrays;

/**
 * Images and the class of each.
 *
 * @param shape their size
 * @param brightest the level of a pixel that counts as 1, from 1 to 255
 * @param levels the pixels of each image, row by row with the channels of a pixel side by side, as unsigned bytes; not copied
 * @param labels the class of each image, zero or more; not copied
 */
public record LabelledImages(ImageShape shape, int brightest, byte[][] levels, int[] labels) {

    /**
     * Checks that the parts fit.
     *
     * @param shape see the component
     * @param brightest see the component
     * @param levels see the component
     * @param labels see the component
     */
    public LabelledImages {
        if (levels.length != labels.length) {
            throw new IllegalArgumentException(levels.length + " images with " + labels.length + " labels");
        }
        if (brightest < 1 || brightest > 255) {
            throw new IllegalArgumentException("the brightest level of a pixel is from 1 to 255, not " + brightest);
        }
        for (int i = 0; i < levels.length; i++) {
            if (labels[i] < 0) {
                throw new IllegalArgumentException("image " + i + " has the label " + labels[i]);
            }
            if (levels[i].length != shape.rows()) {
                throw new IllegalArgumentException(
                        "image " + i + " has " + levels[i].length + " pixels, not " + shape.rows());
            }
        }
    }

    /**
     * How many there are.
     *
     * @return zero or more
     */
    public int count() {
        return labels.length;
    }

    /**
     * Some of the images.
     *
     * @param which their indices
     * @return these, in that order
     */
    public LabelledImages pick(int[] which) {
        return new LabelledImages(
                shape,
                brightest,
                Arrays.stream(which).mapToObj(i -> levels[i]).toArray(byte[][]::new),
                Arrays.stream(which).map(i -> labels[i]).toArray());
    }

    /**
     * Writes an image to one lane, from 0, the darkest, to 1.
     *
     * @param image its index
     * @param into as many rows as the shape has
     * @param lane where it goes
     */
    void place(int image, Matrix into, int lane) {
        byte[] pixels = levels[image];
        for (int k = 0; k < pixels.length; k++) {
            into.row(k)[lane] = (double) (pixels[k] & 0xff) / brightest;
        }
    }
}
