package dev.tidepath.io;

/** Which of two instants a local time means that its zone passes twice when clocks go back. */
public enum DstOverlap {
    /** The first. */
    EARLIER,
    /** The second. */
    LATER,
    /** As the order of a series' rows tells: the hour repeats where its times step back. Refused where they never do. */
    ORDER
}
