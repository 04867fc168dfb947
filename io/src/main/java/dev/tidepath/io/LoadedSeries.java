package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.Times;
import java.util.List;
import java.util.Map;

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
 * @param blanks times of rows at which a channel to forecast has no value, by series id; series without such are left out
 */
public record LoadedSeries(
        SeriesSet series,
        TimeFormat timeFormat,
        long rows,
        List<String> notes,
        List<String> warnings,
        Map<String, Times> blanks) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param series what was observed
     * @param timeFormat how the times were written
     * @param rows how many rows were read
     * @param notes plain sentences for the user
     * @param warnings plain sentences on what may be wrong
     * @param blanks times of rows without a value
     */
    public LoadedSeries {
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
        blanks = Map.copyOf(blanks);
    }
}
