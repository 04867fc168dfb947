package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a backtest pretends that the future is not yet known. Cut-offs come in rounds, the earliest first; in a round, each
 * series has one cut-off at most.
 */
public sealed interface CutOffs {

    /**
     * How many rounds there are.
     *
     * @param series the series to forecast
     * @param horizon how far each forecast reaches
     * @return zero or more
     * @throws DataException with code TP-D072 if there are more than 100,000 from a start on
     */
    int rounds(SeriesSet series, TimeSpan horizon);

    /**
     * A series' cut-off in a round.
     *
     * @param series the series
     * @param horizon how far the forecast reaches
     * @param round from zero
     * @return a sequence of that one time, or empty if it is outside the calendar or nothing was observed
     */
    Optional<Times> at(TimeSeries series, TimeSpan horizon, int round);

    /**
     * Whether all series have the same cut-offs, so that what is learnt in a round may not see any series beyond it.
     *
     * @return false if each series has its own
     */
    boolean areShared();

    /**
     * Cut-offs back from each series' own end, which suits panels of different lengths: the last one leaves the horizon
     * ahead, {@code end − horizon}, the others lie {@code every} before the next.
     *
     * @param every distance of two cut-offs
     * @param count how many
     * @return the cut-offs
     */
    static CutOffs backFromEnd(TimeSpan every, int count) {
        return new BackFromEnd(every, count);
    }

    /**
     * The same cut-offs for all series, from a start until the last observation of any of them.
     *
     * @param start sequence of one time, the first cut-off
     * @param every distance of two cut-offs
     * @param most how many at most
     * @return the cut-offs
     */
    static CutOffs from(Times start, TimeSpan every, OptionalInt most) {
        return new FromStart(start, every, most);
    }

    /**
     * Cut-offs back from each series' own end.
     *
     * @param every distance of two cut-offs
     * @param count how many, one or more
     */
    record BackFromEnd(TimeSpan every, int count) implements CutOffs {

        /**
         * Checks the count.
         *
         * @param every see the component
         * @param count see the component
         * @throws IllegalArgumentException if it is less than one
         */
        public BackFromEnd {
            if (count < 1) {
                throw new IllegalArgumentException("at least one cut-off: " + count);
            }
        }

        @Override
        public int rounds(SeriesSet series, TimeSpan horizon) {
            return count;
        }

        @Override
        public Optional<Times> at(TimeSeries series, TimeSpan horizon, int round) {
            return series.observations() == 0
                    ? Optional.empty()
                    : horizon.shift(series.last(), 0, -1).flatMap(last -> every.shift(last, 0, round + 1 - count));
        }

        @Override
        public boolean areShared() {
            return false;
        }
    }

    /**
     * The same cut-offs for all series.
     *
     * @param start sequence of one time, the first cut-off
     * @param every distance of two cut-offs
     * @param most how many at most
     */
    record FromStart(Times start, TimeSpan every, OptionalInt most) implements CutOffs {

        private static final int MOST_ROUNDS = 100_000;

        @Override
        public int rounds(SeriesSet series, TimeSpan horizon) {
            int limit = most.orElse(Integer.MAX_VALUE);
            int count = 0;
            while (count < limit && anyAfter(series, every.shift(start, 0, count))) {
                count++;
                if (count > MOST_ROUNDS) {
                    throw new DataException(
                            "TP-D072",
                            "",
                            "there are more than 100,000 cut-offs from " + start.text(0) + " on",
                            "let them lie further apart (--every), begin later (--from), or ask for so many at most"
                                    + " (--cutoffs)");
                }
            }
            return count;
        }

        private static boolean anyAfter(SeriesSet series, Optional<Times> cutOff) {
            return cutOff.isPresent()
                    && series.series().stream()
                            .anyMatch(s -> s.observations() > 0 && s.last().compare(0, cutOff.get(), 0) > 0);
        }

        @Override
        public Optional<Times> at(TimeSeries series, TimeSpan horizon, int round) {
            return series.observations() == 0 ? Optional.empty() : every.shift(start, 0, round);
        }

        @Override
        public boolean areShared() {
            return true;
        }
    }
}
