package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ButcherTableauTest {

    private static final double[] THETAS = {0, 0.125, 0.3, 0.5, 0.75, 0.9, 1};

    static List<PrintedTableau> all() {
        return List.of(
                ClassicalRungeKutta.EULER,
                ClassicalRungeKutta.MIDPOINT,
                ClassicalRungeKutta.HEUN,
                ClassicalRungeKutta.RK4,
                BogackiShampine32.BOSH3,
                DormandPrince54.DOPRI5,
                Tsitouras54.TSIT5,
                DormandPrince853.DOP853);
    }

    /** Zero for fractions; decimals leave a residual of their last digit, the 18th or later. */
    private static double allowed(ExactTableau exact) {
        return exact.rational() ? 0.0 : 1e-18;
    }

    @Test
    void treesAreCountedRight() {
        int[] counts = {1, 1, 2, 4, 9, 20, 48, 115};
        for (int p = 1; p <= counts.length; p++) {
            assertEquals(counts[p - 1], RootedTree.ofOrder(p).size());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void ordersAreExact(PrintedTableau printed) {
        ExactTableau exact = new ExactTableau(printed);
        OrderConditions conditions = new OrderConditions(exact.a, printed.order() + 1);
        assertOrder(conditions, exact, exact.b, printed.order(), BigFraction.ONE);
        int[] orders = printed.name().equals("dop853") ? new int[] {5, 3} : new int[] {printed.embeddedOrder()};
        for (int row = 0; row < exact.error.length; row++) {
            assertOrder(conditions, exact, exact.embedded(row), orders[row], BigFraction.ONE);
        }
        for (int fifths : new int[] {-1, 1, 3, 4, 6}) {
            BigFraction theta = new BigFraction(fifths, 5);
            assertOrder(conditions, exact, exact.dense(theta), printed.denseOrder(), theta);
        }
    }

    private static void assertOrder(
            OrderConditions conditions, ExactTableau exact, BigFraction[] weights, int order, BigFraction theta) {
        double residual = conditions.residual(weights, order, theta);
        assertTrue(residual <= allowed(exact), "residual " + residual + " at " + theta);
        assertTrue(conditions.residual(weights, order + 1, theta) >= 1e-6);
    }

    /**
     * A widespread implementation propagates the embedded weights of order 4 of this pair under the name of order 5.
     */
    @Test
    void embeddedWeightsOfTsit5AreRefusedAsOrderFive() {
        ExactTableau exact = new ExactTableau(Tsitouras54.TSIT5);
        BigFraction[] propagated = exact.embedded(0);
        assertEquals(1 / 66.0, propagated[6].doubleValue());
        OrderConditions conditions = new OrderConditions(exact.a, 5);
        assertTrue(conditions.residual(propagated, 4) <= 1e-18);
        assertTrue(conditions.residual(propagated, 5) >= 1e-4);
    }

    @ParameterizedTest
    @MethodSource("all")
    void tableausHoldTheNearestDoubles(PrintedTableau printed) {
        ExactTableau exact = new ExactTableau(printed);
        ButcherTableau t = printed.tableau();
        assertArrayEquals(ExactTableau.nearest(exact.c), t.c());
        assertArrayEquals(ExactTableau.nearest(Arrays.copyOf(exact.b, t.stages())), t.b());
        for (int i = 0; i < exact.a.length; i++) {
            assertArrayEquals(ExactTableau.nearest(exact.a[i]), t.a()[i]);
        }
        for (int i = 0; i < exact.error.length; i++) {
            assertArrayEquals(ExactTableau.nearest(exact.error[i]), t.error()[i]);
        }
        double[] w = new double[exact.a.length];
        for (double theta : THETAS) {
            t.interpolant().weights(theta, w);
            double[] expected = ExactTableau.nearest(exact.dense(new BigFraction(theta)));
            assertArrayEquals(expected, w, printed.denseOrder() > 4 ? 3e-14 : 2e-15);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void interpolantsMeetTheEndsAndTheirDerivatives(PrintedTableau printed) {
        ButcherTableau t = printed.tableau();
        int n = t.interpolant().stages();
        double[] w = new double[n];
        t.interpolant().weights(0.0, w);
        assertArrayEquals(new double[n], w, Double.MIN_VALUE);
        t.interpolant().weights(1.0, w);
        assertArrayEquals(Arrays.copyOf(t.b(), n), w, Double.MIN_VALUE);
        double[] up = new double[n];
        double[] down = new double[n];
        for (double theta : new double[] {0.0, 0.3, 0.8, 1.0}) {
            t.interpolant().weights(theta + 1e-6, up);
            t.interpolant().weights(theta - 1e-6, down);
            t.interpolant().derivatives(theta, w);
            for (int i = 0; i < n; i++) {
                assertEquals((up[i] - down[i]) / 2e-6, w[i], 1e-8 * (1 + Math.abs(w[i])));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void weightsOfManyLanesAreTheSameBits(PrintedTableau printed) {
        Interpolant interpolant = printed.tableau().interpolant();
        double[][] w = new double[interpolant.stages()][THETAS.length];
        interpolant.weights(THETAS, THETAS.length, w);
        double[] alone = new double[interpolant.stages()];
        for (int b = 0; b < THETAS.length; b++) {
            interpolant.weights(THETAS[b], alone);
            for (int i = 0; i < alone.length; i++) {
                assertEquals(alone[i], w[i][b]);
            }
        }
        int[] used = interpolant.usedStages();
        assertEquals(printed.name().equals("dop853") ? 12 : used.length, used.length);
    }

    @Test
    void propertiesAreDerived() {
        assertTrue(ButcherTableau.BOSH3.firstSameAsLast());
        assertTrue(ButcherTableau.DOPRI5.firstSameAsLast());
        assertTrue(ButcherTableau.TSIT5.firstSameAsLast());
        assertTrue(ButcherTableau.DOP853.firstSameAsLast());
        assertFalse(ButcherTableau.RK4.firstSameAsLast());
        assertFalse(ButcherTableau.EULER.firstSameAsLast());
        assertEquals(13, ButcherTableau.DOP853.stages());
        assertEquals(3, ButcherTableau.DOP853.denseStages());
        assertEquals(0, ButcherTableau.TSIT5.denseStages());
        assertEquals(8, ExplicitRungeKutta.dop853().errorOrder());
        assertEquals(3, ExplicitRungeKutta.dop853().denseEvaluations());
        assertEquals(7, ExplicitRungeKutta.dop853().denseDegree());
    }

    private static ButcherTableau twoStages(double a, double[] b, double c, double[][] error, int embedded) {
        return new ButcherTableau(
                "x",
                2,
                embedded,
                new double[][] {{}, {a}},
                b,
                error,
                new double[] {0, c},
                Interpolant.hermite(2, 2, b, 1));
    }

    @Test
    void refusesInconsistentCoefficients() {
        double[][] none = {};
        double[] b = {0, 1};
        assertThrowsNaming("0.6", () -> twoStages(0.5, b, 0.6, none, 0));
        assertThrowsNaming("1.5", () -> twoStages(0.5, new double[] {0.5, 1}, 0.5, none, 0));
        assertThrowsNaming("embedded order 1", () -> twoStages(0.5, b, 0.5, none, 1));
        assertThrowsNaming("must sum to 0.0, found 0.5", () -> twoStages(0.5, b, 0.5, new double[][] {{-0.5, 1}}, 1));
        double[][] long1 = {{}, {0.5, 0}};
        double[] c = {0, 0.5};
        Interpolant dense = Interpolant.hermite(2, 2, b, 1);
        assertThrowsNaming("must be 1 long, found 2", () -> new ButcherTableau("x", 2, 0, long1, b, none, c, dense));
        double[][] a = {{}, {0.5}};
        assertThrowsNaming(
                "1 rows of a for 2 weights", () -> new ButcherTableau("x", 2, 0, new double[1][0], b, none, c, dense));
        assertThrowsNaming(
                "dense output of order 3",
                () -> new ButcherTableau("x", 2, 0, a, b, none, c, Interpolant.hermite(3, 2, b, 1)));
        assertThrowsNaming(
                "does not fit order 2 and b = [0.0, 1.0]",
                () -> new ButcherTableau(
                        "x", 2, 0, a, b, none, c, Interpolant.hermite(2, 2, new double[] {0.5, 0.5}, 1)));
        assertThrowsNaming(
                "must be 2 long, found 1",
                () -> new ButcherTableau("x", 2, 0, a, b, none, c, Interpolant.hermite(1, 1, new double[] {1}, 0)));
    }

    @Test
    void refusesInterpolantsThatAreNone() {
        double[] b = {0, 1};
        assertThrowsNaming("found 4 and 0", () -> Interpolant.hermite(2, 4, b, 1));
        assertThrowsNaming("found 2 and 1", () -> Interpolant.hermite(2, 2, b, 1, b));
        assertThrowsNaming("expected 2, found 1", () -> Interpolant.hermite(2, 3, b, 1, new double[1]));
    }

    private static void assertThrowsNaming(String part, org.junit.jupiter.api.function.Executable code) {
        String message = assertThrows(IllegalArgumentException.class, code).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void arraysCannotBeChangedFromOutside() {
        ButcherTableau.DOPRI5.b()[0] = 7;
        ButcherTableau.DOPRI5.a()[1][0] = 7;
        ButcherTableau.DOPRI5.interpolant().coefficients()[0][0] = 7;
        ButcherTableau.DOPRI5.interpolant().usedStages()[0] = 7;
        assertEquals(35 / 384.0, ButcherTableau.DOPRI5.b()[0]);
        assertEquals(0.2, ButcherTableau.DOPRI5.a()[1][0]);
        assertEquals(35 / 384.0, ButcherTableau.DOPRI5.interpolant().coefficients()[0][0]);
    }
}
