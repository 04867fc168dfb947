package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which figures the program fails for. */
class OdeNetTest {

    private static final OdeNet.Judged RESIDUAL = new OdeNet.Judged("resnet", 300, 0.010);

    private static List<String> missed(boolean quick, OdeNet.Judged... all) {
        Bars bars = new Bars();
        OdeNet.require(bars, List.of(all), 0.02, quick);
        return bars.missed();
    }

    private static OdeNet.Judged continuous(int parameters, double errorRate) {
        return new OdeNet.Judged("ode-net", parameters, errorRate);
    }

    @Test
    void anOdeNetHasToBeSmallAndAsGood() {
        assertEquals(List.of(), missed(false, RESIDUAL, continuous(100, 0.014)));
        assertEquals(
                List.of("percentage points of error more than the residual network is 0.900, not at most 0.500"),
                missed(false, RESIDUAL, continuous(100, 0.019)));
        assertEquals(
                List.of("share of the residual network's parameters is 0.337, not at most 0.333"),
                missed(false, RESIDUAL, continuous(101, 0.01)));
    }

    @Test
    void anOdeNetAloneHasItsBarToo() {
        assertEquals(List.of(), missed(false, continuous(100, 0.02)));
        assertEquals(
                List.of("error of the ODE-Net is 0.021, not at most 0.020"), missed(false, continuous(100, 0.021)));
    }

    @Test
    void theOthersAloneHaveNone() {
        assertEquals(List.of(), missed(false, RESIDUAL, new OdeNet.Judged("rk-net", 100, 0.5)));
    }

    @Test
    void namesAndPicturesThatThereAreNotAreRefused() {
        assertEquals("--only odenet is none of resnet, rk-net, ode-net", refused("--only", "odenet"));
        assertEquals(
                "--out draws the ode-net, which --only resnet leaves out",
                refused("--only", "resnet", "--out", "pictures"));
        assertEquals("--minutes needs a whole number from 1 on, not -1", refused("--minutes", "-1"));
    }

    private static String refused(String... words) {
        return assertThrows(Arguments.NotUnderstood.class, () -> OdeNet.run(words, System.out, System.err))
                .getMessage();
    }

    @Test
    void theQuickFormAsksAllAlike() {
        assertEquals(
                List.of("error of rk-net is 0.500, not below 0.020"),
                missed(true, RESIDUAL, new OdeNet.Judged("rk-net", 100, 0.5)));
    }
}
