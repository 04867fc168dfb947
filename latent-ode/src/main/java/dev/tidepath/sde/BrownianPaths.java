package dev.tidepath.sde;

import dev.tidepath.ode.SaveAt;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.List;

/**
 * Independent Brownian paths for a batch: one {@link BrownianTree} a feature and sample. A sample's paths depend on its key
 * and interval alone. Immutable, shared by threads.
 */
public final class BrownianPaths {

    private final BrownianTree[][] trees;
    private final int batch;

    private BrownianPaths(BrownianTree[][] trees, int batch) {
        this.trees = trees;
        this.batch = batch;
    }

    /**
     * Paths on the samples' intervals, sample {@code b} with key {@code key.derive(b)}.
     *
     * @param key key of the batch
     * @param features paths of a sample
     * @param at the intervals, forward or backward
     * @return the paths
     */
    public static BrownianPaths of(RandomKey key, int features, SaveAt at) {
        RandomKey[] keys = new RandomKey[at.batch()];
        for (int b = 0; b < keys.length; b++) {
            keys[b] = key.derive(b);
        }
        return of(List.of(keys), features, at);
    }

    /**
     * Paths on the samples' intervals, each sample with a key of its own.
     *
     * @param keys one a sample
     * @param features paths of a sample
     * @param at the intervals, forward or backward
     * @return the paths
     * @throws ShapeException if there is not one key a sample
     */
    public static BrownianPaths of(List<RandomKey> keys, int features, SaveAt at) {
        if (keys.size() != at.batch()) {
            throw new ShapeException("keys of a batch", at.batch(), keys.size());
        }
        BrownianTree[][] trees = new BrownianTree[features][at.batch()];
        for (int f = 0; f < features; f++) {
            for (int b = 0; b < at.batch(); b++) {
                double from = Math.min(at.start(b), at.end(b));
                double to = Math.max(at.start(b), at.end(b));
                trees[f][b] = new BrownianTree(keys.get(b).derive(f), from, to, BrownianTree.USUAL_DEPTH);
            }
        }
        return new BrownianPaths(trees, at.batch());
    }

    /**
     * Paths of a sample.
     *
     * @return number of features
     */
    public int features() {
        return trees.length;
    }

    /**
     * Number of samples.
     *
     * @return the batch
     */
    public int batch() {
        return batch;
    }

    /**
     * One path.
     *
     * @param feature which of the sample's paths
     * @param sample index in the batch
     * @return the path
     */
    public BrownianTree path(int feature, int sample) {
        return trees[feature][sample];
    }

    /**
     * The paths of some neighbouring samples.
     *
     * @param from first sample
     * @param to sample after the last
     * @return paths of {@code to − from} samples
     */
    public BrownianPaths slice(int from, int to) {
        BrownianTree[][] part = new BrownianTree[trees.length][to - from];
        for (int f = 0; f < part.length; f++) {
            System.arraycopy(trees[f], from, part[f], 0, to - from);
        }
        return new BrownianPaths(part, to - from);
    }

    /**
     * Values and integrals of all paths, each sample at its own time; allocates nothing.
     *
     * @param t times, one a lane
     * @param values overwritten with W(t), features × batch
     * @param integrals overwritten with the integrals of W up to t, features × batch
     * @param scratch two entries; overwritten
     */
    public void at(double[] t, Matrix values, Matrix integrals, double[] scratch) {
        for (int f = 0; f < trees.length; f++) {
            double[] value = values.row(f);
            double[] integral = integrals.row(f);
            for (int b = 0; b < batch; b++) {
                trees[f][b].at(t[b], scratch);
                value[b] = scratch[0];
                integral[b] = scratch[1];
            }
        }
    }
}
