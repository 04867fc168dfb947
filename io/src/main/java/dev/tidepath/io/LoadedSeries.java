package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesSet;
import java.util.List;

/**
 * Series as they were read, and what there is to tell about the reading; immutable.
 *
 * @param series what was observed
 * @param timeFormat how the times were written
 * @param rows how many rows were read
 * @param notes plain sentences for the user: what was sorted, dropped, left out or chosen; empty if there is nothing to
 *     say
 */
public record LoadedSeries(SeriesSet series, TimeFormat timeFormat, long rows, List<String> notes) {

    /**
     * Keeps an unmodifiable copy of the notes.
     *
     * @param series what was observed
     * @param timeFormat how the times were written
     * @param rows how many rows were read
     * @param notes plain sentences for the user
     */
    public LoadedSeries {
        notes = List.copyOf(notes);
    }
}
