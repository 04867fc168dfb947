package dev.tidepath.forecasting.tune;

import java.util.List;
import java.util.Map;

/** Keeps finished evaluations, so that a search that was interrupted can go on. */
public interface TrialStore {

    /**
     * Begins or goes on.
     *
     * @param fingerprint what the evaluations belong to
     * @return the evaluations that are there, in the order in which they were added
     * @throws dev.tidepath.forecasting.DataException if those there belong to another search
     */
    List<Evaluation> open(Map<String, String> fingerprint);

    /**
     * Adds an evaluation, wholly or not at all.
     *
     * @param evaluation a finished one
     */
    void add(Evaluation evaluation);

    /**
     * A store that keeps nothing.
     *
     * @return the store
     */
    static TrialStore none() {
        return new TrialStore() {
            @Override
            public List<Evaluation> open(Map<String, String> fingerprint) {
                return List.of();
            }

            @Override
            public void add(Evaluation evaluation) {
                // nobody asked
            }
        };
    }
}
