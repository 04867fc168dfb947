package dev.tidepath.image;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.Conv2d;
import dev.tidepath.nn.GroupNorm;
import dev.tidepath.nn.ImageShape;
import org.jspecify.annotations.Nullable;

/**
 * The one block that all classifiers are made of: two times normalisation, activation and a convolution of 3 × 3,
 *
 * <pre>
 * f(t, y) = W₂ ∗ (σ(norm₂(W₁ ∗ (σ(norm₁(y)), t))), t)
 * </pre>
 *
 * with the time as one more channel, if it has one, as in the paper's ODE-Net. A residual network adds it to its input, {@code y +
 * f(y)}; in a continuous one it is the rate, {@code dy/dt = f(t, y)}.
 *
 * @param first normalisation of the input
 * @param inner convolution of it
 * @param second normalisation of what comes out
 * @param outer convolution of it
 * @param activation σ
 * @param timed whether the convolutions see the time
 */
record ResidualBlock(
        GroupNorm first, Conv2d inner, GroupNorm second, Conv2d outer, Activation activation, boolean timed) {

    private static final double GAIN = StrictMath.sqrt(2);
    private static final int KERNEL = 3;

    /** Adds a block to a layout; the gain of its last convolution is how large it is at the start. */
    static ResidualBlock in(
            Parameters layout, String name, ImageShape shape, ClassifierOptions options, boolean timed, double gain) {
        ImageShape seen = timed ? shape.withChannels(shape.channels() + 1) : shape;
        return new ResidualBlock(
                GroupNorm.in(layout, name + ".norm1", shape, options.groups()),
                Conv2d.in(layout, name + ".conv1", seen, shape.channels(), KERNEL, 1, KERNEL / 2, GAIN),
                GroupNorm.in(layout, name + ".norm2", shape, options.groups()),
                Conv2d.in(layout, name + ".conv2", seen, shape.channels(), KERNEL, 1, KERNEL / 2, gain),
                options.activation(),
                timed);
    }

    /** Records f. */
    Var apply(Graph g, @Nullable Var t, Var y) {
        return half(g, outer, second, t, half(g, inner, first, t, y));
    }

    private Var half(Graph g, Conv2d convolution, GroupNorm norm, @Nullable Var t, Var x) {
        Var h = activation.apply(g, norm.apply(g, x));
        return convolution.apply(g, timed && t != null ? norm.shape().withPlane(g, h, t) : h);
    }
}
