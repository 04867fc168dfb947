package dev.tidepath.forecasting.statespace;

import dev.tidepath.random.RandomKey;

/**
 * Joint draws of the observations at given times, given all observations, by the simulation smoother of Durbin and Koopman
 * (2002, doi:10.1093/biomet/89.3.603): a path of the model and its own observations are drawn, and what smoothing these
 * misses of that path is added to what smoothing the real ones gives. What starts diffuse is drawn as zero, which smoothing
 * returns exactly. A draw costs as much as the observations times the size of the state.
 */
final class SimulationSmoother {

    private final StateModel model;
    private final Observations data;
    private final Smoother smoother;
    private final Smoother.Signal signal;
    private final double deviation;
    private final double scale;
    private final double[][] spread;
    private final Transition[] moves;
    private final double[][][][] noises;

    /**
     * Prepares the draws.
     *
     * @param filter that the smoother ran
     * @param data what it ran over
     * @param smoother after smoothing
     * @param signal what it gave
     * @param variance the scale of the variances
     */
    SimulationSmoother(
            KalmanFilter filter, Observations data, Smoother smoother, Smoother.Signal signal, double variance) {
        this.model = filter.model();
        this.data = data;
        this.smoother = smoother;
        this.signal = signal;
        deviation = Math.sqrt(variance);
        scale = variance;
        spread = filter.regression().inverseFactor();
        moves = new Transition[data.distinctGaps()];
        noises = new double[moves.length][model.blockSizes().length][][];
        for (int g = 0; g < moves.length; g++) {
            moves[g] = model.newTransition();
            model.discretise(data.gap(g), moves[g]);
            for (int b = 0; b < noises[g].length; b++) {
                noises[g][b] = Outlook.semidefiniteFactor(Outlook.square(moves[g].q[b], model.blockSizes()[b]));
            }
        }
    }

    /** Fills a range of paths at some times of the data, by time and path. */
    void fill(RandomKey key, int from, int to, int[] asked, double[][] paths) {
        double[][] start = Outlook.semidefiniteFactor(model.start());
        double[] path = new double[data.size()];
        double[] observed = new double[data.size()];
        for (int p = from; p < to; p++) {
            Outlook.Draws draws = new Outlook.Draws(key.derive(p));
            simulate(draws, start, path, observed);
            double[] missed = smoothed(observed);
            for (int i = 0; i < asked.length; i++) {
                int t = asked[i];
                paths[i][p] =
                        signal.means()[t] + path[t] - missed[t] + deviation * Math.sqrt(model.noise()) * draws.next();
            }
        }
    }

    private void simulate(Outlook.Draws draws, double[][] start, double[] path, double[] observed) {
        int[] sizes = model.blockSizes();
        double[] x = new double[model.size()];
        draws.add(start, deviation, x, 0);
        for (int i = 0; i < path.length; i++) {
            if (i > 0) {
                int gap = data.gapNumber(i);
                BlockDiagonal.apply(sizes, moves[gap].f, x);
                int at = 0;
                for (int b = 0; b < sizes.length; b++) {
                    draws.add(noises[gap][b], deviation, x, at);
                    at += sizes[b];
                }
            }
            path[i] = Dense.dot(model.loading(), x);
            observed[i] = path[i];
            if (!Double.isNaN(data.value(i))) {
                observed[i] += deviation * Math.sqrt(model.noise() + data.variance(i) / scale) * draws.next();
            }
        }
    }

    /** The smoothed signal of other values at the times observed; gains and variances do not depend on values. */
    private double[] smoothed(double[] values) {
        int[] sizes = model.blockSizes();
        double[] z = model.loading();
        double[] means = new double[values.length];
        double[] weighted = new double[values.length];
        double[] x = new double[z.length];
        double[] right = new double[spread.length];
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                BlockDiagonal.apply(sizes, moves[data.gapNumber(i)].f, x);
            }
            means[i] = Dense.dot(z, x);
            KalmanFilter.Step step = smoother.step(i);
            if (step.variance() > 0) {
                double innovation = values[i] - means[i];
                weighted[i] = innovation / step.variance();
                for (int s = 0; s < x.length; s++) {
                    x[s] += step.gain()[s] * innovation;
                }
                for (int c = 0; c < right.length; c++) {
                    right[c] -= step.sensitivity()[c] * weighted[i];
                }
            }
        }
        double[] delta = Dense.throughFactor(spread, right);
        double[] r = new double[z.length];
        for (int i = values.length - 1; i >= 0; i--) {
            if (smoother.step(i).variance() > 0) {
                Smoother.pullThroughGain(r, z, smoother.step(i).gain(), weighted[i]);
            }
            means[i] += Dense.dot(smoother.direction(i), r) + Dense.dot(smoother.sensitivity(i), delta);
            if (i > 0) {
                BlockDiagonal.applyTransposed(sizes, moves[data.gapNumber(i)].f, r);
            }
        }
        return means;
    }
}
