package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LastYearTest {

    private static final int WEEKS = 104;

    private final WeeklyRecord record = WeeklyRecord.read(ExampleData.find("co2_mauna_loa_weekly.csv"));

    /** The figures were computed by a separate script in another language. */
    @Test
    void rulesHaveTheirKnownErrorsOnTheShippedFile() {
        double[] growth =
                IntStream.rangeClosed(1, 5).mapToDouble(k -> error(k, true)).toArray();
        assertArrayEquals(new double[] {0.68328, 1.95000, 0.80880, 1.76302, 1.08791}, growth, 1e-5);
        assertEquals(1.25860, Arrays.stream(growth).average().orElseThrow(), 1e-5);
        double[] seasonal =
                IntStream.rangeClosed(1, 5).mapToDouble(k -> error(k, false)).toArray();
        assertArrayEquals(new double[] {1.87500, 3.66635, 2.31250, 2.82692, 1.11827}, seasonal, 1e-5);
    }

    private double error(int k, boolean growth) {
        WeeklyRecord.Holdout holdout = record.holdBack(record.rows() - k * WEEKS, WEEKS);
        LastYear rule = new LastYear(holdout.past());
        double[] everyWeek = growth ? rule.withGrowth(WEEKS) : rule.repeated(WEEKS);
        return Accuracy.meanAbsoluteError(
                holdout.whereObserved(everyWeek), holdout.truth().values());
    }

    @Test
    void cutsAreMadeByRows() {
        WeeklyRecord.Holdout holdout = record.holdBack(record.rows() - WEEKS, WEEKS);
        assertEquals(2284, record.rows());
        assertEquals("2000-01-01", holdout.cutOff());
        assertEquals(2284 - WEEKS, holdout.past().length);
        assertEquals(WEEKS, holdout.future().length);
        assertEquals(WEEKS, holdout.truth().size());
    }

    @Test
    void blanksAreInterpolatedAndEndsRepeated() {
        double[] rows = IntStream.range(0, WEEKS).mapToDouble(i -> i).toArray();
        double[] gaps = rows.clone();
        Arrays.fill(gaps, 60, 64, Double.NaN);
        assertArrayEquals(new LastYear(rows).withGrowth(WEEKS), new LastYear(gaps).withGrowth(WEEKS), 1e-12);
        gaps[WEEKS - 1] = Double.NaN;
        assertEquals(WEEKS - 2, new LastYear(gaps).repeated(52)[51]);
    }

    @Test
    void lessThanTwoYearsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LastYear(new double[WEEKS - 1]));
    }
}
