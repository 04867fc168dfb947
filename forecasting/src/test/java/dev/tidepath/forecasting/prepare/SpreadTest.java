package dev.tidepath.forecasting.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void someAreSpreadOverAll() {
        List<Integer> ten = IntStream.range(0, 10).boxed().toList();
        assertEquals(List.of(0, 3, 6), Spread.evenly(ten, 3));
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), Spread.evenly(ten, 9));
        assertEquals(ten, Spread.evenly(ten, 10));
        assertEquals(ten, Spread.evenly(ten, 11));
        assertEquals(List.of(), Spread.evenly(List.of(), 3));
    }
}
