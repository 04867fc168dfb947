package dev.tidepath.io;

import java.util.List;

/**
 * What a pass over a CSV file in bounded memory tells of it; immutable.
 *
 * @param header the names of the columns
 * @param columns which of them play which role
 * @param timeFormat how the times are written
 * @param rows how many rows there are
 * @param badRows how many of them were left out, because they could not be read
 * @param series how many series there are; at least so many if more than can be followed
 * @param allFollowed whether each series was followed from its first row to its last
 * @param all all series together: times and gaps are those of each, added up
 * @param first the first series in the order their ids come first
 * @param channels the channels
 * @param periods periods of the first channels of the first series
 * @param contradictions how many values differ from the first one given for their channel and time
 * @param firstContradiction where the first of them is, such as {@code line 7}
 * @param notes plain sentences on what was found out of the file and on what evidence
 * @param warnings plain sentences on what may be wrong with the data
 */
public record CsvProfile(
        List<String> header,
        ColumnChoice columns,
        TimeFormat timeFormat,
        long rows,
        long badRows,
        long series,
        boolean allFollowed,
        SeriesProfile all,
        List<SeriesProfile> first,
        List<ChannelProfile> channels,
        List<PeriodProfile> periods,
        long contradictions,
        String firstContradiction,
        List<String> notes,
        List<String> warnings) {

    /** Is told how far the reading is. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Some more rows were read.
         *
         * @param rows how many by now
         * @param expected about how many there are in all; zero where that is unknown
         */
        void read(long rows, long expected);
    }

    /**
     * Keeps unmodifiable copies.
     *
     * @param header the names of the columns
     * @param columns which of them play which role
     * @param timeFormat how the times are written
     * @param rows how many rows there are
     * @param badRows how many of them were left out
     * @param series how many series there are
     * @param allFollowed whether each series was followed
     * @param all all series together
     * @param first the first series
     * @param channels the channels
     * @param periods periods of the first channels
     * @param contradictions how many values contradict another
     * @param firstContradiction where the first of them is, such as {@code line 7}
     * @param notes what was found out
     * @param warnings what may be wrong
     */
    public CsvProfile {
        header = List.copyOf(header);
        first = List.copyOf(first);
        channels = List.copyOf(channels);
        periods = List.copyOf(periods);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }
}
