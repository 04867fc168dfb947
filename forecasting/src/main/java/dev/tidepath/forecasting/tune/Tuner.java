package dev.tidepath.forecasting.tune;

import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.DataSummary;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.evaluate.Backtest;
import dev.tidepath.forecasting.evaluate.BacktestFailure;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.evaluate.BacktestProgress;
import dev.tidepath.forecasting.evaluate.BacktestSummary;
import dev.tidepath.forecasting.evaluate.Metric;
import dev.tidepath.forecasting.evaluate.ScoreSums;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Searches a space for the settings that forecast best, by successive halving: all trials of networks are trained briefly,
 * the best of them longer, and the best of these as they would be without tuning. Trials of models that are not trained in
 * iterations have nothing to be cut short; they are evaluated once, with those that came through. Trial 0, the
 * {@link StartingPoint}, is among these in any case. All are judged by the same backtest, whose work is counted and not
 * timed: the same space, data and seed give the same evaluations for any number of threads. Immutable.
 *
 * <pre>{@code
 * StartingPoint start = StartingPoint.of(Model.LATENT_ODE, settings);
 * SearchSpace space = new SearchSpace(Map.of(Hyperparameter.UNITS, Hyperparameter.UNITS.among(List.of("24", "48"))));
 * Backtest backtest = Backtest.of(Map.of("defaults", Model.LATENT_ODE.forecaster(settings)), TimeSpan.of(Period.ofWeeks(26)));
 * Tuning tuning = new Tuner(space, start, backtest, Metric.Pooled.CRPS, 9, 3, 1)
 *         .run(series, store, progress -> BacktestListener.silent());
 * Forecaster best = start.forecaster(tuning.winner().trial());
 * }</pre>
 *
 * <p>The winner's score is the least of many and so too good: see how it does on data that the search has not seen.
 *
 * @param space what is tried
 * @param start what trials differ from
 * @param backtest which judges; its models are of no importance
 * @param metric the score, of which lower is better
 * @param trials how many trials at most, the starting point among them; a small space has fewer
 * @param eta of so many trials one is kept
 * @param seed of the order in which configurations are tried
 */
