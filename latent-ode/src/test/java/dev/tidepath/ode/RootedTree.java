package dev.tidepath.ode;

import java.util.ArrayList;
import java.util.List;

/** Rooted trees: each stands for one of Butcher's order conditions. */
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
}
