package dev.tidepath.io;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesForecast;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Writes a forecast as long CSV: the columns {@code id}, {@code time}, {@code channel}, {@code mean}, {@code median} and,
 * for each level, such as 80, {@code lo-80} and {@code hi-80}; a row for each series, time and channel, in this order.
 *
 * <p>RFC 4180 with {@code \n}; UTF-8. Numbers are rounded to ten significant digits, or to more where a
 * row's numbers lie closer together, so the same forecast gives the same
 * bytes everywhere. Immutable.
 */
public final class ForecastCsv {

    private static final int SIGNIFICANT_DIGITS = 10;
    private static final int DIGITS_OF_SPREAD = 5;
    private static final int MOST_DIGITS = 17;

    private final TimeFormat format;
    private final Levels levels;

    /**
     * Says what to write.
     *
     * @param format how times are written, such as {@link LoadedSeries#timeFormat()}; dates become date-times if a
     *     forecast time is no midnight
     * @param levels shares that the intervals should cover, in percent between 0 and 100
     * @throws IllegalArgumentException if a level is out of range or given twice
     */
    public ForecastCsv(TimeFormat format, double... levels) {
        this.format = format;
        this.levels = new Levels(levels);
    }

    /**
     * Writes a file, as a whole or not at all.
     *
     * @param forecast finite numbers
     * @param file where to; an existing file is replaced
     * @throws InputException of kind {@link InputException.Kind#IO} if the file cannot be written
     * @throws IllegalArgumentException if a number is not finite or the format is for another kind of time axis
     */
    public void write(Forecast forecast, Path file) {
        AtomicFile.write(file, out -> write(forecast, out));
    }

    /**
     * Writes to an open writer, which is flushed and left open.
     *
     * @param forecast finite numbers
     * @param out takes the text
     * @throws IOException if writing fails
     * @throws IllegalArgumentException if a number is not finite or the format is for another kind of time axis
     */
    public void write(Forecast forecast, Writer out) throws IOException {
        TimeFormat fitted = format.fitting(
                forecast.series().stream().map(SeriesForecast::times).toList());
        StringBuilder text = new StringBuilder("id,time,channel");
        levels.columns().forEach(name -> text.append(',').append(name));
        text.append('\n');
        for (SeriesForecast f : forecast.series()) {
            for (int t = 0; t < f.times().size(); t++) {
                for (int c = 0; c < f.channels().size(); c++) {
                    appendRow(f, fitted, t, c, text);
                }
            }
            out.append(text);
            text.setLength(0);
        }
        out.append(text);
        out.flush();
    }

    private void appendRow(SeriesForecast f, TimeFormat fitted, int time, int channel, StringBuilder text) {
        CsvText.append(f.id(), text);
        text.append(',').append(fitted.text(f.times(), time)).append(',');
        CsvText.append(f.channels().get(channel), text);
        append(levels.row(f, channel, time), text);
    }

    /** Appends numbers and the end of the line. */
    static void append(double[] numbers, StringBuilder text) {
        int digits = digits(numbers);
        for (double number : numbers) {
            text.append(',').append(digits == 0 ? DecimalText.exact(number) : DecimalText.rounded(number, digits));
        }
        text.append('\n');
    }

    /** Ten digits, or as many as tell numbers apart that hardly differ; 0, for all there are, where they are one. */
    static int digits(double[] numbers) {
        double largest = 0;
        double spread = 0;
        for (double number : numbers) {
            largest = Math.max(largest, Math.abs(number));
            spread = Math.max(spread, Math.abs(number - numbers[0]));
        }
        if (!(spread > 0)) {
            return 0;
        }
        int apart = (int) Math.ceil(StrictMath.log10(largest / spread));
        return Math.max(SIGNIFICANT_DIGITS, Math.min(MOST_DIGITS, apart + DIGITS_OF_SPREAD));
    }
}
