package dev.tidepath.forecasting;

/** What a channel is to a forecast. */
public enum Role {
    /** Forecast; known up to the forecast's origin. */
    TARGET,
    /** Not forecast, known up to the forecast's origin: a past covariate. */
    PAST,
    /** Not forecast, known beyond the forecast's origin, such as a plan or a weather forecast: a known-future covariate. */
    KNOWN
}
