package dev.tidepath.io;

import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.AnomalyScore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forecast and the history it continues as one HTML page that needs nothing else: script, style and numbers are inside,
 * so it opens without a network and can be mailed. Immutable; the withers return a changed copy.
 *
 * <pre>{@code
 * ForecastPlot.of(history, forecast).title("CO2 at Mauna Loa").levels(80, 95).write(writer);
 * }</pre>
 *
 * <p>There is one chart for every series and channel; where those are many, the reader picks a series from a list. A
 * chart shows the observations as points, joined by a thin line only where neighbours are no further apart than three
 * times the channel's median gap; the median forecast as a line; a shaded band for each level; and a dashed line at the
 * series' last observation before the forecast. A very large history or set is cut to what a phone can open, and the
 * page says what it left out. Where forecast times are missing there is simply no forecast to see; an id without a history is shown too.
 *
 * <p>The page depends on nothing but what it is given: no clock, no locale, no time zone (its times are UTC), so the same
 * forecast gives the same bytes. Ids, channel names, titles and facts are shown as text and never read as HTML.
 */
public final class ForecastPlot {

    private static final Explanation NO_EXPLANATION = new Explanation(List.of());

    private final SeriesSet history;
    private final Forecast forecast;
    private final String title;
    private final String timeLabel;
    private final double[] levels;
    private final Map<String, String> facts;
    private final Explanation explanation;
    private final PlotFlags flags;

    private ForecastPlot(
            SeriesSet history,
            Forecast forecast,
            String title,
            String timeLabel,
            double[] levels,
            Map<String, String> facts,
            Explanation explanation,
            PlotFlags flags) {
        this.history = history;
        this.forecast = forecast;
        this.title = title;
        this.timeLabel = timeLabel;
        this.levels = levels;
        this.facts = facts;
        this.explanation = explanation;
        this.flags = flags;
    }

    /**
     * A page with the title "Forecast", bands of 80 and 95 % and no facts.
     *
     * @param history the observed series
     * @param forecast forecasts of some or all of them, on the same kind of time axis
     * @return the page
     * @throws IllegalArgumentException if the forecast's times are not of the history's kind
     */
    public static ForecastPlot of(SeriesSet history, Forecast forecast) {
        TimeAxis axis = history.axis();
        if (forecast.series().stream().anyMatch(f -> f.times().axis() != axis)) {
            throw new IllegalArgumentException("history and forecast are on different kinds of time axis");
        }
        return new ForecastPlot(
                history, forecast, "Forecast", "", new double[] {80, 95}, Map.of(), NO_EXPLANATION, PlotFlags.NONE);
    }

    /**
     * A page of observations beside what was expected of each just before: the median and the band of 95 %, with rings about
     * those that stand out and a table of them.
     *
     * @param history the observed series
     * @param scores by series id, of observations of the history
     * @param threshold the least score of what stands out, such as 3
     * @return the page, with the title "Observations and what was expected of them"
     * @throws IllegalArgumentException if the threshold is not a finite number
     */
    public static ForecastPlot scored(SeriesSet history, Map<String, List<AnomalyScore>> scores, double threshold) {
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("a threshold is a finite number: " + threshold);
        }
        return new ForecastPlot(
                history,
                ExpectedBands.of(history, scores),
                "Observations and what was expected of them",
                "",
                new double[] {95},
                Map.of(),
                NO_EXPLANATION,
                new PlotFlags(Map.copyOf(scores), threshold));
    }

    /**
     * Changes the heading.
     *
     * @param text plain text; blank for "Forecast"
     * @return a changed copy
     */
    public ForecastPlot title(String text) {
        return new ForecastPlot(
                history, forecast, text.isBlank() ? "Forecast" : text, timeLabel, levels, facts, explanation, flags);
    }

    /**
     * Names the horizontal axis of numeric times; calendar times need no name.
     *
     * @param text such as {@code hours after dose}; may be empty
     * @return a changed copy
     */
    public ForecastPlot timeLabel(String text) {
        return new ForecastPlot(history, forecast, title, text, levels, facts, explanation, flags);
    }

    /**
     * Changes the bands.
     *
     * @param percent the share each central interval should cover, in percent between 0 and 100; in any order; none for
     *     the median alone
     * @return a changed copy
     * @throws IllegalArgumentException if a level is not between 0 and 100
     */
    public ForecastPlot levels(double... percent) {
        for (double level : percent) {
            if (!(level > 0 && level < 100)) {
                throw new IllegalArgumentException("a level is between 0 and 100 percent: " + level);
            }
        }
        double[] sorted = Arrays.stream(percent).sorted().distinct().toArray();
        return new ForecastPlot(history, forecast, title, timeLabel, sorted, facts, explanation, flags);
    }

    /**
     * Changes the facts under the charts, such as the model's name and those of a
     * {@link dev.tidepath.forecasting.Provenance}.
     *
     * @param pairs name and value as plain text, shown in the map's order
     * @return a changed copy
     */
    public ForecastPlot facts(Map<String, String> pairs) {
        Map<String, String> copy = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
        return new ForecastPlot(history, forecast, title, timeLabel, levels, copy, explanation, flags);
    }

    /**
     * Adds what the forecast hangs on: under each channel that has gradients, a chart of them.
     *
     * @param gradients of some or all of the series
     * @return a changed copy
     */
    public ForecastPlot explained(Explanation gradients) {
        return new ForecastPlot(history, forecast, title, timeLabel, levels, facts, gradients, flags);
    }

    /**
     * Writes the page; encode it as UTF-8.
     *
     * @param out where to; neither flushed nor closed
     * @throws IOException if {@code out} fails
     */
    public void write(Appendable out) throws IOException {
        List<PlotSeries> all = PlotSeries.pair(history, forecast);
        PlotAxis axis = PlotAxis.of(history, forecast);
        PlotLimits limits = PlotLimits.of(all, levels.length);
        PlotData data = new PlotData(axis, timeLabel, levels, all, limits, explanation, flags);
        new PlotPage(title, facts, data).write(out);
    }

    /**
     * The page as a string.
     *
     * @return HTML
     */
    public String toHtml() {
        StringBuilder page = new StringBuilder();
        try {
            write(page);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string builder does not fail", impossible);
        }
        return page.toString();
    }
}
