package dev.tidepath.forecasting.statespace;

/**
 * How the mean that a filter foretells follows each observation. Given the model it is linear in them, so one pass back over
 * the filter's gains is exact: an innovation moves the state by its gain, and the diffuse elements and coefficients δ by
 * its row of their regression.
 */
final class FilterAdjoint {

    private final KalmanFilter filter;
    private final Observations data;
    private final KalmanFilter.Step[] steps;

    /** Runs a new filter over its observations. */
    FilterAdjoint(KalmanFilter filter, Observations data) {
        this.filter = filter;
        this.data = data;
        this.steps = filter.recordGains();
    }

    /**
     * The gradient of the mean at one lead.
     *
     * @param lead time since the last observation
     * @param regressors then
     * @return one number an observation
     */
    double[] gradient(double lead, double[] regressors) {
        StateModel model = filter.model();
        int[] sizes = model.blockSizes();
        double[] z = model.loading();
        Transition ahead = model.newTransition();
        model.discretise(lead, ahead);
        double[] adjoint = z.clone();
        BlockDiagonal.applyTransposed(sizes, ahead.f, adjoint);
        double[][] effect = filter.state(1).effect();
        double[] ofDelta = new double[effect.length];
        for (int c = 0; c < effect.length; c++) {
            double x = c < model.diffuse() ? 0 : regressors[c - model.diffuse()];
            ofDelta[c] = Dense.dot(adjoint, effect[c]) + x;
        }
        double[] solved = Dense.throughFactor(filter.regression().inverseFactor(), ofDelta);
        double[] gradient = new double[steps.length];
        for (int i = steps.length - 1; i >= 0; i--) {
            KalmanFilter.Step step = steps[i];
            if (step.variance() > 0) {
                gradient[i] = Dense.dot(step.gain(), adjoint) - Dense.dot(step.sensitivity(), solved) / step.variance();
                for (int s = 0; s < z.length; s++) {
                    adjoint[s] -= z[s] * gradient[i];
                }
            }
            if (i > 0) {
                BlockDiagonal.applyTransposed(sizes, filter.transition(data.gapNumber(i)).f, adjoint);
            }
        }
        return gradient;
    }
}
