package dev.tidepath.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A fixed sample of a list, spread evenly over it, or another one of what that leaves.
 *
 * @param most how many are taken at most
 * @param keptBack whether to take others, which serve as a check
 */
record SuiteSample(int most, boolean keptBack) {

    <T> List<T> of(List<T> all) {
        List<T> rest = new ArrayList<>(all);
        List<T> first = spread(all);
        rest.removeAll(first);
        return keptBack ? spread(rest) : first;
    }

    private <T> List<T> spread(List<T> all) {
        int count = Math.min(most, all.size());
        List<T> some = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            some.add(all.get((int) ((long) k * all.size() / count)));
        }
        return some;
    }
}
