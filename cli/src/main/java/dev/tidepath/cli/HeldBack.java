package dev.tidepath.cli;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TidepathException;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.Holdout;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.io.LeaderboardText;
import dev.tidepath.io.LoadedHorizon;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** The last stretch of each series, held back to see how good a forecast of it is. */
final class HeldBack {

    private final Holdout holdout;
    private final TimeSpan length;
    private final String lengthText;
    private final ModelSettings settings;
    private final BiFunction<Model, ModelSettings, Forecaster> forecasters;

    private HeldBack(
            Holdout holdout,
            TimeSpan length,
            String lengthText,
            ModelSettings settings,
            BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        this.holdout = holdout;
        this.length = length;
        this.lengthText = lengthText;
        this.settings = settings;
        this.forecasters = forecasters;
    }

    /**
     * Holds the last stretch of series back.
     *
     * @param series what was observed
     * @param length how much
     * @param timeColumn name of the column of times, for messages
     * @param training what models are told
     * @param zone whose clock their cycles follow, if it is known
     * @param forecasters where simple rules come from
     * @return the series in two parts
     * @throws UsageException if the length lacks a unit, or has one where the times have none
     * @throws dev.tidepath.forecasting.DataException if no series is left
     */
    static HeldBack of(
            SeriesSet series,
            TimeLength length,
            String timeColumn,
            TrainingOptions training,
            Optional<ZoneId> zone,
            BiFunction<Model, ModelSettings, Forecaster> forecasters) {
        TimeAxis axis = series.axis();
        TimeSpan span = length.span("--holdout", axis, timeColumn);
        List<Double> periods = training.periods(axis, timeColumn);
        OptionalDouble season =
                periods.stream().mapToDouble(Double::doubleValue).min();
        Holdout holdout = Holdout.of(series, span, season);
        ModelSettings settings = training.settings(holdout.horizon(), axis, timeColumn, zone);
        return new HeldBack(holdout, span, length.text(), settings, forecasters);
    }

    /**
     * What is known.
     *
     * @return the series without the stretch
     */
    SeriesSet history() {
        return holdout.history();
    }

    /**
     * The times observed in the stretch.
     *
     * @return as a horizon
     */
    LoadedHorizon horizon() {
        return new LoadedHorizon(holdout.horizon(), List.of());
    }

    /**
     * What is held back, in words.
     *
     * @return a sentence
     */
    String text() {
        String left = holdout.leftOut() == 0
                ? ""
                : "; " + Talk.count(holdout.leftOut(), "series has", "series have")
                        + " nothing before it and no forecast";
        return "the last " + lengthText + " of each series is held back" + left;
    }

    /**
     * Prints how good a forecast is, beside the simple rules.
     *
     * @param forecast of what is held back
     * @param model its model's name
     * @param levels levels of the intervals, in percent
     * @param err where to
     */
    void sayScores(Forecast forecast, String model, double[] levels, PrintStream err) {
        Scoreboard scores = new Scoreboard(LeadBuckets.equal(length.length(), 1), levels);
        holdout.score(model, forecast, levels).forEach(scores::add);
        for (Model rule : Model.simpleRules()) {
            if (!rule.text().equals(model)) {
                addRule(rule, scores, levels, err);
            }
        }
        Leaderboard board = scores.rank(scores.usualRanking(), Model.simpleRuleNames(), 0, settings.seed());
        LeaderboardText.brief(board).lines().forEach(line -> Talk.line(err, "scores", line));
    }

    private void addRule(Model rule, Scoreboard scores, double[] levels, PrintStream err) {
        try {
            Forecast forecast = forecasters.apply(rule, settings).fit(history()).forecast(history(), holdout.horizon());
            holdout.score(rule.text(), forecast, levels).forEach(scores::add);
        } catch (TidepathException | ArithmeticException e) {
            Talk.line(err, "note", rule.text() + " gives no forecast: " + e.getMessage());
        }
    }
}
