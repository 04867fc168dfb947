package dev.tidepath.forecasting;

/** What the times of a series are. */
public enum TimeAxis {
    /** Instants in the years 0001 to 9999, to the nanosecond. */
    CALENDAR,
    /** Plain numbers in a unit of the user's own. */
    NUMERIC
}
