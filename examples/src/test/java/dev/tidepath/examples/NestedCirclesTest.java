package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The points, and which figures the program fails for. */
class NestedCirclesTest {

    private static CircleStudy.Figures figures(
            int further, double penalty, double accuracy, double broken, double cost) {
        CircleStudy.Variant variant = new CircleStudy.Variant(further, penalty, penalty);
        return new CircleStudy.Figures(variant, accuracy, broken, 0.01, cost, 100, 2, 3);
    }

    private static List<String> missed(CircleStudy.Figures... all) {
        Bars bars = new Bars();
        NestedCircles.require(bars, List.of(all));
        return bars.missed();
    }

    @Test
    void anAugmentedOneSeparatesWhatAPlainOneCannot() {
        assertEquals(List.of(), missed(figures(0, 0, 0.97, 1, 90), figures(1, 0, 1, 0, 60), figures(1, 0.1, 1, 0, 40)));
    }

    @Test
    void aPlainOneThatSeparatesIsWrong() {
        assertTrue(missed(figures(0, 0, 0.97, 0.9, 90), figures(1, 0, 1, 0, 60))
                .get(0)
                .contains("plain: % of circles broken"));
    }

    @Test
    void penaltiesHaveToSaveEvaluations() {
        assertTrue(missed(figures(1, 0, 1, 0, 60), figures(1, 0.1, 1, 0, 60))
                .get(0)
                .contains("evaluations"));
    }

    @Test
    void pointsAreOfDiscAndRing() {
        NestedPoints points = NestedPoints.draw(RandomKey.of(1), 300);
        int inside = 0;
        for (int b = 0; b < points.count(); b++) {
            double radius =
                    Math.hypot(points.places().get(0, b), points.places().get(1, b));
            boolean disc = points.labels().get(0, b) < 0;
            inside += disc ? 1 : 0;
            assertTrue(disc ? radius <= 0.5 : radius >= 1 && radius <= 1.5, "radius " + radius);
        }
        assertEquals(100, inside);
    }
}
