package dev.tidepath.io;

import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeSeries;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The sentences of a page that hold for all its charts. */
final class PlotWords {

    private PlotWords() {}

    /** What the page holds and, where it is not everything, what it leaves out. */
    static String summary(PlotData data) {
        List<PlotSeries> all = data.all();
        long observations = all.stream()
                .flatMap(s -> s.history().stream())
                .mapToLong(TimeSeries::observations)
                .sum();
        long times = all.stream()
                .flatMap(s -> s.forecast().stream())
                .map(SeriesForecast::times)
                .mapToLong(t -> t.size())
                .sum();
        PlotFlags flags = data.flags();
        String ahead = flags.present()
                ? count(flags.scored(), "scored", "scored") + ", " + count(flags.flagged(), "flagged", "flagged")
                : count(times, "forecast time", "forecast times");
        String text = (all.size() == 1 ? "One series" : count(all.size(), "series", "series")) + ", "
                + count(observations, "observation", "observations") + ", " + ahead + ".";
        int shown = data.limits().series();
        return shown == all.size()
                ? text
                : text + " This page holds the first " + count(shown, "series", "series") + " only; "
                        + (flags.present() ? "the table of scores" : "the forecast table") + " has all.";
    }

    /** How to read a chart. */
    static String legend(PlotData data) {
        List<String> shares =
                Arrays.stream(data.levels()).mapToObj(PlotWords::percent).toList();
        String bands = listed(shares);
        String shaded = bands.isEmpty()
                ? ""
                : data.levels().length == 1
                        ? " The shaded band holds " + bands + " of the forecast distribution."
                        : " The shaded bands hold " + bands + " of the forecast distribution.";
        String clock = data.axis() == PlotAxis.INSTANT ? " Times are UTC, or as written where no zone was named." : "";
        String stems = data.explanation().series().isEmpty()
                ? ""
                : " In a chart of gradients each stem stands at an observation: by so much the mean at the last forecast time"
                        + " moves when that observation moves by one unit.";
        String expected = data.flags().present()
                ? " The thick line is the median of the forecast made just before each observation. The band holds "
                        + bands
                        + " of it. Rings are about observations with a score of "
                        + BigDecimal.valueOf(data.flags().threshold())
                                .stripTrailingZeros()
                                .toPlainString()
                        + " or more; the score is minus the decimal logarithm of the probability of a value at least as far"
                        + " out."
                : " The thick line is the median forecast." + shaded;
        return "Points are observations; a thin line joins neighbours that are no further apart than three times the"
                + " median gap." + expected + stems + clock;
    }

    private static String listed(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }

    private static String percent(double level) {
        String digits = level == Math.rint(level) ? String.format(Locale.ROOT, "%.0f", level) : Double.toString(level);
        return digits + "\u00a0%";
    }

    private static String count(long n, String one, String many) {
        String digits = Long.toString(n);
        String grouped = digits.length() > 4 ? digits.replaceAll("\\B(?=(\\d{3})+$)", "\u202f") : digits;
        return grouped + " " + (n == 1 ? one : many);
    }
}
