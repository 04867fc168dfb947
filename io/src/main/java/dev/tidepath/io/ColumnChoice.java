package dev.tidepath.io;

import java.util.List;
import java.util.Optional;

/**
 * Which columns play which role, as named by the user or proposed.
 *
 * @param time the column of times
 * @param id the column that tells the series apart, if any
 * @param channel the column that names the channels, in the long layout
 * @param values the columns to forecast
 * @param error the column of the values' standard deviations, if any
 * @param evidence plain sentences on why columns were proposed; empty if all were named
 */
public record ColumnChoice(
        String time,
        Optional<String> id,
        Optional<String> channel,
        List<String> values,
        Optional<String> error,
        List<String> evidence) {

    /**
     * Keeps unmodifiable copies.
     *
     * @param time the column of times
     * @param id the column that tells the series apart, if any
     * @param channel the column that names the channels, in the long layout
     * @param values the columns to forecast
     * @param error the column of the values' standard deviations, if any
     * @param evidence why columns were proposed
     */
    public ColumnChoice {
        values = List.copyOf(values);
        evidence = List.copyOf(evidence);
    }
}
