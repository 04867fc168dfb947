package dev.tidepath.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A logarithmic axis over whole decades, at least one.
 *
 * @param low power of ten at its beginning
 * @param high power of ten at its end
 * @param from place of its beginning in the drawing
 * @param to place of its end
 */
record LogAxis(int low, int high, double from, double to) implements Axis {

    private static final int LARGEST_PLAIN = 4;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /** An axis with room for all values, which are positive; one to ten if there are none. */
    static LogAxis of(DoubleStream values, double from, double to) {
        double[] logs = values.map(Math::log10).sorted().toArray();
        if (logs.length == 0) {
            return new LogAxis(0, 1, from, to);
        }
        int low = (int) Math.floor(logs[0]);
        int high = (int) Math.ceil(logs[logs.length - 1]);
        return new LogAxis(low, Math.max(high, low + 1), from, to);
    }

    @Override
    public double place(double value) {
        return from + (Math.log10(value) - low) / (high - low) * (to - from);
    }

    @Override
    public List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        IntStream.rangeClosed(low, high).forEach(power -> ticks.add(Math.pow(10, power)));
        return ticks;
    }

    /** A tick in words: {@code 0.01} or {@code 1000}; on an axis with larger ones all as powers, {@code 10³}. */
    @Override
    public String label(double tick) {
        int power = (int) Math.rint(Math.log10(tick));
        if (high <= LARGEST_PLAIN || power < 0) {
            return BigDecimal.ONE.scaleByPowerOfTen(power).toPlainString();
        }
        StringBuilder text = new StringBuilder("10");
        String.valueOf(power).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }
}
