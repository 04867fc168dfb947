package dev.tidepath.forecasting.blend;

import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.util.Arrays;

/** A quantile function by its values at some probabilities: increasing, symmetric about one half. */
final class QuantileNodes {

    /** Levels of the intervals whose ends are nodes beside the deciles, in percent, the narrowest first. */
    static final double[] LEVELS = {90, 95, 97.5};

    private static final double[] PROBABILITIES = probabilities();
    private static final double[] SCORES =
            Arrays.stream(PROBABILITIES).map(StandardNormal::quantile).toArray();

    static final int COUNT = PROBABILITIES.length;
    static final int MIDDLE = COUNT / 2;

    private QuantileNodes() {}

    private static double[] probabilities() {
        int tail = LEVELS.length;
        double[] all = new double[2 * tail + ScoredPoint.DECILES];
        for (int i = 0; i < tail; i++) {
            all[tail - 1 - i] = (1 - LEVELS[i] / 100) / 2;
            all[tail + ScoredPoint.DECILES + i] = (1 + LEVELS[i] / 100) / 2;
        }
        for (int i = 0; i < ScoredPoint.DECILES; i++) {
            all[tail + i] = ScoredPoint.probability(i);
        }
        return all;
    }

    /** The nodes of a forecast, which has intervals of the {@link #LEVELS}. */
    static double[] of(ScoredPoint point) {
        int tail = LEVELS.length;
        double[] nodes = new double[COUNT];
        for (int i = 0; i < tail; i++) {
            nodes[tail - 1 - i] = point.lower()[i];
            nodes[tail + ScoredPoint.DECILES + i] = point.upper()[i];
        }
        System.arraycopy(point.deciles(), 0, nodes, tail, ScoredPoint.DECILES);
        return nodes;
    }

    /** Twice the mean of the quantile losses over the nodes: the CRPS but for the sum's coarseness. */
    static double loss(double[] nodes, double actual) {
        double sum = 0;
        for (int k = 0; k < COUNT; k++) {
            double over = nodes[k] - actual;
            sum += over > 0 ? (1 - PROBABILITIES[k]) * over : -PROBABILITIES[k] * over;
        }
        return 2 * sum / COUNT;
    }

    /** The derivative of {@link #loss} with respect to a node's value. */
    static double slope(int node, double value, double actual) {
        return 2 * (value > actual ? 1 - PROBABILITIES[node] : -PROBABILITIES[node]) / COUNT;
    }

    /**
     * The normal score of an observation, Φ⁻¹(F(y)), with scores linear between nodes; beyond the last one they go on as
     * the distance from the median does.
     */
    static double score(double[] nodes, double actual) {
        double middle = nodes[MIDDLE];
        int last = COUNT - 1;
        if (actual < nodes[0] || actual > nodes[last]) {
            int end = actual < nodes[0] ? 0 : last;
            double reach = nodes[end] - middle;
            return reach == 0
                    ? Math.copySign(Double.MAX_VALUE, actual - middle)
                    : SCORES[end] * (actual - middle) / reach;
        }
        int above = 1;
        while (above < last && actual > nodes[above]) {
            above++;
        }
        double width = nodes[above] - nodes[above - 1];
        double share = width > 0 ? (actual - nodes[above - 1]) / width : 0.5;
        return SCORES[above - 1] + share * (SCORES[above] - SCORES[above - 1]);
    }

    /**
     * The normal score of an observation, drawn where it is one of the nodes: of a distribution with steps, all between the
     * probabilities at the step's ends is as right (the randomised probability integral transform; Czado et al. 2009,
     * doi:10.1111/j.1541-0420.2009.01191.x). Otherwise as {@link #score(double[], double)}.
     *
     * @param uniform a draw, between 0 and 1
     */
    static double score(double[] nodes, double actual, double uniform) {
        int first = 0;
        while (first < COUNT && nodes[first] < actual) {
            first++;
        }
        if (first == COUNT || nodes[first] > actual) {
            return score(nodes, actual);
        }
        int last = first;
        while (last + 1 < COUNT && nodes[last + 1] == actual) {
            last++;
        }
        double from = first == 0 ? 0 : (PROBABILITIES[first - 1] + PROBABILITIES[first]) / 2;
        double to = last == COUNT - 1 ? 1 : (PROBABILITIES[last] + PROBABILITIES[last + 1]) / 2;
        return StandardNormal.quantile(from + uniform * (to - from));
    }
}
