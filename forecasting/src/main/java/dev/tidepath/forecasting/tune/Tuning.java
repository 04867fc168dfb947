package dev.tidepath.forecasting.tune;

import dev.tidepath.forecasting.FitException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a search.
 *
 * @param evaluations in the order in which they were made
 * @param stopped whether the listener ended it
 */
public record Tuning(List<Evaluation> evaluations, boolean stopped) {

    /**
     * Keeps an unmodifiable copy.
     *
     * @param evaluations see the component
     * @param stopped see the component
     */
    public Tuning {
        evaluations = List.copyOf(evaluations);
    }

    /**
     * How far each trial came: its last evaluation, those in full first, then those of the last rung before, and so on; in
     * each rung the best first.
     *
     * @return an evaluation a trial
     */
    public List<Evaluation> ranked() {
        Map<Trial, Evaluation> last = new LinkedHashMap<>();
        evaluations.forEach(e -> last.put(e.trial(), e));
        List<Evaluation> ranked = new ArrayList<>(last.values());
        ranked.sort(Comparator.comparingInt(Evaluation::rungsAhead).thenComparing(Evaluation.BEST_FIRST));
        return ranked;
    }

    /**
     * The best evaluation in full.
     *
     * @return with a score
     * @throws FitException with code TP-M004 if no trial has one
     */
    public Evaluation winner() {
        List<Evaluation> full = inFull();
        return full.stream()
                .filter(e -> e.score().isPresent())
                .findFirst()
                .orElseThrow(() -> new FitException(
                        "TP-M004",
                        "no trial has a score: "
                                + full.stream()
                                        .findFirst()
                                        .map(Evaluation::reason)
                                        .orElse("none was finished"),
                        "look at the data and the horizon, or let other values be tried"));
    }

    /**
     * The evaluation of the starting point.
     *
     * @return empty if the search was stopped before
     */
    public Optional<Evaluation> defaults() {
        return inFull().stream().filter(e -> e.trial().number() == 0).findFirst();
    }

    private List<Evaluation> inFull() {
        return ranked().stream().filter(e -> e.rungsAhead() == 0).toList();
    }
}
