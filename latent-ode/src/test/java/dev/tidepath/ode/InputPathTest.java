package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.tensor.ShapeException;
import org.junit.jupiter.api.Test;

class InputPathTest {

    private final InputPath path = new InputPath(new double[] {1, 2, 4}, new double[][] {{10, 20, 0}, {1, 1, 5}});

    @Test
    void isLinearBetweenKnotsAndConstantOutside() {
        assertEquals(2, path.inputs());
        assertEquals(3, path.knots());
        double[] t = {-5, 1, 1.25, 2, 3, 4, 9};
        double[] first = {10, 10, 12.5, 20, 10, 0, 0};
        double[] second = {1, 1, 1, 1, 3, 5, 5};
        for (int i = 0; i < t.length; i++) {
            assertEquals(first[i], path.value(0, t[i]));
            assertEquals(second[i], path.value(1, t[i]));
        }
        assertEquals(7, InputPath.constant(3, 7).value(1, -100));
        assertEquals(0, InputPath.none().inputs());
    }

    @Test
    void doesNotChangeWithTheArraysItWasMadeOf() {
        double[] times = {0, 1};
        double[][] values = {{0, 1}};
        InputPath kept = new InputPath(times, values);
        times[0] = 0.5;
        values[0][1] = 9;
        assertEquals(0.5, kept.value(0, 0.5));
    }

    @Test
    void knotsAreChecked() {
        assertMessage(
                "the times of knots must strictly increase: 1.0 comes after 1.0",
                new double[] {0, 1, 1},
                new double[1][3]);
        assertMessage("the value of a knot must be finite, found NaN", new double[] {0}, new double[][] {{Double.NaN}});
        assertMessage(
                "the time of a knot must be finite, found Infinity",
                new double[] {0, Double.POSITIVE_INFINITY},
                new double[0][]);
        assertThrows(ShapeException.class, () -> new InputPath(new double[] {0, 1}, new double[1][3]));
        assertThrows(ShapeException.class, () -> new InputPath(new double[0], new double[1][0]));
    }

    private static void assertMessage(String message, double[] times, double[][] values) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> new InputPath(times, values))
                        .getMessage());
    }
}
