package dev.tidepath.benchmarks;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * An axis of equal steps of 1, 2 or 5 times a power of ten, from a multiple of the step to another.
 *
 * @param step from tick to tick
 * @param low steps from zero to its beginning
 * @param high steps from zero to its end, more
 * @param from place of its beginning in the drawing
 * @param to place of its end
 */
record LinearAxis(BigDecimal step, long low, long high, double from, double to) implements Axis {

    private static final int MOST_STEPS = 6;

    /** An axis with room for all values; from zero on if that is no farther from the values than they are apart. */
    static LinearAxis of(DoubleStream values, double from, double to) {
        double[] sorted = values.sorted().toArray();
        double last = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
        double first = sorted.length == 0 ? 0 : sorted[0];
        if (first > 0 && (first <= last - first || first == last)) {
            first = 0;
        }
        BigDecimal step = step(Math.max(last - first, Double.MIN_NORMAL) / MOST_STEPS);
        long low = (long) Math.floor(first / step.doubleValue());
        long high = Math.max(low + 1, (long) Math.ceil(last / step.doubleValue()));
        return new LinearAxis(step, low, high, from, to);
    }

    /** The least step that is not below a length. */
    private static BigDecimal step(double least) {
        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            BigDecimal step = unit.multiply(BigDecimal.valueOf(factor));
            if (step.doubleValue() >= least) {
                return step;
            }
        }
        return unit.scaleByPowerOfTen(1);
    }

    @Override
    public double place(double value) {
        return from + (value / step.doubleValue() - low) / (high - low) * (to - from);
    }

    @Override
    public List<Double> ticks() {
        return LongStream.rangeClosed(low, high)
                .mapToObj(k -> step.multiply(BigDecimal.valueOf(k)).doubleValue())
                .toList();
    }

    @Override
    public String label(double tick) {
        return BigDecimal.valueOf(tick).stripTrailingZeros().toPlainString();
    }
}
