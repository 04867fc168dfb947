package dev.tidepath.forecasting.statespace;

import java.util.Arrays;

/**
 * A structure with the parameters under which observations are most likely.
 *
 * @param structure what there is
 * @param parameters in the order of the structure's {@link Parametrisation}
 * @param likelihood of the observations
 */
record StructureFit(Structure structure, double[] parameters, Likelihood likelihood) {

    /** Parameters that the data do not tell are drawn to where the search starts from: a normal prior's deviation. */
    private static final double PRIOR = 6;

    private static final int EVALUATIONS_A_PARAMETER = 20;

    /** Fits from a start. */
    static StructureFit from(double[] start, Structure structure, Observations data, double tolerance) {
        Parametrisation all = parametrisation(structure, data);
        double[] usual = all.start();
        double[] best = Minimiser.minimise(
                x -> {
                    double away = 0;
                    for (int i = 0; i < x.length; i++) {
                        away += (x[i] - usual[i]) * (x[i] - usual[i]);
                    }
                    return away / (2 * PRIOR * PRIOR)
                            - filter(all, structure, x, data)
                                    .run()
                                    .likelihood(data.hasErrors())
                                    .diffuse();
                },
                start,
                all.lower(),
                all.upper(),
                tolerance,
                10 + EVALUATIONS_A_PARAMETER * start.length);
        return at(best, structure, data);
    }

    /** Takes parameters as they are. */
    static StructureFit at(double[] parameters, Structure structure, Observations data) {
        Parametrisation all = parametrisation(structure, data);
        return new StructureFit(
                structure,
                parameters,
                filter(all, structure, parameters, data).run().likelihood(data.hasErrors()));
    }

    static Parametrisation parametrisation(Structure structure, Observations data) {
        return new Parametrisation(structure, data.span(), data.hasErrors());
    }

    static KalmanFilter filter(Parametrisation all, Structure structure, double[] x, Observations data) {
        return new KalmanFilter(all.model(x), data, all.scale(x), structure.covariates() ? data.regressorCount() : 0);
    }

    /** How many numbers were estimated: parameters, what started diffuse, coefficients and the scale. */
    int count(Observations data) {
        return parameters.length
                + structure.diffuse()
                + (structure.covariates() ? data.regressorCount() : 0)
                + (data.hasErrors() ? 0 : 1);
    }

    double criterion(Observations data) {
        double value = likelihood.criterion(data.observed(), count(data));
        return Double.isNaN(value) || Arrays.stream(parameters).anyMatch(Double::isNaN)
                ? Double.POSITIVE_INFINITY
                : value;
    }
}
