package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Forecasts the past: at each cut-off, models see what was observed until then and forecast the times at which anything was
 * observed within the horizon after it. Immutable.
 *
 * <pre>{@code
 * Backtest backtest = Backtest.of(Map.of("latent-ode", model), TimeSpan.of(Period.ofWeeks(104)))
 *         .cutOffs(CutOffs.backFromEnd(TimeSpan.of(Period.ofYears(1)), 5));
 * Scoreboard scores = new Scoreboard(LeadBuckets.equal(backtest.horizon().length(), 4), 80, 95);
 * backtest.run(series, BacktestListener.silent(), scores::add);
 * Leaderboard board = scores.rank(scores.usualRanking(), Set.of(), 0.5, 1);
 * }</pre>
 *
 * <p>Nothing beyond a cut-off reaches what is done for it but the times to forecast and the covariates of the role
 * {@link dev.tidepath.forecasting.Role#KNOWN}. A model is fitted on what was known at the first round, and again every so
 * many rounds if that is asked for; forecasts always start from the series as they were at the cut-off. Where each series
 * has its own cut-offs, series are taken to be independent of each other: a model may have learnt from a series at a later
 * date than another's cut-off. Where they share a calendar, as stations share the weather, use shared cut-offs.
 *
 * <p>A model that fails on some cut-offs is counted there, and the others go on.
 */
public final class Backtest {

    private static final int MIN_HISTORY = 10;
    private static final int COUNT = 10;

    private final Map<String, Forecaster> models;
    private final TimeSpan horizon;
    private final CutOffs cutOffs;
    private final int refitEvery;
    private final int minHistory;
    private final OptionalDouble season;
    private final double[] levels;
    private final Thinning thinning;

    private Backtest(
            Map<String, Forecaster> models,
            TimeSpan horizon,
            CutOffs cutOffs,
            int refitEvery,
            int minHistory,
            OptionalDouble season,
            double[] levels,
            Thinning thinning) {
        this.models = models;
        this.horizon = horizon;
        this.cutOffs = cutOffs;
        this.refitEvery = refitEvery;
        this.minHistory = minHistory;
        this.season = season;
        this.levels = levels;
        this.thinning = thinning;
    }

    /**
     * A backtest with ten cut-offs, a horizon apart, back from each series' own end; at least ten observation times before
     * each; models fitted once; intervals of 80 and 95 %.
     *
     * @param models unfitted models by name, in the map's order; at least one
     * @param horizon how far each forecast reaches from its cut-off
     * @return the backtest
     */
    public static Backtest of(Map<String, Forecaster> models, TimeSpan horizon) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("at least one model");
        }
        return new Backtest(
                Collections.unmodifiableMap(new LinkedHashMap<>(models)),
                horizon,
                CutOffs.backFromEnd(horizon, COUNT),
                0,
                MIN_HISTORY,
                OptionalDouble.empty(),
                new double[] {80, 95},
                Thinning.NONE);
    }

    /**
     * Changes the models.
     *
     * @param others unfitted models by name, in the map's order; at least one
     * @return a changed copy
     */
    public Backtest models(Map<String, Forecaster> others) {
        Backtest changed = of(others, horizon);
        return new Backtest(changed.models, horizon, cutOffs, refitEvery, minHistory, season, levels, thinning);
    }

    /**
     * Changes the cut-offs.
     *
     * @param chosen when the past ends
     * @return a changed copy
     */
    public Backtest cutOffs(CutOffs chosen) {
        return new Backtest(models, horizon, chosen, refitEvery, minHistory, season, levels, thinning);
    }

    /**
     * Fits models again every so many rounds of cut-offs.
     *
     * @param rounds one or more; zero to fit once, before the first
     * @return a changed copy
     */
    public Backtest refitEvery(int rounds) {
        if (rounds < 0) {
            throw new IllegalArgumentException("refit every " + rounds);
        }
        return new Backtest(models, horizon, cutOffs, rounds, minHistory, season, levels, thinning);
    }

    /**
     * Changes how much must have been observed before a cut-off.
     *
     * @param times different observation times, one or more
     * @return a changed copy
     */
    public Backtest minHistory(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a history of " + times + " observation times");
        }
        return new Backtest(models, horizon, cutOffs, refitEvery, times, season, levels, thinning);
    }

    /**
     * Sets the season that errors are scaled by, see {@link NaiveScale}.
     *
     * @param length in seconds on a calendar axis, else in the axis's own unit; empty for a step of the median gap
     * @return a changed copy
     */
    public Backtest season(OptionalDouble length) {
        return new Backtest(models, horizon, cutOffs, refitEvery, minHistory, length, levels, thinning);
    }

    /**
     * Changes the prediction intervals.
     *
     * @param percent share each should cover, between 0 and 100
     * @return a changed copy
     */
    public Backtest levels(double... percent) {
        for (double level : percent) {
            if (!(level > 0 && level < 100)) {
                throw new IllegalArgumentException("a level is between 0 and 100 percent: " + level);
            }
        }
        return new Backtest(models, horizon, cutOffs, refitEvery, minHistory, season, percent.clone(), thinning);
    }

    /**
     * Hides a share of the past: models learn and forecast from what is left of the channels to forecast when observations
     * are left out at random, and are compared with all that was observed after the cut-off. Cut-offs and the
     * {@link NaiveScale} are those of the whole series, so that errors at different shares are in one unit. What is left at
     * a large share is left at a smaller one too, and does not depend on other series. Of each channel, two observations
     * stay at least.
     *
     * @param share of the observations that is hidden, at least 0 and below 1
     * @param seed which ones
     * @return a changed copy
     * @throws IllegalArgumentException if the share is outside that range
     */
    public Backtest thinned(double share, long seed) {
        Thinning chosen = new Thinning(share, seed);
        return new Backtest(models, horizon, cutOffs, refitEvery, minHistory, season, levels, chosen);
    }

    /**
     * How far each forecast reaches.
     *
     * @return from the cut-off
     */
    public TimeSpan horizon() {
        return horizon;
    }

    /**
     * What errors depend on, but for series and models.
     *
     * @return text by name
     */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("horizon", horizon.toString());
        facts.put("cut-offs", cutOffs.toString());
        facts.put("fitted again every", Integer.toString(refitEvery));
        facts.put("least history", Integer.toString(minHistory));
        season.ifPresent(length -> facts.put("season", Double.toString(length)));
        if (thinning.share() > 0) {
            facts.put("hidden", thinning.toString());
        }
        return facts;
    }

    /**
     * Runs the backtest on the calling thread; models may use more.
     *
     * @param series the series, whole
     * @param listener told of progress; may stop the run
     * @param sink takes each forecast beside what was observed as soon as it is known: by round, model, series, channel
     *     and time
     * @return counts of what was done
     * @throws dev.tidepath.forecasting.DataException if no cut-off has enough history before it and an observation after it
     */
    public BacktestSummary run(SeriesSet series, BacktestListener listener, Consumer<ScoredPoint> sink) {
        if (horizon.axis() != series.axis()) {
            throw new IllegalArgumentException(
                    "the horizon is on a " + horizon.axis() + " axis, the series on a " + series.axis() + " one");
        }
        BacktestPlan plan = new BacktestPlan(series, cutOffs, horizon, season, minHistory, thinning);
        Run run = new Run(plan, listener, sink);
        boolean finished = run.all();
        return new BacktestSummary(plan.planned(), plan.tooShort(), plan.withoutTruth(), run.failures, !finished);
    }

    /** A model's forecasts, or why there are none; a fitted model or why there is none. */
    private record Attempt<T>(List<T> result, String failure) {

        private static <T> Attempt<T> of(T result) {
            return new Attempt<>(List.of(result), "");
        }

        private static <T> Attempt<T> failed(RuntimeException e) {
            String text = e instanceof TidepathException t ? t.code() + ": " + t.getMessage() : e.toString();
            return new Attempt<>(List.of(), text);
        }
    }

    /** One run: the fitted models and the counts so far. */
    private final class Run {

        private final BacktestPlan plan;
        private final BacktestListener listener;
        private final Consumer<ScoredPoint> sink;
        private final Map<String, Attempt<FittedForecaster>> fitted = new LinkedHashMap<>();
        private final Map<String, Integer> failures = new LinkedHashMap<>();
        private final int planned;
        private int done;
        private int roundsSinceFit;

        private Run(BacktestPlan plan, BacktestListener listener, Consumer<ScoredPoint> sink) {
            this.plan = plan;
            this.listener = listener;
            this.sink = sink;
            int rounds = 0;
            for (int round = 0; round < plan.rounds(); round++) {
                rounds += plan.isEmpty(round) ? 0 : 1;
            }
            planned = rounds * models.size();
            models.keySet().forEach(model -> failures.put(model, 0));
        }

        /** Whether it was not stopped. */
        private boolean all() {
            for (int round = 0; round < plan.rounds(); round++) {
                if (!plan.isEmpty(round) && !round(round)) {
                    return false;
                }
            }
            return true;
        }

        private boolean round(int round) {
            List<Cut> cuts = plan.cuts(round);
            boolean fit = fitted.isEmpty() || (refitEvery > 0 && roundsSinceFit == refitEvery);
            roundsSinceFit = fit ? 1 : roundsSinceFit + 1;
            for (Map.Entry<String, Forecaster> model : models.entrySet()) {
                BacktestProgress progress = new BacktestProgress(done, planned, model.getKey(), round + 1);
                if (!listener.onProgress(progress)) {
                    return false;
                }
                if (fit) {
                    fitted.put(model.getKey(), fit(model.getValue(), plan.known(round), progress));
                    if (!listener.onProgress(progress)) {
                        return false;
                    }
                }
                forecast(model.getKey(), cuts);
                done++;
            }
            return true;
        }

        private Attempt<FittedForecaster> fit(Forecaster model, SeriesSet known, BacktestProgress progress) {
            try {
                return Attempt.of(model.fit(known, listener.training(progress)));
            } catch (RuntimeException e) {
                return Attempt.failed(e);
            }
        }

        private void forecast(String model, List<Cut> cuts) {
            Attempt<FittedForecaster> attempt =
                    Optional.ofNullable(fitted.get(model)).orElseThrow();
            if (attempt.result().isEmpty()) {
                cuts.forEach(cut -> fail(model, cut, attempt.failure()));
                return;
            }
            FittedForecaster forecaster = attempt.result().get(0);
            Attempt<List<ScoredPoint>> together = score(model, forecaster, cuts);
            if (!together.result().isEmpty()) {
                together.result().get(0).forEach(sink);
                return;
            }
            for (Cut cut : cuts) {
                Attempt<List<ScoredPoint>> alone = score(model, forecaster, List.of(cut));
                if (alone.result().isEmpty()) {
                    fail(model, cut, alone.failure());
                } else {
                    alone.result().get(0).forEach(sink);
                }
            }
        }

        private Attempt<List<ScoredPoint>> score(String model, FittedForecaster forecaster, List<Cut> cuts) {
            try {
                List<TimeSeries> histories = cuts.stream().map(Cut::history).toList();
                Forecast forecast = forecaster.forecast(new SeriesSet(histories), Holdout.horizon(cuts));
                List<ScoredPoint> points = new ArrayList<>();
                for (int i = 0; i < cuts.size(); i++) {
                    points.addAll(cuts.get(i).score(model, forecast.series().get(i), levels));
                }
                return Attempt.of(points);
            } catch (RuntimeException e) {
                return Attempt.failed(e);
            }
        }

        private void fail(String model, Cut cut, String reason) {
            failures.merge(model, 1, Integer::sum);
            listener.onFailure(new BacktestFailure(model, cut.history().id(), cut.cutOff(), reason));
        }
    }
}
