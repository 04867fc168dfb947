package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.StandardNormal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuantileNodesTest {

    private static double[] nodes(int from, int to, double value) {
        double[] nodes = new double[QuantileNodes.COUNT];
        Arrays.setAll(nodes, i -> i < from ? value - from + i : i > to ? value + i - to : value);
        return nodes;
    }

    @Test
    void betweenNodesThereIsNothingToDraw() {
        double[] nodes = nodes(4, 4, 10);
        assertEquals(QuantileNodes.score(nodes, 9.5), QuantileNodes.score(nodes, 9.5, 0.3));
        assertEquals(QuantileNodes.score(nodes, 99), QuantileNodes.score(nodes, 99, 0.3));
        assertEquals(QuantileNodes.score(nodes, -99), QuantileNodes.score(nodes, -99, 0.3));
    }

    /** Nodes 3 to 11 are the deciles: a step from the second to the fourth reaches half way to its neighbours. */
    @Test
    void onAStepAllBetweenItsEndsIsDrawn() {
        double[] nodes = nodes(4, 6, 10);
        assertEquals(StandardNormal.quantile(0.15), QuantileNodes.score(nodes, 10, 0), 1e-9);
        assertEquals(StandardNormal.quantile(0.3), QuantileNodes.score(nodes, 10, 0.5), 1e-9);
        assertEquals(StandardNormal.quantile(0.45), QuantileNodes.score(nodes, 10, 1), 1e-9);
    }

    @Test
    void ofAForecastThatIsAlwaysRightAnyScoreIs() {
        double[] nodes = nodes(0, QuantileNodes.COUNT - 1, 10);
        assertEquals(StandardNormal.quantile(0.2), QuantileNodes.score(nodes, 10, 0.2), 1e-9);
        assertTrue(QuantileNodes.score(nodes, 11, 0.2) > 1e300);
    }
}
