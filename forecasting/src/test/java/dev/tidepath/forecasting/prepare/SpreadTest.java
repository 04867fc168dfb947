package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static List<Integer> first(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void fewAreAllKept() {
        assertEquals(first(10), Spread.some(first(10), 10));
        assertEquals(first(10), Spread.some(first(10), 11));
        assertEquals(List.of(), Spread.some(List.of(), 3));
    }

    @Test
    void ofManySomeAreKeptInOrderWhateverTheRhythmOfTheList() {
        List<Integer> some = Spread.some(first(256), 128);
        assertEquals(128, some.size());
        assertEquals(some.stream().distinct().sorted().toList(), some);
        long even = some.stream().filter(i -> i % 2 == 0).count();
        assertTrue(even > 40 && even < 88, "even ones: " + even);
        long early = some.stream().filter(i -> i < 128).count();
        assertTrue(early > 40 && early < 88, "of the first half: " + early);
    }
}
