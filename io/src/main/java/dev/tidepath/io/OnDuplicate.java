package dev.tidepath.io;

/** What to do with different values of one series, channel and time. Equal ones are always taken once. */
public enum OnDuplicate {
    /** Refuse them. */
    ERROR,
    /** Take their mean. */
    MEAN,
    /** Take the one that comes first. */
    FIRST,
    /** Take the one that comes last. */
    LAST
}
