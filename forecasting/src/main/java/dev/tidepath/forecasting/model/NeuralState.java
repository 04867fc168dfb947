package dev.tidepath.forecasting.model;

import dev.tidepath.autodiff.Parameters;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.prepare.Preparation;
import dev.tidepath.forecasting.prepare.TimeRegression;
import dev.tidepath.ode.OdeSolver;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained network in numbers: all that a {@link FittedNeural} is made of, and nothing of the series it was trained
 * on. Immutable.
 *
 * @param series which series it takes
 * @param options how it forecasts
 * @param preparation from series to numbers and back
 * @param weights the parameters, by the name of their block
 * @param provenance how it came about
 */
public record NeuralState(
        SeriesSchema series,
        Options options,
        Preparation preparation,
        Map<String, double[]> weights,
        Provenance provenance) {

    /**
     * How a trained network forecasts.
     *
     * @param seed seed of the sample paths
     * @param paths joint sample paths of a forecast, positive
     * @param solver how paths are solved
     * @param shape shape of the network
     */
    public record Options(long seed, int paths, Solver solver, NeuralShape shape) {}

    /**
     * An adaptive solver by Dormand–Prince 5(4).
     *
     * @param relativeTolerance positive
     * @param absoluteTolerance positive
     * @param mostSteps limit on attempted steps of a path, positive
     */
    public record Solver(double relativeTolerance, double absoluteTolerance, int mostSteps) {

        OdeSolver solver() {
            return OdeSolver.dopri5(relativeTolerance, absoluteTolerance, mostSteps);
        }
    }

    /**
     * Checks the parts against each other and keeps copies.
     *
     * @param series see the component
     * @param options see the component
     * @param preparation see the component
     * @param weights see the component
     * @param provenance see the component
     * @throws IllegalArgumentException if the parts are made for different numbers of channels or different time axes, a
     *     regression has not one weight a feature, or there are fewer weights than units of a network
     */
    public NeuralState {
        weights = copy(weights);
        NeuralShape shape = options.shape();
        int channels = series.channels().size();
        Requirements.requireChannels("options", shape.channels(), channels);
        Requirements.requireChannels("regressions", preparation.regressions().size(), channels);
        Requirements.requireChannels("anchors", preparation.anchors().size(), channels);
        Requirements.requireChannels("priors", preparation.priors().size(), channels);
        Requirements.requireChannels("scales", preparation.scales().pooled().length, channels);
        for (TimeRegression r : preparation.regressions()) {
            if (r.weights().length != r.features().size()) {
                throw new IllegalArgumentException(
                        "a regression on " + r.features().size() + " features has " + r.weights().length + " weights");
            }
        }
        if (preparation.time().origin().axis() != series.axis()) {
            throw new IllegalArgumentException("the origin of time "
                    + preparation.time().origin().text(0) + " is not on a " + series.axis() + " axis");
        }
        requireWeights(shape, weights);
    }

    /** Every unit has a weight, so that a network that is too large for them is known before it is built. */
    private static void requireWeights(NeuralShape shape, Map<String, double[]> weights) {
        int count = weights.values().stream().mapToInt(w -> w.length).sum();
        int largest = Math.max(shape.widest(), shape.features().size());
        if (largest > count) {
            throw new IllegalArgumentException(largest + " units of a network, but " + count + " weights");
        }
    }

    /** A flat vector in named blocks. */
    static Map<String, double[]> named(Parameters layout, double[] values) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        for (Parameters.Block block : layout.blocks()) {
            weights.put(block.name(), Arrays.copyOfRange(values, block.offset(), block.offset() + block.size()));
        }
        return weights;
    }

    /**
     * The weights as one flat vector.
     *
     * @throws IllegalArgumentException if they are not those of the layout
     */
    double[] flat(Parameters layout) {
        double[] values = new double[layout.size()];
        for (Parameters.Block block : layout.blocks()) {
            double[] own = weights.getOrDefault(block.name(), new double[0]);
            if (own.length != block.size()) {
                throw new IllegalArgumentException("weights of '" + block.name() + "': " + own.length + " numbers, but "
                        + block.size() + " are needed");
            }
            System.arraycopy(own, 0, values, block.offset(), own.length);
        }
        if (weights.size() != layout.blocks().size()) {
            throw new IllegalArgumentException("weights of " + weights.size() + " blocks, but there are "
                    + layout.blocks().size());
        }
        return values;
    }

    private static Map<String, double[]> copy(Map<String, double[]> weights) {
        Map<String, double[]> copy = new LinkedHashMap<>();
        weights.forEach((name, values) -> copy.put(name, values.clone()));
        return Collections.unmodifiableMap(copy);
    }
}
