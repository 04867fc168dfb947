package dev.tidepath.io;

import dev.tidepath.forecasting.Horizon;
import java.util.List;

/**
 * The times a file asks for, and what there is to tell about the reading; immutable.
 *
 * @param horizon the times
 * @param notes plain sentences for the user; empty if there is nothing to say
 */
public record LoadedHorizon(Horizon horizon, List<String> notes) {

    /**
     * Keeps an unmodifiable copy of the notes.
     *
     * @param horizon the times
     * @param notes plain sentences for the user
     */
    public LoadedHorizon {
        notes = List.copyOf(notes);
    }
}
