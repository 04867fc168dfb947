package dev.tidepath.examples;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Root mean square errors, against the truth without noise, of rules that look at one series at a time. */
final class PanelRules {

    static final String LAST_VALUE = "last value";
    static final String ZERO = "zero";
    static final String MEAN = "series mean";
    static final String FOURIER = "Fourier, best frequency";
    static final String HARMONICS = "Fourier, best of 2 to 4 harmonics";
    static final String TRUE_FORM = "fit of the true form";

    private static final int MOST_HARMONICS = 4;
    private static final double[] RIDGES = {1e-4, 1e-3, 1e-2, 1e-1};

    /** Says how a series goes on. */
    @FunctionalInterface
    private interface Rule {

        double[] predict(double[] times, double[] values, double[] ahead);
    }

    private final Panel panel;

    PanelRules(Panel panel) {
        this.panel = panel;
    }

    /** Errors by the rules' names, in the order to print them; of the regressions of a kind only the best one's. */
    Map<String, Double> errors() {
        Map<String, Double> errors = new LinkedHashMap<>();
        errors.put(LAST_VALUE, error((t, y, ahead) -> filled(ahead, y[y.length - 1])));
        errors.put(ZERO, error((t, y, ahead) -> filled(ahead, 0)));
        errors.put(
                MEAN,
                error((t, y, ahead) -> filled(ahead, Arrays.stream(y).average().orElse(0))));
        errors.put(
                FOURIER,
                error((t, y, ahead) -> FourierRegression.ofBestFrequency(t, y).at(ahead)));
        errors.put(HARMONICS, leastWithHarmonics());
        errors.put(TRUE_FORM, error((t, y, ahead) -> TrueFormFit.of(t, y).at(ahead)));
        return errors;
    }

    private double leastWithHarmonics() {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 2; k <= MOST_HARMONICS; k++) {
            for (double ridge : RIDGES) {
                int harmonics = k;
                least = Math.min(
                        least,
                        error((t, y, ahead) -> FourierRegression.ofHarmonics(t, y, harmonics, ridge)
                                .at(ahead)));
            }
        }
        return least;
    }

    private double error(Rule rule) {
        double sum = 0;
        for (int i = 0; i < panel.oscillators().size(); i++) {
            TimeSeries series = panel.series().series().get(i);
            Channel channel = series.channels().get(0);
            double[] predicted = rule.predict(numbers(channel.times()), channel.values(), panel.ahead());
            sum += Accuracy.sumOfSquares(predicted, panel.oscillators().get(i).at(panel.ahead()));
        }
        return Math.sqrt(sum / (panel.oscillators().size() * panel.ahead().length));
    }

    private static double[] numbers(Times times) {
        double[] numbers = new double[times.size()];
        Arrays.setAll(numbers, times::number);
        return numbers;
    }

    private static double[] filled(double[] like, double value) {
        double[] values = new double[like.length];
        Arrays.fill(values, value);
        return values;
    }
}
