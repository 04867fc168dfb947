package dev.tidepath.forecasting.statespace;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How likely models of fixed parameters make a channel's observations when level, slope and coefficients are integrated
 * out. The level is diffuse in every model; a slope or a coefficient has a normal prior, ten times as wide as what would
 * explain all variation of the values, so that models with and without one can be compared where observations are few.
 */
final class MarginalLikelihood {

    /** Deviation of the prior of a coefficient, in deviations of the values over those of the regressor. */
    private static final double WIDE = 10;

    private static final double WIDEST = 1e4;

    /** No model is true, so likelihoods count to the power of a third (Grünwald and van Ommen 2017, doi:10.1214/17-BA1085). */
    private static final double TEMPERATURE = 3;

    private static final double ROOT_TWO_PI = Math.sqrt(2 * StrictMath.PI);

    private final Normalisation normalisation;
    private final Observations data;
    private final double logSlopes;
    private final double slope;
    private final double coefficients;

    /**
     * Reads a channel.
     *
     * @param history two or more observations
     * @param unit length of a unit of model time
     * @param normalisation of the values
     */
    MarginalLikelihood(ChannelHistory history, double unit, Normalisation normalisation) {
        this.normalisation = normalisation;
        data = history.observations(unit, normalisation);
        logSlopes = normalisation.logSlopes(history.readings().values());
        slope = logPriorWidth(
                IntStream.range(0, data.size()).mapToDouble(data::time).toArray());
        coefficients = IntStream.range(0, data.regressorCount())
                .mapToDouble(c -> logPriorWidth(IntStream.range(0, data.size())
                        .mapToDouble(i -> data.regressors(i)[c])
                        .toArray()))
                .sum();
    }

    private static double logPriorWidth(double[] regressor) {
        double mean = Arrays.stream(regressor).average().orElse(0);
        double squares =
                Arrays.stream(regressor).map(x -> (x - mean) * (x - mean)).sum();
        double width = Math.min(WIDEST, WIDE / Math.sqrt(squares / regressor.length));
        return StrictMath.log(width * ROOT_TWO_PI);
    }

    Normalisation normalisation() {
        return normalisation;
    }

    Observations data() {
        return data;
    }

    /**
     * Twice the negative logarithm of the likelihood, in the user's units.
     *
     * @param model of fixed parameters
     * @param likelihood of the observations under it
     * @param fittedHere whether the parameters are estimates from the same observations, which costs as much as in AICc
     * @return the criterion, positive infinity if there are too few observations
     */
    double criterion(Member model, Likelihood likelihood, boolean fittedHere) {
        int n = data.observed();
        int diffuse = model.structure().diffuse();
        int parameters = fittedHere ? model.parameters().size() : 0;
        double free = n - parameters - diffuse - 2;
        if (n <= diffuse || (fittedHere && free <= 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double widths = (diffuse > 1 ? slope : 0) + (model.structure().covariates() ? coefficients : 0);
        double price = fittedHere ? 2.0 * parameters * n / free : 0;
        double value = -2 * (likelihood.diffuse() + logSlopes - widths) + price;
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }

    /** The weight of a model beside one whose criterion is less by a difference. */
    static double relativeWeight(double difference) {
        return StrictMath.exp(-difference / (2 * TEMPERATURE));
    }
}