public record Tuner(
        SearchSpace space, StartingPoint start, Backtest backtest, Metric metric, int trials, int eta, long seed) {

    private static final String NAME = "trial";

    /**
     * Checks the numbers.
     *
     * @param space see the component
     * @param start see the component
     * @param backtest see the component
     * @param metric see the component
     * @param trials see the component
     * @param eta see the component
     * @param seed see the component
     * @throws IllegalArgumentException if there is not one trial, fewer than two are to be left with one, or the metric has
     *     no order
     */
    public Tuner {
        if (trials < 1 || eta < 2 || metric.direction() != Metric.Direction.LOWER) {
            throw new IllegalArgumentException(trials + " trials, one of " + eta + " kept, by " + metric.key());
        }
    }

    /**
     * The trials in their order: the starting point, then different configurations of the space. With a greater number of
     * trials, those of a smaller one come first.
     *
     * @return at least one
     */
    public List<Trial> configurations() {
        Set<Map<Hyperparameter, String>> different = new LinkedHashSet<>();
        different.add(Map.of());
        var drawn = space.configurations(seed).iterator();
        while (different.size() < trials && drawn.hasNext()) {
            different.add(start.different(drawn.next()));
        }
        List<Trial> numbered = new ArrayList<>();
        different.forEach(values -> numbered.add(new Trial(numbered.size(), values)));
        return numbered;
    }

    /**
     * Runs the search on the calling thread; models may use more.
     *
     * @param series what the backtest is run on
     * @param store has the evaluations of an earlier run and takes those of this one
     * @param listener told of progress; may stop the search
     * @return the evaluations, or those so far
     * @throws dev.tidepath.forecasting.DataException if the backtest has no cut-off, or what is stored is of another search
     */
    public Tuning run(SeriesSet series, TrialStore store, TuningListener listener) {
        return new Run(series, store, store.open(fingerprint(series)), listener).all();
    }

    private Map<String, String> fingerprint(SeriesSet series) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data sha256", DataSummary.of(series).sha256());
        facts.put("channels", series.specs().stream().map(ChannelSpec::text).collect(Collectors.joining(", ")));
        space.dimensions().forEach((name, dimension) -> facts.put("values of " + name.text(), dimension.text()));
        facts.put("order's seed", Long.toString(seed));
        facts.put("metric", metric.key());
        facts.putAll(backtest.facts());
        facts.putAll(start.facts());
        return facts;
    }

    /** One run: the evaluations so far. */
    private final class Run {

        private final SeriesSet series;
        private final TrialStore store;
        private final List<Evaluation> known;
        private final TuningListener listener;
        private final Halving halving = new Halving(eta);
        private final List<Evaluation> done = new ArrayList<>();
        private int planned;
        private boolean stopped;

        private Run(SeriesSet series, TrialStore store, List<Evaluation> known, TuningListener listener) {
            this.series = series;
            this.store = store;
            this.known = known;
            this.listener = listener;
        }

        private Tuning all() {
            List<Trial> trials = configurations();
            List<Trial> left =
                    trials.stream().filter(t -> start.isTrained(t.values())).toList();
            List<Integer> rungs = halving.rungs(left.size());
            int apart = start.isTrained(Map.of()) && rungs.size() > 1 ? 1 : 0;
            planned = rungs.stream().mapToInt(Integer::intValue).sum() + trials.size() - left.size() + apart;
            for (int ahead = rungs.size() - 1; ahead > 0; ahead--) {
                left = halving.kept(evaluate(left, ahead));
            }
            List<Trial> through = left;
            evaluate(
                    trials.stream()
                            .filter(t -> t.number() == 0 || through.contains(t) || !start.isTrained(t.values()))
                            .toList(),
                    0);
            return new Tuning(done, stopped);
        }

        private List<Evaluation> evaluate(List<Trial> rung, int ahead) {
            List<Evaluation> own = new ArrayList<>();
            for (Trial trial : rung) {
                int iterations = ahead == 0 ? 0 : halving.iterations(start.iterations(trial.values()), ahead);
                Evaluation asked = new Evaluation(trial, ahead, iterations, OptionalDouble.empty(), 0, "");
                if (!stopped) {
                    known.stream()
                            .filter(asked::isSameWork)
                            .findFirst()
                            .or(() -> evaluated(asked))
                            .ifPresent(evaluation -> {
                                own.add(evaluation);
                                done.add(evaluation);
                            });
                }
            }
            return own;
        }

        private Optional<Evaluation> evaluated(Evaluation asked) {
            Trial trial = asked.trial();
            BacktestListener told =
                    listener.evaluation(new TuningProgress(done.size(), planned, trial, asked.iterations()));
            FirstReason first = new FirstReason(told);
            ScoreSums sums = new ScoreSums(levels());
            BacktestSummary summary = backtest.models(
                            Map.of(NAME, start.forecaster(trial.values(), asked.iterations())))
                    .levels(levels())
                    .run(series, first, sums::add);
            if (summary.stopped()) {
                stopped = true;
                return Optional.empty();
            }
            OptionalDouble score = metric.of(sums);
            String reason =
                    score.isEmpty() && first.reason.isEmpty() ? metric.title() + " is not defined" : first.reason;
            int failures = summary.failures().getOrDefault(NAME, 0);
            Evaluation evaluation =
                    new Evaluation(trial, asked.rungsAhead(), asked.iterations(), score, failures, reason);
            store.add(evaluation);
            return Optional.of(evaluation);
        }

        private double[] levels() {
            return metric instanceof Metric.OfInterval of ? new double[] {of.level()} : new double[0];
        }
    }

    /** Remembers why the first forecast is missing. */
    private static final class FirstReason implements BacktestListener {

        private final BacktestListener told;
        private String reason = "";

        private FirstReason(BacktestListener told) {
            this.told = told;
        }

        @Override
        public boolean onProgress(BacktestProgress progress) {
            return told.onProgress(progress);
        }

        @Override
        public void onFailure(BacktestFailure failure) {
            reason = reason.isEmpty() ? failure.reason() : reason;
            told.onFailure(failure);
        }

        @Override
        public TrainingListener training(BacktestProgress progress) {
            return told.training(progress);
        }
    }
}
