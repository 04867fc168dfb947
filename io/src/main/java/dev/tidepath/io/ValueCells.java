package dev.tidepath.io;

import java.util.List;

/** The cells of a row that say what was observed, in one of the two layouts. */
sealed interface ValueCells permits WideCells, LongCells {

    /** Reads which channel a row is about; false if it does not say. */
    boolean isChannelRead(RowBuffer row);

    /** The channel the row is about, empty where it is about all. */
    String channel();

    /** Reads the values of a row; whether none of them is wrong. */
    boolean areRead(RowBuffer row);

    /** Hands the values read last to a sink that has been given their row. */
    void handOver(RowSink sink);

    /** What is wrong with the cells of all rows. */
    List<InputException> faults();

    /** Refuses columns in which nothing was observed; if empty ones are to be left out, those are all right beside others. */
    void requireValues(boolean skipEmpty);

    void addNotes(Remarks remarks);

    /** Where channels are named, in the words of messages. */
    String namesPlace();
}
