package dev.tidepath.forecasting.statespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.prepare.ValueTransform;
import org.junit.jupiter.api.Test;

final class NormalisationTest {

    private static final double[] FAR = {1e12, 1e12 + 0.5, 1e12 + 1, 1e12 + 2.5};

    /** The digits of values far from zero that tell them apart are kept: 1e12/scale has none left for them. */
    @Test
    void smallDifferencesOfLargeValuesAreExact() {
        Normalisation n = Normalisation.of(ValueTransform.IDENTITY, FAR, 1);
        assertEquals(0.5 / n.scale(), n.apply(FAR[1]) - n.apply(FAR[0]), 1e-14);
        assertEquals(2.5 / n.scale(), n.apply(FAR[3]) - n.apply(FAR[0]), 1e-14);
    }

    @Test
    void valuesAtTheEndsOfTheRangeAreOfSizeOne() {
        for (double size : new double[] {1.7e308, 1e-300, Double.MIN_VALUE}) {
            Normalisation n = Normalisation.of(ValueTransform.IDENTITY, new double[] {size, -size, size, -size}, 1);
            assertEquals(1, n.apply(size), 0.1);
            assertEquals(-1, n.apply(-size), 0.1);
        }
    }

    @Test
    void anErrorOfAnySizeHasAFiniteVariance() {
        Normalisation n = Normalisation.of(ValueTransform.LOG, new double[] {1, 2, 4}, 1);
        assertTrue(Double.isFinite(n.variance(1e-310, 1e300)));
        assertEquals(0, n.variance(1e-310, 0));
        assertEquals(0.01 / (n.scale() * n.scale()), n.variance(2, 0.2), 1e-12);
    }
}
