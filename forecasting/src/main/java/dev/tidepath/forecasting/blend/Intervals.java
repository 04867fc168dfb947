package dev.tidepath.forecasting.blend;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where prediction intervals come from. */
public enum Intervals {
    /** From the model, widened or narrowed until they would have covered the past: {@link BlendForecaster}. */
    CALIBRATED,
    /**
     * As {@link #CALIBRATED}, and then as the errors of the past are distributed, whatever their shape: {@link ScoreFlow}. Calibrated
     * only, where those are too few or say nothing clear.
     */
    FLOW,
    /** From the model as it is. */
    MODEL;

    /**
     * The name on the command line.
     *
     * @return such as {@code calibrated}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Looks one up.
     *
     * @param text its name
     * @return empty if there is none of that name
     */
    public static Optional<Intervals> named(String text) {
        return Arrays.stream(values()).filter(i -> i.text().equals(text)).findFirst();
    }
}
