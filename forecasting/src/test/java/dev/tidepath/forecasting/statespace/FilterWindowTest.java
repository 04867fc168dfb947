package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ValueTransform;
import dev.tidepath.random.RandomKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much is filtered again as observations come in: work is counted, not timed. */
class FilterWindowTest {

    private static final RandomKey KEY = RandomKey.of(8);

    private static FittedChannel fitted(ValueTransform transform) {
        Structure structure = Structure.CONSTANT.withRandomLevel(true);
        return new FittedChannel(
                List.of(new Member(structure, List.of(0.3), 1, 1)), new Normalisation(transform, 0, 1), 1, 100);
    }

    private static void observe(FilterWindow window, int i, double value) {
        window.add(Times.ofNumbers(i + 0.5 * KEY.uniform(i)), value, 0, false, new double[0]);
        window.catchUp();
    }

    /** Observations that were filtered from the start again, until there are n. */
    private static long refiltered(FilterWindow window, int n) {
        long steps = 0;
        List<KalmanFilter> before = List.of();
        for (int i = 0; i < n; i++) {
            observe(window, i, 5 + KEY.gaussian(i));
            steps += window.filters() == before ? 0 : i;
            before = window.filters();
        }
        return steps;
    }

    @Test
    void theModelsOfASeriesThatWasFittedNeverStartAgain() {
        FittedChannel own = fitted(ValueTransform.IDENTITY);
        assertEquals(0, refiltered(new FilterWindow(Optional.of(own), own, 0), 3_000));
    }

    @Test
    void adaptingCostsAConstantOnTheAverageAndEnds() {
        FittedChannel pooled = fitted(ValueTransform.IDENTITY);
        FilterWindow window = new FilterWindow(Optional.empty(), pooled, 0);
        long until = refiltered(window, FilterWindow.MOST_LEARNT);
        assertTrue(until <= 33L * FilterWindow.MOST_LEARNT, until + " steps");
        List<KalmanFilter> last = window.filters();
        for (int i = window.size(); i < 3 * FilterWindow.MOST_LEARNT; i++) {
            observe(window, i, 5 + KEY.gaussian(i));
            assertSame(last, window.filters());
        }
    }

    @Test
    void aValueThatATransformDoesNotTakeStartsThemOnce() {
        FittedChannel own = fitted(ValueTransform.LOG);
        FilterWindow window = new FilterWindow(Optional.of(own), fitted(ValueTransform.IDENTITY), 0);
        refiltered(window, 100);
        List<KalmanFilter> before = window.filters();
        observe(window, 100, -1);
        assertNotSame(before, window.filters());
        assertEquals(ValueTransform.IDENTITY, window.model().normalisation().transform());
    }
}
