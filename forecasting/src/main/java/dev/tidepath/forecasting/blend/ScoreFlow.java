package dev.tidepath.forecasting.blend;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeException;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import java.util.List;

/**
 * How the errors of past forecasts were distributed, by lead time and channel, as normal scores under what was forecast and
 * calibrated. Several flows of one dimension, each trained without a part of the past, carry a standard normal score u to {@code
 * v = T(u)}, and what counts is the mean of their maps: a score u asks the model for {@code g(T(u))}, with g the {@link Widening}.
 *
 * <p>A flow of one dimension is an increasing map, so quantiles keep their order. The maps are solved once, for leads and scores at
 * equal distances; between them, and beyond the last scores, they are linear. Immutable.
 */
public final class ScoreFlow {

    /** Leads from the cut-off to the end of the horizon. */
    private static final int LEADS = 17;

    private static final double REACH = 4;
    private static final int NODES = 65;
    private static final double STEP = 2 * REACH / (NODES - 1);

    /** Beyond the last nodes a map goes on as over so many before. */
    private static final int END = 8;

    /** That tails never end. */
    private static final double LEAST_SLOPE = 0.05;

    private final State state;

    /** By channel, lead and score. */
    private final double[][][] table;

    /**
     * All that a model file holds of it.
     *
     * @param channels channels told apart, one if they are not
     * @param units of each of two hidden layers
     * @param keepsMedian whether medians stay where they were forecast, T(0) = 0
     * @param weights of each flow
     */
    public record State(int channels, int units, boolean keepsMedian, List<double[]> weights) {

        /**
         * Keeps an unmodifiable list.
         *
         * @param channels see the component
         * @param units see the component
         * @param keepsMedian see the component
         * @param weights see the component
         */
        public State {
            weights = List.copyOf(weights);
        }

        /**
         * How many weights a flow has.
         *
         * @param channels channels told apart, one if they are not
         * @param units of each of two hidden layers
         * @return positive
         */
        public static int size(int channels, int units) {
            return new ScoreDensity(channels, units, false).layout().size();
        }
    }

    private ScoreFlow(State state, double[][][] table) {
        this.state = state;
        this.table = table;
    }

    /**
     * Solves the maps.
     *
     * @param state what a model file holds
     * @return the flows
     * @throws IllegalArgumentException if there is none, they have other numbers of weights than such a network, or they cannot be
     *     solved
     */
    public static ScoreFlow of(State state) {
        try {
            return solved(state);
        } catch (OdeException e) {
            throw new IllegalArgumentException("a flow cannot be solved: " + e.getMessage(), e);
        }
    }

    static ScoreFlow solved(State state) {
        ScoreDensity density = new ScoreDensity(state.channels(), state.units(), state.keepsMedian());
        int size = density.layout().size();
        if (state.weights().isEmpty() || state.weights().stream().anyMatch(w -> w.length != size)) {
            throw new IllegalArgumentException("one or more flows have " + size + " weights each: "
                    + state.weights().stream().map(w -> w.length).toList());
        }
        double[][][] table = new double[state.channels()][LEADS][NODES];
        Matrix scores = Matrix.zeros(1, LEADS * NODES);
        for (int column = 0; column < LEADS * NODES; column++) {
            scores.set(0, column, (column % NODES) * STEP - REACH);
        }
        try (WorkerPool alone = new WorkerPool("tidepath-flow", 1)) {
            for (int c = 0; c < table.length; c++) {
                Matrix conditions = density.conditions(LEADS * NODES);
                for (int column = 0; column < LEADS * NODES; column++) {
                    density.condition(conditions, column, Math.floorDiv(column, NODES) / (LEADS - 1.0), c);
                }
                for (double[] weights : state.weights()) {
                    Matrix mapped = density.flow().fromBase(weights, scores, Context.of(conditions), 1, alone);
                    add(mapped, 1.0 / state.weights().size(), table[c]);
                }
            }
        }
        return new ScoreFlow(state, table);
    }

    private static void add(Matrix mapped, double share, double[][] into) {
        for (int lead = 0; lead < LEADS; lead++) {
            double before = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < NODES; k++) {
                before = Math.max(before, mapped.get(0, lead * NODES + k)); // errors of the solver keep the order
                into[lead][k] += share * before;
            }
        }
    }

    /**
     * What a model file holds.
     *
     * @return all that tells it from others
     */
    public State state() {
        return state;
    }

    /** How many channels it can tell apart: one for any number. */
    boolean fits(int channels) {
        return state.channels() == 1 || state.channels() == channels;
    }

    /**
     * The map at one lead, before which intervals are widened.
     *
     * @param channel index
     * @param share of the horizon, from 0
     * @param widening g
     */
    ScoreMap map(int channel, double share, Widening widening) {
        double[][] leads = table[state.channels() == 1 ? 0 : channel];
        double place = Math.max(0, Math.min(1, share)) * (LEADS - 1);
        int below = Math.min((int) place, LEADS - 2);
        double part = place - below;
        double[] nodes = new double[NODES];
        for (int k = 0; k < NODES; k++) {
            nodes[k] = (1 - part) * leads[below][k] + part * leads[below + 1][k];
        }
        return new Mapped(nodes, widening);
    }

    /** A map by its values at the nodes. */
    private record Mapped(double[] nodes, Widening widening) implements ScoreMap {

        @Override
        public double apply(double z) {
            return widening.apply(flowed(z));
        }

        private double flowed(double z) {
            int last = NODES - 1;
            if (z <= -REACH) {
                return nodes[0] + (z + REACH) * slope(nodes[END] - nodes[0]);
            }
            if (z >= REACH) {
                return nodes[last] + (z - REACH) * slope(nodes[last] - nodes[last - END]);
            }
            double place = (z + REACH) / STEP;
            int below = Math.min((int) place, last - 1);
            double part = place - below;
            return (1 - part) * nodes[below] + part * nodes[below + 1];
        }

        private static double slope(double rise) {
            return Math.max(LEAST_SLOPE, rise / (END * STEP));
        }

        @Override
        public boolean keepsMean() {
            return false;
        }
    }
}
