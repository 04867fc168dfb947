package dev.tidepath.forecasting.statespace;

import java.util.List;

/**
 * One of the models that a {@link FittedChannel} averages.
 *
 * @param structure what the model is made of
 * @param parameters in the order of the structure's parameters
 * @param variance the scale of the variances, in normalised values
 * @param weight share in the average
 */
public record Member(Structure structure, List<Double> parameters, double variance, double weight) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param structure see the component
     * @param parameters see the component
     * @param variance see the component
     * @param weight see the component
     */
    public Member {
        parameters = List.copyOf(parameters);
    }

    Member withVariance(double other) {
        return new Member(structure, parameters, other, weight);
    }

    /** A filter of this model that has run over observations. */
    KalmanFilter filter(Observations data) {
        return newFilter(data).run();
    }

    /** A filter of this model before the first observation. */
    KalmanFilter newFilter(Observations data) {
        double[] x = parameters.stream().mapToDouble(Double::doubleValue).toArray();
        StateModel model = new Parametrisation(structure, data.span(), false).model(x);
        int regressors = structure.covariates() ? data.regressorCount() : 0;
        return new KalmanFilter(model, data, variance, regressors);
    }

    Likelihood likelihood(Observations data) {
        return filter(data).likelihood(data.hasErrors());
    }

    /** The variance that observations themselves tell; this model's where they are too few or their errors are known. */
    double ownVariance(Observations data) {
        return data.hasErrors() || data.observed() <= structure.diffuse()
                ? variance
                : likelihood(data).variance();
    }
}
