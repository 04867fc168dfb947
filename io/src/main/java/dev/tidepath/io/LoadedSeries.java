package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesSet;
import java.util.List;

/**
 * Series as they were read, and what there is to tell about the reading; immutable.
 *
 * @param series what was observed
 * @param timeFormat how the times were written
 * @param rows how many rows were read
 * @param notes plain sentences for the user: what was found out of the file and on what evidence, what was merged or
 *     dropped; empty if there is nothing to say
 * @param warnings plain sentences on what may be wrong with the data: rows left out, values that look like codes, times out
 *     of order; empty if there is nothing to warn of
 */
public record LoadedSeries(
        SeriesSet series, TimeFormat timeFormat, long rows, List<String> notes, List<String> warnings) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param series what was observed
     * @param timeFormat how the times were written
     * @param rows how many rows were read
     * @param notes plain sentences for the user
     * @param warnings plain sentences on what may be wrong
     */
    public LoadedSeries {
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }
}
