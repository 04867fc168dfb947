package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import java.util.stream.IntStream;

/**
 * How an image lies in the rows of a batched value: pixel by pixel, row after row of the image, the channels of a pixel side by
 * side; the value of channel c at (y, x) is row {@code (y·width + x)·channels + c}. A map of every pixel is then one of equal
 * blocks of rows.
 *
 * @param height pixels from top to bottom, positive
 * @param width pixels from left to right, positive
 * @param channels values of a pixel, positive
 */
public record ImageShape(int height, int width, int channels) {

    /**
     * Checks the ranges.
     *
     * @param height see the component
     * @param width see the component
     * @param channels see the component
     */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "an image has pixels and channels, not " + height + " × " + width + " × " + channels);
        }
    }

    /**
     * Number of pixels.
     *
     * @return {@code height·width}
     */
    public int pixels() {
        return height * width;
    }

    /**
     * Number of rows.
     *
     * @return {@code height·width·channels}
     */
    public int rows() {
        return pixels() * channels;
    }

    /**
     * An image of as many pixels.
     *
     * @param count its channels, positive
     * @return another shape
     */
    public ImageShape withChannels(int count) {
        return new ImageShape(height, width, count);
    }

    /** The channel of every row. */
    int[] channelOfRows() {
        return IntStream.range(0, rows()).map(i -> i % channels).toArray();
    }

    /**
     * The image with one more channel, the last, which has the same value in every pixel. It costs nothing.
     *
     * @param g graph
     * @param image batched, {@link #rows} rows
     * @param value batched, one row
     * @return batched, the rows of {@code withChannels(channels + 1)}
     */
    public Var withPlane(Graph g, Var image, Var value) {
        int more = channels + 1;
        return g.gather(
                g.concat(image, value),
                IntStream.range(0, pixels() * more)
                        .map(i -> i % more == channels ? rows() : i / more * channels + i % more)
                        .toArray());
    }
}
