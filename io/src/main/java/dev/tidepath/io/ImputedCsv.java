package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes what was filled in as long CSV with the columns of {@link ForecastCsv}: a row for each series, time and channel at
 * which the channel was not observed. The complete form has the observations in between and a column {@code kind} after the
 * channel, {@code observed} or {@code imputed}; an observation stands in all columns as it is.
 */
public final class ImputedCsv {

    private final TimeFormat format;
    private final boolean complete;
    private final Levels levels;

    /**
     * Says what to write.
     *
     * @param format how times are written; dates become date-times if a time is no midnight
     * @param complete whether observations are written too
     * @param levels shares that the intervals should cover, in percent between 0 and 100
     * @throws IllegalArgumentException if a level is out of range or given twice
     */
    public ImputedCsv(TimeFormat format, boolean complete, double... levels) {
        this.format = format;
        this.complete = complete;
        this.levels = new Levels(levels);
    }

    /**
     * Writes to an open writer, which is flushed and left open.
     *
     * @param series what was observed
     * @param imputed what {@link dev.tidepath.forecasting.FittedForecaster#impute} made of the same series
     * @param out takes the text
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if a number is not finite or the format is for another kind of time axis
     */
    public void write(SeriesSet series, Forecast imputed, Writer out) throws IOException {
        TimeFormat fitted = format.fitting(Stream.concat(
                        imputed.series().stream().map(SeriesForecast::times),
                        (complete ? series.series() : List.<TimeSeries>of())
                                .stream().flatMap(s -> s.targets().stream()).map(Channel::times))
                .toList());
        StringBuilder text = new StringBuilder(complete ? "id,time,channel,kind" : "id,time,channel");
        levels.columns().forEach(name -> text.append(',').append(name));
        text.append('\n');
        for (int s = 0; s < imputed.series().size(); s++) {
            SeriesForecast filled = imputed.series().get(s);
            TimeSeries given = series.series().get(s);
            List<Channel> observed = filled.channels().stream()
                    .map(name -> given.targets().stream()
                            .filter(c -> c.name().equals(name))
                            .findFirst()
                            .orElseThrow())
                    .toList();
            appendSeries(new Part(filled, observed, fitted, text));
            out.append(text);
            text.setLength(0);
        }
        out.append(text);
        out.flush();
    }

    /** The rows of one series and where they go. */
    private record Part(SeriesForecast filled, List<Channel> observed, TimeFormat format, StringBuilder text) {

        private void start(int channel, Times times, int at) {
            CsvText.append(filled.id(), text);
            text.append(',').append(format.text(times, at)).append(',');
            CsvText.append(filled.channels().get(channel), text);
        }
    }

    /** Goes through observed and filled times together, the earliest first. */
    private void appendSeries(Part rows) {
        int[] next = new int[rows.observed().size()];
        Times filled = rows.filled().times();
        int at = 0;
        while (true) {
            List<Times> heads = new ArrayList<>();
            if (at < filled.size()) {
                heads.add(filled.slice(at, at + 1));
            }
            for (int c = 0; c < next.length; c++) {
                if (next[c] < rows.observed().get(c).size()) {
                    heads.add(rows.observed().get(c).times().slice(next[c], next[c] + 1));
                }
            }
            if (heads.isEmpty()) {
                return;
            }
            Times now = heads.stream().min((a, b) -> a.compare(0, b, 0)).orElseThrow();
            boolean isFilled = at < filled.size() && filled.compare(at, now, 0) == 0;
            for (int c = 0; c < next.length; c++) {
                Channel channel = rows.observed().get(c);
                if (next[c] < channel.size() && channel.times().compare(next[c], now, 0) == 0) {
                    appendObserved(rows, c, now, channel.value(next[c]));
                    next[c]++;
                } else if (isFilled) {
                    appendFilled(rows, c, at);
                }
            }
            at += isFilled ? 1 : 0;
        }
    }

    private void appendObserved(Part rows, int channel, Times now, double value) {
        if (complete) {
            rows.start(channel, now, 0);
            rows.text().append(",observed");
            double[] all = new double[levels.columns().size()];
            Arrays.fill(all, value);
            ForecastCsv.append(all, rows.text());
        }
    }

    private void appendFilled(Part rows, int channel, int at) {
        rows.start(channel, rows.filled().times(), at);
        rows.text().append(complete ? ",imputed" : "");
        ForecastCsv.append(levels.row(rows.filled(), channel, at), rows.text());
    }
}
