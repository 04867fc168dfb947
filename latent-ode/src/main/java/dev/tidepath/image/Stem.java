package dev.tidepath.image;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.Conv2d;
import dev.tidepath.nn.GroupNorm;
import dev.tidepath.nn.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * From pixels to the channels of the blocks: a convolution of 3 × 3, then for every halving normalisation, activation and a
 * convolution of 4 × 4 with stride 2, as in the paper.
 */
record Stem(Conv2d first, List<GroupNorm> norms, List<Conv2d> halvings, Activation activation) {

    private static final double GAIN = StrictMath.sqrt(2);

    static Stem in(Parameters layout, ClassifierOptions options) {
        Conv2d first = Conv2d.in(layout, "stem.conv", options.input(), options.width(), 3, 1, 1, 1);
        List<GroupNorm> norms = new ArrayList<>();
        List<Conv2d> halvings = new ArrayList<>();
        ImageShape shape = first.out();
        for (int i = 0; i < options.halvings(); i++) {
            norms.add(GroupNorm.in(layout, "stem." + i + ".norm", shape, options.groups()));
            halvings.add(Conv2d.in(layout, "stem." + i + ".conv", shape, options.width(), 4, 2, 1, GAIN));
            shape = halvings.get(i).out();
        }
        return new Stem(first, norms, halvings, options.activation());
    }

    ImageShape out() {
        return halvings.isEmpty()
                ? first.out()
                : halvings.get(halvings.size() - 1).out();
    }

    Var apply(Graph g, Var pixels) {
        Var x = first.apply(g, pixels);
        for (int i = 0; i < halvings.size(); i++) {
            x = halvings.get(i).apply(g, activation.apply(g, norms.get(i).apply(g, x)));
        }
        return x;
    }
}
