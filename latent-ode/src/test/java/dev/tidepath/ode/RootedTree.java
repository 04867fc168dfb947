package dev.tidepath.ode;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** Rooted trees with the elementary weights of a method: the order conditions of Butcher, in exact arithmetic. */
record RootedTree(List<RootedTree> children) {

    /** All trees of one order. */
    static List<RootedTree> ofOrder(int order) {
        List<RootedTree> trees = new ArrayList<>();
        forests(order - 1, order - 1, Integer.MAX_VALUE, List.of(), trees);
        return trees;
    }

    /** Children of non-increasing (order, index), so that every forest appears once. */
    private static void forests(int left, int maxOrder, int maxIndex, List<RootedTree> chosen, List<RootedTree> into) {
        if (left == 0) {
            into.add(new RootedTree(chosen));
            return;
        }
        for (int order = Math.min(left, maxOrder); order >= 1; order--) {
            List<RootedTree> candidates = ofOrder(order);
            int last = order == maxOrder ? Math.min(maxIndex, candidates.size() - 1) : candidates.size() - 1;
            for (int i = last; i >= 0; i--) {
                List<RootedTree> more = new ArrayList<>(chosen);
                more.add(candidates.get(i));
                forests(left - order, order, i, more, into);
            }
        }
    }

    int order() {
        return 1 + children.stream().mapToInt(RootedTree::order).sum();
    }

    long density() {
        return children.stream().mapToLong(RootedTree::density).reduce(order(), (x, y) -> x * y);
    }

    /** {@code φᵢ = Π_children Σⱼ aᵢⱼ φⱼ(child)}. */
    BigFraction[] stageWeights(BigFraction[][] a) {
        BigFraction[] phi = new BigFraction[a.length];
        for (int i = 0; i < a.length; i++) {
            phi[i] = BigFraction.ONE;
        }
        for (RootedTree child : children) {
            BigFraction[] inner = child.stageWeights(a);
            for (int i = 0; i < a.length; i++) {
                phi[i] = phi[i].multiply(dot(a[i], inner));
            }
        }
        return phi;
    }

    /** {@code Σ wᵢ φᵢ − θ^order / density}: zero if the weights satisfy this tree's condition at θ. */
    BigFraction residual(BigFraction[][] a, BigFraction[] weights, BigFraction theta) {
        BigFraction exact = theta.pow(order()).divide(new BigFraction(density()));
        return dot(weights, stageWeights(a)).subtract(exact);
    }

    private static BigFraction dot(BigFraction[] w, BigFraction[] x) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < w.length; i++) {
            sum = sum.add(w[i].multiply(x[i]));
        }
        return sum;
    }
}
