package dev.tidepath.nn;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;

/**
 * A convolution of an image with zeros around it: with kernel k, stride s and padding p
 *
 * <pre>
 * out[y, x, :] = b + Wᵀ (in[s·y − p + i, s·x − p + j, c])   for i, j from 0 to k − 1 and all channels c
 * </pre>
 *
 * It is the affine map of the patches, which are rows of the image under another name.
 *
 * @param in the image
 * @param kernel side k of a patch, positive
 * @param stride pixels s from a patch to the next, positive
 * @param padding zeros p at each edge, less than the kernel
 * @param map from a patch, row by row with the channels side by side, to the channels of a pixel
 */
public record Conv2d(ImageShape in, int kernel, int stride, int padding, Linear map) {

    /**
     * Checks that at least one patch fits.
     *
     * @param in see the component
     * @param kernel see the component
     * @param stride see the component
     * @param padding see the component
     * @param map see the component
     */
    public Conv2d {
        if (kernel < 1
                || stride < 1
                || padding < 0
                || padding >= kernel
                || Math.min(in.height(), in.width()) + 2 * padding < kernel) {
            throw new IllegalArgumentException(
                    "a kernel of " + kernel + ", stride " + stride + ", padding " + padding + " does not fit " + in);
        }
    }

    /**
     * Adds a convolution to a layout: weights from N(0, gain²/(k²·channels)), biases zero.
     *
     * @param parameters layout to append to
     * @param name prefix of the block names
     * @param in the image
     * @param channels channels of the result
     * @param kernel side of a patch
     * @param stride pixels from a patch to the next
     * @param padding zeros at each edge
     * @param gain factor on the scale of the weights; √2 keeps the variance through a rectifier (He et al. 2015,
     *     arXiv:1502.01852)
     * @return the layer
     */
    public static Conv2d in(
            Parameters parameters,
            String name,
            ImageShape in,
            int channels,
            int kernel,
            int stride,
            int padding,
            double gain) {
        Linear map = Linear.in(parameters, name, kernel * kernel * in.channels(), channels, gain);
        return new Conv2d(in, kernel, stride, padding, map);
    }

    /**
     * The image that comes out.
     *
     * @return its shape
     */
    public ImageShape out() {
        return new ImageShape(
                patches(in.height()), patches(in.width()), map.weight().columns());
    }

    private int patches(int side) {
        return (side + 2 * padding - kernel) / stride + 1;
    }

    /**
     * Records the layer.
     *
     * @param g graph
     * @param image batched, the rows of the shape it was made for
     * @return batched, the rows of {@link #out}
     */
    public Var apply(Graph g, Var image) {
        return map.apply(g, g.gather(image, rowsOfPatches()), out().pixels());
    }

    private int[] rowsOfPatches() {
        ImageShape out = out();
        int channels = in.channels();
        int size = kernel * kernel * channels;
        int[] rows = new int[out.pixels() * size];
        for (int i = 0; i < rows.length; i++) {
            int pixel = i / size;
            int place = i % size / channels;
            int y = pixel / out.width() * stride - padding + place / kernel;
            int x = pixel % out.width() * stride - padding + place % kernel;
            boolean inside = y >= 0 && y < in.height() && x >= 0 && x < in.width();
            rows[i] = inside ? (y * in.width() + x) * channels + i % channels : -1;
        }
        return rows;
    }
}
