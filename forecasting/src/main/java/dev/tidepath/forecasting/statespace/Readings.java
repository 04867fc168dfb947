package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Arrays;

/**
 * Observations of a channel as plain numbers; the arrays are not to be written to.
 *
 * @param times since the first one, in the axis's unit
 * @param values in the user's unit
 * @param errors standard deviations of the values' errors, or none at all
 * @param rows covariates, one row a time
 */
record Readings(double[] times, double[] values, double[] errors, double[][] rows) {

    static Readings of(Channel channel, double[][] rows) {
        double[] times = new double[channel.size()];
        Arrays.setAll(times, i -> channel.times().since(i, channel.times(), 0));
        return new Readings(times, channel.values(), channel.errors(), rows);
    }

    int size() {
        return values.length;
    }

    double[] row(int i) {
        return rows[i];
    }

    /** Whether a transform takes all values. */
    boolean accepts(ValueTransform transform) {
        return Arrays.stream(values).allMatch(transform::accepts);
    }

    /** In model time and in transformed, normalised values. */
    Observations observations(double unit, Normalisation normalisation) {
        return new Observations(modelTimes(unit), normalised(normalisation), variances(normalisation), rows);
    }

    /** Increasing, also where rounding makes two times one. */
    double[] modelTimes(double unit) {
        double[] model = new double[size()];
        for (int i = 0; i < model.length; i++) {
            model[i] = times[i] / unit;
            if (i > 0 && model[i] <= model[i - 1]) {
                model[i] = Math.nextUp(model[i - 1]);
            }
        }
        return model;
    }

    double[] normalised(Normalisation normalisation) {
        return Arrays.stream(values).map(normalisation::apply).toArray();
    }

    /** Variances of the normalised values' errors, or none at all. */
    double[] variances(Normalisation normalisation) {
        double[] variances = new double[errors.length];
        Arrays.setAll(variances, i -> normalisation.variance(values[i], errors[i]));
        return variances;
    }
}
