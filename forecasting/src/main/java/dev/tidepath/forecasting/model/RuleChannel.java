package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ErrorGrowth;
import dev.tidepath.forecasting.prepare.KnownCovariates;
import dev.tidepath.forecasting.prepare.LearningPrefix;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a fitted rule knows of one channel that is observed again and again. What is dear to learn, the scale, the median gap
 * and the errors the rule makes, is learnt from the observations until the last step of {@link LearningPrefix}; what the rule
 * says is said from all that it looks at.
 */
final class RuleChannel {

    private final FittedRule fitted;
    private final int channel;
    private final RuleReadings readings;

    /** How many observations came before the readings. */
    private int dropped;

    private int learntFrom = -1;
    private Optional<Learnt> learnt = Optional.empty();

    /**
     * What was learnt, and the history since.
     *
     * @param history grows with each observation
     * @param scale unit of its values
     * @param growth how errors grow with the lead
     */
    private record Learnt(RuleHistory history, double scale, ErrorGrowth growth) {}

    /** Starts with a channel's history. */
    RuleChannel(FittedRule fitted, int channel, Channel history, KnownCovariates known) {
        this.fitted = fitted;
        this.channel = channel;
        dropped = start(history.size());
        readings = new RuleReadings(history, known, dropped);
    }

    /** The first observation that counts among so many. */
    private int start(int count) {
        return Math.max(0, LearningPrefix.of(count, memory()) - memory());
    }

    private int memory() {
        return fitted.rule().memory();
    }

    void observe(Times time, double value, double[] row) {
        readings.add(time, value, row);
        if (readings.size() > 3 * memory()) {
            forget();
            learnt = Optional.empty();
        }
    }

    /** Drops what came before the first observation that counts. */
    private void forget() {
        int from = start(dropped + readings.size());
        readings.cut(from - dropped);
        dropped = from;
    }

    /**
     * Means and what is needed for the spread about them.
     *
     * @param means by time, in the user's unit
     * @param scale unit in which errors grow
     * @param growth how the variance of errors grows
     * @param leads by time, in units of the longest lead
     */
    record Outlook(double[] means, double scale, ErrorGrowth growth, double[] leads) {}

    /** What the rule says of later times; the last time of the series is the origin of a channel never observed. */
    Outlook outlook(Times times, Times last, KnownCovariates known) {
        double[] leads = new double[times.size()];
        if (readings.size() == 0) {
            Arrays.setAll(leads, i -> times.since(i, last, 0) / fitted.longest());
            double scale = fitted.scales().pooled()[channel];
            return new Outlook(new double[leads.length], scale, fitted.growths().get(channel), leads);
        }
        Learnt now = learn();
        RuleHistory history = now.history();
        RuleHistory.Targets at = history.at(times, known);
        double[] means = fitted.rule().predict(history, history.size(), at);
        double end = history.time(history.size() - 1);
        for (int i = 0; i < leads.length; i++) {
            means[i] *= now.scale();
            leads[i] = (at.times()[i] - end) / fitted.longest();
        }
        return new Outlook(means, now.scale(), now.growth(), leads);
    }

    /** How the mean at one later time follows the observations, of which those that are not looked at come first, left out. */
    double[] gradient(Times time, KnownCovariates known) {
        if (readings.size() == 0) {
            return new double[0];
        }
        RuleHistory history = learn().history();
        return fitted.rule().weights(history, history.at(time, known));
    }

    private Learnt learn() {
        int count = dropped + readings.size();
        int prefix = LearningPrefix.of(count, memory());
        if (learnt.isEmpty() || prefix != learntFrom) {
            forget();
            learnt = Optional.of(learn(readings.slice(0, prefix - dropped)));
            learntFrom = prefix;
        }
        Learnt now = learnt.orElseThrow();
        for (int i = now.history().size(); i < readings.size(); i++) {
            now.history().add(readings.time(i), readings.value(i), readings.row(i));
        }
        return now;
    }

    private Learnt learn(RuleReadings first) {
        double scale = fitted.scales().of(channel, first.times(), first.values());
        RuleHistory history = new RuleHistory(first, scale, fitted.periods().get(channel));
        RuleErrors errors = new RuleErrors(fitted.rule(), fitted.longest());
        errors.add(history);
        boolean enough = errors.count() >= RuleErrors.ENOUGH;
        return new Learnt(
                history, scale, enough ? errors.growth() : fitted.growths().get(channel));
    }
}
