package dev.tidepath.examples;

import dev.tidepath.forecasting.SeriesForecast;
import java.util.Arrays;

/** How far predictions are from what came. */
final class Accuracy {

    private Accuracy() {}

    static double meanAbsoluteError(double[] predicted, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            sum += Math.abs(predicted[i] - truth[i]);
        }
        return sum / truth.length;
    }

    static double sumOfSquares(double[] predicted, double[] truth) {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double e = predicted[i] - truth[i];
            sum += e * e;
        }
        return sum;
    }

    /** How many values of the first channel lie in its central interval of a level in percent. */
    static int inside(SeriesForecast forecast, double[] truth, double level) {
        int count = 0;
        for (int i = 0; i < truth.length; i++) {
            if (forecast.lower(0, i, level) <= truth[i] && truth[i] <= forecast.upper(0, i, level)) {
                count++;
            }
        }
        return count;
    }

    /** The means of the first channel. */
    static double[] means(SeriesForecast forecast) {
        double[] means = new double[forecast.times().size()];
        Arrays.setAll(means, i -> forecast.mean(0, i));
        return means;
    }
}
