package dev.tidepath.forecasting;

/** What a forecaster can make use of beyond the targets' own values and times. */
public enum Input {
    /** Channels of the role {@link Role#PAST}. */
    PAST_COVARIATES("past covariates"),
    /** Channels of the role {@link Role#KNOWN}. */
    KNOWN_COVARIATES("known-future covariates"),
    /** {@link StaticFeatures}. */
    STATIC_FEATURES("static features"),
    /** Standard deviations of measurement errors, {@link Channel#error}. */
    MEASUREMENT_ERRORS("measurement errors");

    private final String text;

    Input(String text) {
        this.text = text;
    }

    /**
     * The name in the words of a message.
     *
     * @return such as {@code past covariates}
     */
    public String text() {
        return text;
    }
}
