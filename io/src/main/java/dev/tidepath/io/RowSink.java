package dev.tidepath.io;

/** Takes rows in the order they are read: first a row's id and time, then what was observed in it. */
interface RowSink {

    /**
     * Begins a row.
     *
     * @param line where the row is: line of a file or row of a table
     * @param id the series it belongs to
     * @param time its time, to be copied
     */
    void row(long line, String id, Stamp time);

    /**
     * Adds a value to the row begun last.
     *
     * @param channel index of the channel
     * @param value finite
     */
    void value(int channel, double value);

    /**
     * Adds the standard deviation of the value added last.
     *
     * @param error zero or more
     */
    default void error(double error) {}
}
