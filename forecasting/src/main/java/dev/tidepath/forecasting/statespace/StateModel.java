package dev.tidepath.forecasting.statespace;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A linear state-space model in continuous time: components side by side, observed through their sum with noise. All
 * variances are relative to one scale.
 */
final class StateModel {

    private final List<Component> components;
    private final double noise;
    private final int[] blockSizes;
    private final double[] loading;
    private final int diffuse;

    /**
     * Puts components together.
     *
     * @param components those with diffuse elements first
     * @param noise variance of the observations' noise
     */
    StateModel(List<Component> components, double noise) {
        this.components = List.copyOf(components);
        this.noise = noise;
        this.blockSizes = components.stream()
                .flatMapToInt(c -> IntStream.range(0, c.blocks()).map(b -> c.blockSize()))
                .toArray();
        this.loading = components.stream()
                .flatMapToDouble(
                        c -> IntStream.range(0, c.blocks()).boxed().flatMapToDouble(b -> Arrays.stream(c.loading())))
                .toArray();
        this.diffuse = components.stream().mapToInt(Component::diffuse).sum();
    }

    int size() {
        return loading.length;
    }

    /** How many elements of the state, from the first one, start diffuse. */
    int diffuse() {
        return diffuse;
    }

    double noise() {
        return noise;
    }

    /** Weights z of the state's elements in an observation; not to be written to. */
    double[] loading() {
        return loading;
    }

    /** Sizes of the blocks; not to be written to. */
    int[] blockSizes() {
        return blockSizes;
    }

    Transition newTransition() {
        return new Transition(blockSizes);
    }

    void discretise(double gap, Transition into) {
        int block = 0;
        for (Component c : components) {
            c.discretise(gap, into, block);
            block += c.blocks();
        }
    }

    /** Covariance of the state at the first time, apart from what is diffuse. */
    double[][] start() {
        double[][] covariance = new double[size()][size()];
        int at = 0;
        for (Component c : components) {
            double[] start = c.start();
            int s = c.blockSize();
            for (int b = 0; b < c.blocks(); b++) {
                for (int i = 0; i < s; i++) {
                    System.arraycopy(start, i * s, covariance[at + i], at, s);
                }
                at += s;
            }
        }
        return covariance;
    }
}
