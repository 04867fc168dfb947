package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.tidepath.forecasting.Times;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineGapsTest {

    @Test
    void aGapOfThreeMediansIsJoinedAndALongerOneIsNot() {
        assertArrayEquals(new int[0], LineGaps.breaks(Times.ofNumbers(0, 1, 2, 3, 6, 7, 8)));
        assertArrayEquals(new int[] {4}, LineGaps.breaks(Times.ofNumbers(0, 1, 2, 3, 6.01, 7, 8)));
    }

    @Test
    void everyLongGapIsFound() {
        assertArrayEquals(new int[] {3, 6, 7}, LineGaps.breaks(Times.ofNumbers(0, 1, 2, 10, 11, 12, 20, 30, 31, 32)));
    }

    @Test
    void theMedianOfAnEvenNumberOfGapsLiesBetweenTheMiddleOnes() {
        assertArrayEquals(new int[0], LineGaps.breaks(Times.ofNumbers(0, 1, 6)));
        assertArrayEquals(new int[] {4}, LineGaps.breaks(Times.ofNumbers(0, 1, 2, 4, 8.6)));
    }

    @Test
    void aSingleGapHasNothingToBeLongerThan() {
        assertArrayEquals(new int[0], LineGaps.breaks(Times.ofNumbers(0, 1_000)));
        assertArrayEquals(new int[0], LineGaps.breaks(Times.ofNumbers(5)));
        assertArrayEquals(new int[0], LineGaps.breaks(Times.ofNumbers()));
    }

    @Test
    void monthsOfDifferentLengthsAreJoinedAcrossTwoMissingOnes() {
        int[] months = {0, 1, 2, 5, 6, 7, 11, 12, 13};
        Times times = Times.ofInstants(IntStream.of(months)
                .mapToObj(m -> LocalDate.of(2024, 1, 1)
                        .plusMonths(m)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant())
                .toList());
        assertArrayEquals(new int[] {6}, LineGaps.breaks(times));
    }
}
