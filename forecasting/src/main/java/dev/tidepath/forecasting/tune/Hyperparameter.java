package dev.tidepath.forecasting.tune;

import dev.tidepath.forecasting.blend.Intervals;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.NetworkSettings;
import dev.tidepath.forecasting.prepare.TransformChoice;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What can be tuned, by the names of the command line's options. A value is a text as it is written there, and a number
 * has one way only to be written, so that the values of a trial are the options that repeat it.
 */
public enum Hyperparameter {
    /** Which {@link Model}. */
    MODEL("model", false, "one of " + String.join(", ", Model.names())) {
        @Override
        boolean accepts(String value) {
            return Model.named(value).isPresent();
        }
    },
    /** Periods known beforehand, such as {@code 24h}, or {@code 24h+7d} for two at once. */
    PERIOD("period", false, "a period, or several with + between them") {
        @Override
        boolean accepts(String value) {
            return !value.isBlank();
        }
    },
    /** Which {@link TransformChoice}. */
    TRANSFORM("transform", false, "none, auto, log, boxcox or boxcox=L with L from -1 to 2") {
        @Override
        boolean accepts(String value) {
            return TransformChoice.parse(value).isPresent();
        }
    },
    /** Which {@link Intervals}. */
    INTERVALS("intervals", false, "calibrated, flow or model") {
        @Override
        boolean accepts(String value) {
            return Intervals.named(value).isPresent();
        }
    },
    /** Iterations of a network's training. */
    ITERATIONS("iterations", true, "a whole number from 1 to 1000000") {
        @Override
        boolean accepts(String value) {
            return isWhole(value, 1, 1_000_000);
        }
    },
    /** {@link NetworkSettings#learningRate}. */
    LEARNING_RATE("learning-rate", true, "a number above 0 and at most 1") {
        @Override
        boolean accepts(String value) {
            return NUMBER.matcher(value).matches() && isShare(new BigDecimal(value));
        }

        private static boolean isShare(BigDecimal value) {
            return value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0;
        }
    },
    /** {@link NetworkSettings#units}. */
    UNITS("units", true, "a whole number from " + NetworkSettings.FEWEST_UNITS + " to " + NetworkSettings.MOST_UNITS) {
        @Override
        boolean accepts(String value) {
            return isWhole(value, NetworkSettings.FEWEST_UNITS, NetworkSettings.MOST_UNITS);
        }
    };

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9}\\.?\\d{0,20}|\\.\\d{1,20})([eE][+-]?\\d{1,2})?");
    private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

    private final String text;
    private final boolean ofNetworks;
    private final String rule;

    Hyperparameter(String text, boolean ofNetworks, String rule) {
        this.text = text;
        this.ofNetworks = ofNetworks;
        this.rule = rule;
    }

    /**
     * The name.
     *
     * @return such as {@code learning-rate}
     */
    public String text() {
        return text;
    }

    /**
     * Whether it is a number that only networks heed.
     *
     * @return false for what is chosen by name and concerns any model
     */
    public boolean isOfNetworks() {
        return ofNetworks;
    }

    abstract boolean accepts(String value);

    private static boolean isWhole(String value, int least, int most) {
        return WHOLE.matcher(value).matches() && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most;
    }

    /**
     * Looks one up.
     *
     * @param name its name
     * @return the hyper-parameter
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Hyperparameter named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' cannot be tuned; "
                        + String.join(
                                ", ", Arrays.stream(values()).map(h -> h.text).toList()) + " can"));
    }

    private static Optional<Hyperparameter> find(String name) {
        return Arrays.stream(values()).filter(h -> h.text.equals(name)).findFirst();
    }

    /**
     * Some values to choose from.
     *
     * @param values one or more, each once
     * @return the choice
     * @throws IllegalArgumentException if there is none, one is not allowed, or one is there twice
     */
    public Dimension among(List<String> values) {
        List<String> own = values.stream().map(this::value).toList();
        if (own.isEmpty() || own.stream().distinct().count() < own.size()) {
            throw new IllegalArgumentException(text + " needs one value or more, each once, not " + own);
        }
        return new Dimension.Choice(own);
    }

    /**
     * A range of numbers to draw from, uniformly in their logarithm.
     *
     * @param low the least
     * @param high the greatest, above the least
     * @return the range
     * @throws IllegalArgumentException if it is no number, an end is not allowed, or the ends are the wrong way round
     */
    public Dimension between(String low, String high) {
        if (!ofNetworks) {
            throw new IllegalArgumentException(text + " has no range: its values are listed");
        }
        BigDecimal least = new BigDecimal(value(low));
        BigDecimal greatest = new BigDecimal(value(high));
        if (least.compareTo(greatest) >= 0) {
            throw new IllegalArgumentException(
                    text + " goes from the least to the greatest, not from " + low + " to " + high);
        }
        return new Dimension.Range(least, greatest, this != LEARNING_RATE);
    }

    /** A value in the way that it is written. */
    private String value(String given) {
        if (!accepts(given)) {
            throw new IllegalArgumentException(text + " is " + rule + ", not '" + given + "'");
        }
        return ofNetworks ? new BigDecimal(given).stripTrailingZeros().toPlainString() : given;
    }
}
