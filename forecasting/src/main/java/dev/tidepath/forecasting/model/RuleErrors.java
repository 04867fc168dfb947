package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.prepare.ErrorGrowth;
import java.util.List;

/** Squared errors of a rule by lead, from many earlier origins of histories. */
final class RuleErrors {

    /** With so many errors of its own, a series' errors are its own. */
    static final int ENOUGH = 60;

    private static final int LEADS = 12;
    private static final int MOST = LEADS * 4_000;

    private final Rule rule;
    private final double longest;
    private final SquaredErrors errors = new SquaredErrors();

    /** Prepares for leads up to a longest one, which is the unit of the growth that comes out. */
    RuleErrors(Rule rule, double longest) {
        this.rule = rule;
        this.longest = longest;
    }

    /** Tries the rule on a history, from the later of its times. */
    void add(RuleHistory h) {
        int n = h.size();
        int first = Math.max(1, n / 3);
        int origins = Math.min(rule.origins(), n - first);
        for (int k = 0; k < origins && errors.count() + LEADS <= MOST; k++) {
            int known = first + (int) ((long) k * (n - first) / origins);
            int end = known;
            while (end < n && h.time(end) - h.time(known - 1) <= longest * (1 + 1e-9)) {
                end++;
            }
            int some = Math.min(LEADS, end - known);
            int[] indices = new int[some];
            for (int i = 0; i < some; i++) {
                indices[i] = known + (int) ((long) i * (end - known) / some);
            }
            double[] predicted = rule.predict(h, known, h.at(indices));
            for (int i = 0; i < some; i++) {
                double e = h.value(indices[i]) - predicted[i];
                errors.add((h.time(indices[i]) - h.time(known - 1)) / longest, e);
            }
        }
    }

    int count() {
        return errors.count();
    }

    double meanSquare() {
        return errors.meanSquare();
    }

    ErrorGrowth growth() {
        return errors.growth();
    }

    static RuleErrors of(Rule rule, double longest, List<RuleHistory> histories) {
        RuleErrors errors = new RuleErrors(rule, longest);
        histories.forEach(errors::add);
        return errors;
    }
}
