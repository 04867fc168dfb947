package dev.tidepath.io;

import dev.tidepath.forecasting.prepare.PeriodDetection;
import java.util.List;

/**
 * Periods of one channel of one series, by the Lomb-Scargle periodogram of its first values.
 *
 * @param id of the series
 * @param channel its name
 * @param values how many values were looked at
 * @param periods strongest first; empty if noise would show as much
 */
public record PeriodProfile(String id, String channel, int values, List<PeriodDetection.Period> periods) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param id of the series
     * @param channel its name
     * @param values how many values were looked at
     * @param periods strongest first
     */
    public PeriodProfile {
        periods = List.copyOf(periods);
    }
}
