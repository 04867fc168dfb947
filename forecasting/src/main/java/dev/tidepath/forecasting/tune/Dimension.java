package dev.tidepath.forecasting.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalInt;

/** The values that one hyper-parameter may take, made by {@link Hyperparameter#among} and {@link Hyperparameter#between}. */
public sealed interface Dimension {

    /**
     * How many values there are.
     *
     * @return empty for a range
     */
    OptionalInt size();

    /**
     * The values in the words of an option.
     *
     * @return such as {@code 24,48} or {@code 0.002..0.05}
     */
    String text();

    /**
     * A value.
     *
     * @param uniform from 0 to below 1
     * @return the value at that share of the way
     */
    String at(double uniform);

    /**
     * Values listed, each as likely as another.
     *
     * @param values one or more
     */
    record Choice(List<String> values) implements Dimension {

        /**
         * Keeps an unmodifiable copy.
         *
         * @param values see the component
         */
        public Choice {
            values = List.copyOf(values);
        }

        @Override
        public OptionalInt size() {
            return OptionalInt.of(values.size());
        }

        @Override
        public String text() {
            return String.join(",", values);
        }

        @Override
        public String at(double uniform) {
            return values.get((int) (uniform * values.size()));
        }
    }

    /**
     * Numbers between two, uniform in their logarithm; to three digits, so that they can be read and typed.
     *
     * @param low the least, positive
     * @param high the greatest
     * @param whole whether they are whole numbers
     */
    record Range(BigDecimal low, BigDecimal high, boolean whole) implements Dimension {

        private static final MathContext THREE_DIGITS = new MathContext(3);

        @Override
        public OptionalInt size() {
            return OptionalInt.empty();
        }

        @Override
        public String text() {
            return low.toPlainString() + ".." + high.toPlainString();
        }

        @Override
        public String at(double uniform) {
            double from = StrictMath.log(low.doubleValue());
            double to = StrictMath.log(high.doubleValue() + (whole ? 1 : 0));
            double drawn = StrictMath.exp(from + uniform * (to - from));
            BigDecimal value = whole
                    ? BigDecimal.valueOf((long) StrictMath.floor(drawn))
                    : new BigDecimal(drawn).round(THREE_DIGITS);
            return value.max(low).min(high).stripTrailingZeros().toPlainString();
        }
    }
}
