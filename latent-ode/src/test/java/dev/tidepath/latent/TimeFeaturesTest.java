package dev.tidepath.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeFeaturesTest {

    @Test
    void harmonicsAreSinesAndCosinesOfMultiples() {
        TimeFeatures features =
                new TimeFeatures(List.of(new TimeFeatures.Cycle(6.3, 4), new TimeFeatures.Cycle(0.7, 1)));
        assertEquals(10, features.size());
        Graph g = new Graph();
        Var time = g.input(1);
        Workspace w = g.compile(g.concat(features.apply(g, time))).newWorkspace(41);
        Matrix times = Matrix.zeros(1, 41);
        for (int b = 0; b < 41; b++) {
            times.set(0, b, -20 + 1.37 * b);
        }
        w.set(time, times);
        w.run();
        Matrix found = Matrix.zeros(10, 41);
        w.get(0, found);
        for (int b = 0; b < 41; b++) {
            double t = times.get(0, b);
            for (int k = 1; k <= 4; k++) {
                // k·6.3·t is itself rounded: its error is half an ulp of up to 400.
                assertEquals(StrictMath.sin(k * 6.3 * t), found.get(2 * k - 2, b), 4e-13);
                assertEquals(StrictMath.cos(k * 6.3 * t), found.get(2 * k - 1, b), 4e-13);
            }
            assertEquals(StrictMath.sin(6.3 * t), found.get(0, b), "the first harmonic is exact");
            assertEquals(StrictMath.sin(0.7 * t), found.get(8, b), "the first harmonic is exact");
            assertEquals(StrictMath.cos(0.7 * t), found.get(9, b), "the first harmonic is exact");
        }
    }

    @Test
    void withoutCyclesThereIsNothingToSee() {
        TimeFeatures none = new TimeFeatures(new ArrayList<>());
        assertEquals(0, none.size());
        Graph g = new Graph();
        assertEquals(List.of(), none.apply(g, g.input(1)));
    }

    @Test
    void cyclesHaveAFrequencyAndAHarmonic() {
        assertEquals(
                "a cycle needs a positive frequency and a harmonic: 0.0, 1",
                assertThrows(IllegalArgumentException.class, () -> new TimeFeatures.Cycle(0, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new TimeFeatures.Cycle(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new TimeFeatures.Cycle(1, 0));
    }
}
