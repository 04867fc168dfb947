package dev.tidepath.forecasting.blend;

import java.util.Arrays;
import java.util.List;

/**
 * The shares of models in a blend that would have forecast the past best: they minimise
 *
 * <pre>mean of ln(loss of the blend / loss of the prior blend + ε) over blocks + λ · KL(shares ‖ prior),</pre>
 *
 * where the loss is that of the averaged quantiles and λ falls with the number of forecasts as {@code strength/√n}. What is
 * gained or lost in proportion counts, so that a series that hardly moves is not forecast with the noise of those that do;
 * ε keeps the one that is forecast perfectly from deciding alone. By exponentiated subgradients (Kivinen and Warmuth 1997,
 * doi:10.1006/inco.1996.2612); deterministic.
 */
final class Shares {

    private static final int STEPS = 200;
    private static final double STEP = 0.5;
    private static final double LARGEST = 3;
    private static final double LEAST = 1e-9;
    private static final double PERFECT = 0.2;

    /**
     * Points that are as important together whatever their number.
     *
     * @param points what was said
     * @param scale the mean loss of the prior blend, in the data's unit; positive
     */
    record Block(List<Rehearsal.Point> points, double scale) {}

    private Shares() {}

    /**
     * Finds the shares.
     *
     * @param blocks what was said; every block counts as much as another
     * @param prior shares without any forecast, positive, with the sum one
     * @param strength how far the prior is trusted
     * @param forecasts how many forecasts the points come from
     * @return shares with the sum one
     */
    static double[] learn(List<Block> blocks, double[] prior, double strength, int forecasts) {
        if (blocks.isEmpty() || prior.length == 1) {
            return prior.clone();
        }
        double lambda = strength / Math.sqrt(forecasts);
        double[] shares = prior.clone();
        double[] best = shares;
        double least = Double.POSITIVE_INFINITY;
        double[] gradient = new double[prior.length];
        for (int step = 0; step < STEPS; step++) {
            double value = value(blocks, shares, gradient);
            for (int m = 0; m < shares.length; m++) {
                double log = StrictMath.log(shares[m] / prior[m]);
                value += lambda * shares[m] * log;
                gradient[m] += lambda * (log + 1);
            }
            if (value < least) {
                least = value;
                best = shares.clone();
            }
            move(shares, gradient, STEP / Math.sqrt(1 + step));
        }
        return best;
    }

    private static void move(double[] shares, double[] gradient, double size) {
        double mean = 0;
        for (int m = 0; m < shares.length; m++) {
            mean += shares[m] * gradient[m];
        }
        double most = LEAST;
        for (double g : gradient) {
            most = Math.max(most, Math.abs(g - mean));
        }
        double total = 0;
        for (int m = 0; m < shares.length; m++) {
            double by = Math.max(-LARGEST, Math.min(LARGEST, size * (gradient[m] - mean) / most));
            shares[m] = Math.max(LEAST, shares[m] * StrictMath.exp(-by));
            total += shares[m];
        }
        for (int m = 0; m < shares.length; m++) {
            shares[m] /= total;
        }
    }

    /** The mean of the logarithms of losses, and its gradient. */
    private static double value(List<Block> blocks, double[] shares, double[] gradient) {
        Arrays.fill(gradient, 0);
        double[] own = new double[shares.length];
        double sum = 0;
        for (Block block : blocks) {
            double loss = PERFECT + relativeLoss(block, shares, own);
            sum += StrictMath.log(loss) / blocks.size();
            for (int m = 0; m < shares.length; m++) {
                gradient[m] += own[m] / (loss * blocks.size());
            }
        }
        return sum;
    }

    /** The mean loss of a block, relative to its scale, and its gradient. */
    private static double relativeLoss(Block block, double[] shares, double[] gradient) {
        Arrays.fill(gradient, 0);
        double sum = 0;
        double weight = 1 / (block.points().size() * block.scale());
        for (Rehearsal.Point point : block.points()) {
            double[] nodes = average(point.nodes(), shares);
            sum += weight * QuantileNodes.loss(nodes, point.actual());
            for (int k = 0; k < QuantileNodes.COUNT; k++) {
                double slope = weight * QuantileNodes.slope(k, nodes[k], point.actual());
                for (int m = 0; m < shares.length; m++) {
                    gradient[m] += slope * point.nodes().get(m)[k];
                }
            }
        }
        return sum;
    }

    /** The quantiles of a blend. */
    static double[] average(List<double[]> nodes, double[] shares) {
        double[] sum = new double[QuantileNodes.COUNT];
        for (int m = 0; m < shares.length; m++) {
            double[] own = nodes.get(m);
            for (int k = 0; k < sum.length; k++) {
                sum[k] += shares[m] * own[k];
            }
        }
        return sum;
    }
}
