package dev.tidepath.image;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Activation;
import dev.tidepath.nn.AveragePool;
import dev.tidepath.nn.GroupNorm;
import dev.tidepath.nn.ImageShape;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Softmax;

/** From the channels after the blocks to the logarithms of the classes' probabilities. */
record Head(GroupNorm norm, Activation activation, Linear scores) {

    static Head in(Parameters layout, ImageShape shape, ClassifierOptions options) {
        return new Head(
                GroupNorm.in(layout, "head.norm", shape, options.groups()),
                options.activation(),
                Linear.in(layout, "head.scores", shape.channels(), options.classes(), 1));
    }

    Var apply(Graph g, Var x) {
        Var pooled = new AveragePool(norm.shape()).apply(g, activation.apply(g, norm.apply(g, x)));
        return Softmax.logarithm(g, scores.apply(g, pooled));
    }
}
