package dev.tidepath.io;

/** What to do with a local time that its zone skips when clocks go forward. */
public enum DstGap {
    /** Refuse it. */
    ERROR,
    /** Move it on by the length of the gap, as if the clock had not been changed yet. */
    SHIFT
}
