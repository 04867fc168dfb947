package dev.tidepath.cli;

import dev.tidepath.forecasting.TimeAxis;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** What the command line says on standard error: one line a fact, each with a label that can be searched for. */
final class Talk {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Talk() {}

    /**
     * Says one thing.
     *
     * @param err where to
     * @param label one word
     * @param text the rest of the line
     */
    static void line(PrintStream err, String label, String text) {
        err.println(String.format(Locale.ROOT, "%-10s", label) + text);
    }

    /**
     * A count of things.
     *
     * @param number how many
     * @param one the name of one
     * @param many the name of several
     * @return such as {@code 2,284 rows}
     */
    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    /**
     * A distance on a time axis.
     *
     * @param axis of the times
     * @param distance seconds on a calendar axis, else in the axis's own unit; zero or more
     * @return such as {@code 7 d} or {@code 0.25}
     */
    static String length(TimeAxis axis, double distance) {
        return axis == TimeAxis.CALENDAR ? axis.length(distance) : number(distance);
    }

    /**
     * A number to three digits.
     *
     * @param value any
     * @return without trailing zeros
     */
    static String number(double value) {
        double magnitude = Math.abs(value);
        if (magnitude >= 100 && magnitude < 1e15) {
            return String.format(Locale.ROOT, "%,d", Math.round(value));
        }
        return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
    }
}
