package dev.tidepath.forecasting.statespace;

import java.util.List;

/**
 * One of the models that a {@link FittedChannel} averages.
 *
 * @param structure what the model is made of
 * @param parameters in the order of the structure's parameters, with the scale where it was fitted beside known errors
 * @param variance the scale of the variances, in normalised values; positive
 * @param weight share in the average, 0 to 1
 */
public record Member(Structure structure, List<Double> parameters, double variance, double weight) {

    /**
     * Keeps an unmodifiable copy, and checks the numbers.
     *
     * @param structure see the component
     * @param parameters see the component
     * @param variance see the component
     * @param weight see the component
     * @throws IllegalArgumentException if the parameters are not as many as the structure has, the variance is not positive
     *     or the weight is no share
     */
    public Member {
        parameters = List.copyOf(parameters);
        int needed = new Parametrisation(structure, 1, false).size();
        if (parameters.size() != needed && parameters.size() != needed + 1) {
            throw new IllegalArgumentException(
                    "a structure of " + needed + " parameters and perhaps a scale has " + parameters.size());
        }
        if (!(variance > 0 && Double.isFinite(variance)) || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "a variance is positive and a weight between 0 and 1: " + variance + ", " + weight);
        }
    }

    /** The same with another variance; where that left the range of numbers, so will a forecast. */
    Member withVariance(double other) {
        return with(other, weight);
    }

    /** The same with another variance and share. */
    Member with(double otherVariance, double share) {
        return new Member(structure, parameters, Math.min(Double.MAX_VALUE, otherVariance), share);
    }

    /** A filter of this model that has run over observations. */
    KalmanFilter filter(Observations data) {
        return newFilter(data).run();
    }

    /** A filter of this model before the first observation. */
    KalmanFilter newFilter(Observations data) {
        return newFilter(data, structure.covariates() ? data.regressorCount() : 0);
    }

    /** The same where the data do not tell how many regressors there will be. */
    KalmanFilter newFilter(Observations data, int regressors) {
        double[] x = parameters.stream().mapToDouble(Double::doubleValue).toArray();
        StateModel model = new Parametrisation(structure, 1, false).model(x);
        return new KalmanFilter(model, data, variance, regressors);
    }

    Likelihood likelihood(Observations data) {
        return filter(data).likelihood(data.hasErrors());
    }

    /** The variance that observations themselves tell; this model's where they are too few or their errors are known. */
    double ownVariance(Observations data) {
        if (data.hasErrors() || data.observed() <= structure.diffuse()) {
            return variance;
        }
        double own = likelihood(data).variance();
        return Double.isNaN(own) ? Double.MAX_VALUE : own;
    }
}
