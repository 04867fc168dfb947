package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at series for what forecasts would suffer from: channels that never change and gaps out of all proportion. */
final class SeriesCheck {

    private static final int LEAST_OBSERVATIONS = 5;
    private static final double LARGE_GAP = 1e4;
    private static final int NAMED = 3;
    private static final double WHOLE = 1e15;

    private SeriesCheck() {}

    static void addRemarks(List<TimeSeries> series, Remarks remarks) {
        Map<String, List<String>> constant = new LinkedHashMap<>();
        double largest = LARGE_GAP;
        String where = "";
        for (TimeSeries s : series) {
            for (Channel c : s.targets()) {
                if (c.size() >= LEAST_OBSERVATIONS) {
                    if (isConstant(c)) {
                        constant.computeIfAbsent(c.name(), n -> new ArrayList<>())
                                .add(s.id());
                    }
                    double ratio = gapRatio(c);
                    if (ratio > largest) {
                        largest = ratio;
                        where = "'" + Phrases.oneLine(c.name()) + "'"
                                + (s.id().isEmpty() ? "" : " of series '" + Phrases.oneLine(s.id()) + "'");
                    }
                }
            }
        }
        constant.forEach((name, ids) -> remarks.warn("TP-D048: '" + Phrases.oneLine(name) + "' never changes"
                + (series.size() == 1 ? "" : share(ids, series.size()))));
        if (!where.isEmpty()) {
            remarks.note("the longest gap in " + where + " is " + times(largest) + " times its median gap");
        }
    }

    /** A ratio to the next whole number while such numbers are told apart, else in three digits. */
    private static String times(double ratio) {
        return ratio < WHOLE
                ? Phrases.number(Math.round(ratio))
                : DecimalText.rounded(Math.min(ratio, Double.MAX_VALUE), 3);
    }

    private static String share(List<String> ids, int of) {
        boolean few = ids.size() <= NAMED;
        return " in " + Phrases.number(ids.size()) + " of " + Phrases.number(of) + " series"
                + (few ? ": " : ", such as ") + Phrases.names(few ? ids : ids.subList(0, NAMED));
    }

    private static boolean isConstant(Channel c) {
        for (int i = 1; i < c.size(); i++) {
            if (c.value(i) != c.value(0)) {
                return false;
            }
        }
        return true;
    }

    private static double gapRatio(Channel c) {
        double[] gaps = new double[c.size() - 1];
        Arrays.setAll(gaps, i -> c.times().since(i + 1, c.times(), i));
        Arrays.sort(gaps);
        return gaps[gaps.length - 1] / gaps[gaps.length / 2];
    }
}
