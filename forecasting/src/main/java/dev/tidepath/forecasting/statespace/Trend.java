package dev.tidepath.forecasting.statespace;

/** How the slope of a level moves. */
public enum Trend {
    /** There is no slope. */
    NONE,
    /** An unknown slope that never changes. */
    DRIFT,
    /** The slope is a random walk: an integrated Wiener process. */
    LINEAR,
    /** The slope returns to zero: an Ornstein–Uhlenbeck process. */
    DAMPED
}
