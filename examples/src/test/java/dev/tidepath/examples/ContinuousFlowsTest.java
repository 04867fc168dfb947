package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.flow.DensityEstimate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which figures the program fails for. */
class ContinuousFlowsTest {

    private static final ToyData DATA = ToyData.MOONS;

    private static List<String> missed(double loss, double mass) {
        double[] log = new double[100];
        Arrays.setAll(log, i -> -loss + (i % 2 == 0 ? 0.5 : -0.5)); // a standard error of 0.05
        DensityEstimate same = new DensityEstimate(log, new double[100]);
        Bars bars = new Bars();
        ContinuousFlows.require(bars, new FlowFigures(DATA, 0, log, log, mass, 1e-7, same), false);
        return bars.missed();
    }

    @Test
    void aFlowNearTheLowestIsGood() {
        assertEquals(List.of(), missed(DATA.lowest() + 0.09, 0.995));
        assertEquals(List.of(), missed(DATA.lowest() - 0.1, 1.005));
    }

    @Test
    void aLikelihoodBetterThanTheTruthIsWrong() {
        assertTrue(missed(DATA.lowest() - 0.2, 1).get(0).contains("below the lowest"));
    }

    @Test
    void aDensityHasToAddUpToOne() {
        assertTrue(missed(DATA.lowest(), 1.02).get(0).contains("mass"));
    }
}
