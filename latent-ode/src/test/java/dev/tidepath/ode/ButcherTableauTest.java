package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class ButcherTableauTest {

    private static final String[] A = {
        "",
        "1/5",
        "3/40 9/40",
        "44/45 -56/15 32/9",
        "19372/6561 -25360/2187 64448/6561 -212/729",
        "9017/3168 -355/33 46732/5247 49/176 -5103/18656",
        "35/384 0 500/1113 125/192 -2187/6784 11/84"
    };
    private static final String B = "35/384 0 500/1113 125/192 -2187/6784 11/84 0";
    private static final String EMBEDDED = "5179/57600 0 7571/16695 393/640 -92097/339200 187/2100 1/40";
    private static final String D = "-12715105075/11282082432 0 87487479700/32700410799 -10690763975/1880347072"
            + " 701980252875/199316789632 -1453857185/822651844 69997945/29380423";

    private static BigFraction[][] a() {
        BigFraction[][] rows = new BigFraction[A.length][];
        Arrays.setAll(rows, i -> OrderConditions.row(A[i]));
        return rows;
    }

    @Test
    void treesAreCountedRight() {
        int[] counts = {1, 1, 2, 4, 9, 20};
        for (int p = 1; p <= counts.length; p++) {
            assertEquals(counts[p - 1], RootedTree.ofOrder(p).size());
        }
    }

    @Test
    void dopri5IsOfOrderFiveExactly() {
        assertEquals(BigFraction.ZERO, OrderConditions.residual(a(), OrderConditions.row(B), 5, BigFraction.ONE));
        assertTrue(OrderConditions.residual(a(), OrderConditions.row(B), 6, BigFraction.ONE)
                        .doubleValue()
                > 1e-4);
    }

    @Test
    void dopri5EmbedsOrderFourExactlyAndNotFive() {
        BigFraction[] embedded = OrderConditions.row(EMBEDDED);
        assertEquals(BigFraction.ZERO, OrderConditions.residual(a(), embedded, 4, BigFraction.ONE));
        assertTrue(OrderConditions.residual(a(), embedded, 5, BigFraction.ONE).doubleValue() > 1e-4);
    }

    @Test
    void dopri5DenseOutputIsOfOrderFourExactlyAndNotFive() {
        for (int i = -2; i <= 7; i++) {
            BigFraction theta = new BigFraction(i, 5);
            assertEquals(BigFraction.ZERO, OrderConditions.residual(a(), denseWeights(theta), 4, theta));
        }
        BigFraction half = new BigFraction(1, 2);
        assertTrue(OrderConditions.residual(a(), denseWeights(half), 5, half).doubleValue() > 1e-4);
    }

    private static BigFraction[] denseWeights(BigFraction theta) {
        BigFraction[] b = OrderConditions.row(B);
        BigFraction[] d = OrderConditions.row(D);
        BigFraction rest = BigFraction.ONE.subtract(theta);
        BigFraction first = theta.multiply(rest);
        BigFraction second = first.multiply(theta);
        BigFraction[] w = new BigFraction[b.length];
        for (int i = 0; i < b.length; i++) {
            BigFraction start = i == 0 ? BigFraction.ONE : BigFraction.ZERO;
            BigFraction end = i == b.length - 1 ? BigFraction.ONE : BigFraction.ZERO;
            w[i] = theta.multiply(b[i])
                    .add(first.multiply(start.subtract(b[i])))
                    .add(second.multiply(b[i].multiply(2).subtract(start).subtract(end)))
                    .add(first.pow(2).multiply(d[i]));
        }
        return w;
    }

    @Test
    void dopri5HoldsTheNearestDoubles() {
        ButcherTableau t = ButcherTableau.DOPRI5;
        BigFraction[] b = OrderConditions.row(B);
        BigFraction[] embedded = OrderConditions.row(EMBEDDED);
        BigFraction[] e = new BigFraction[b.length];
        Arrays.setAll(e, i -> b[i].subtract(embedded[i]));
        assertArrayEquals(OrderConditions.doubles(b), t.b());
        assertArrayEquals(OrderConditions.doubles(e), t.error()[0]);
        for (int i = 0; i < A.length; i++) {
            assertArrayEquals(OrderConditions.doubles(OrderConditions.row(A[i])), t.a()[i]);
        }
        double[] w = new double[7];
        for (double theta = -0.25; theta <= 1.25; theta += 0.125) {
            t.interpolant().weights(theta, w);
            assertArrayEquals(OrderConditions.doubles(denseWeights(new BigFraction(theta))), w, 4e-15);
        }
    }

    @Test
    void everyTableauSatisfiesItsOrdersUpToRounding() {
        for (ButcherTableau t : new ButcherTableau[] {ButcherTableau.DOPRI5, ButcherTableau.RK4}) {
            assertTrue(OrderConditions.residual(t.a(), t.b(), t.order(), 1.0) <= 2e-15, t.name());
            assertTrue(OrderConditions.residual(t.a(), t.b(), t.order() + 1, 1.0) >= 1e-5, t.name());
            int order = t.interpolant().order();
            double[] w = new double[t.stages()];
            for (double theta : new double[] {0.125, 0.5, 0.875}) {
                t.interpolant().weights(theta, w);
                assertTrue(OrderConditions.residual(t.a(), w, order, theta) <= 2e-15, t.name());
            }
        }
    }

    @Test
    void interpolantsMeetTheEndsAndTheirDerivatives() {
        for (ButcherTableau t : new ButcherTableau[] {ButcherTableau.DOPRI5, ButcherTableau.RK4}) {
            int n = t.stages();
            double[] w = new double[n];
            t.interpolant().weights(0.0, w);
            assertArrayEquals(new double[n], w, Double.MIN_VALUE);
            t.interpolant().weights(1.0, w);
            assertArrayEquals(t.b(), w, Double.MIN_VALUE);
            double[] up = new double[n];
            double[] down = new double[n];
            for (double theta : new double[] {0.0, 0.3, 0.8, 1.0}) {
                t.interpolant().weights(theta == 1.0 ? 1.0 + 1e-6 : theta + 1e-6, up);
                t.interpolant().weights(theta - 1e-6, down);
                t.interpolant().derivatives(theta, w);
                for (int i = 0; i < n; i++) {
                    assertEquals((up[i] - down[i]) / 2e-6, w[i], 1e-8);
                }
            }
        }
    }

    @Test
    void firstSameAsLastIsDerived() {
        assertTrue(ButcherTableau.DOPRI5.firstSameAsLast());
        assertFalse(ButcherTableau.RK4.firstSameAsLast());
    }

    @Test
    void refusesInconsistentCoefficients() {
        Interpolant any = ButcherTableau.RK4.interpolant();
        double[][] none = {};
        assertThrowsNaming(
                "0.6",
                () -> new ButcherTableau(
                        "x", 2, 0, new double[][] {{}, {0.5}}, new double[] {0, 1}, none, new double[] {0, 0.6}, any));
        assertThrowsNaming(
                "1.5",
                () -> new ButcherTableau(
                        "x",
                        2,
                        0,
                        new double[][] {{}, {0.5}},
                        new double[] {0.5, 1},
                        none,
                        new double[] {0, 0.5},
                        any));
        assertThrowsNaming(
                "must be 1 long, found 2",
                () -> new ButcherTableau(
                        "x",
                        2,
                        0,
                        new double[][] {{}, {0.5, 0}},
                        new double[] {0, 1},
                        none,
                        new double[] {0, 0.5},
                        any));
        assertThrowsNaming(
                "embedded order 1",
                () -> new ButcherTableau(
                        "x", 2, 1, new double[][] {{}, {0.5}}, new double[] {0, 1}, none, new double[] {0, 0.5}, any));
    }

    private static void assertThrowsNaming(String part, org.junit.jupiter.api.function.Executable code) {
        String message = assertThrows(IllegalArgumentException.class, code).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void arraysCannotBeChangedFromOutside() {
        ButcherTableau.DOPRI5.b()[0] = 7;
        ButcherTableau.DOPRI5.a()[1][0] = 7;
        assertEquals(35 / 384.0, ButcherTableau.DOPRI5.b()[0]);
        assertEquals(0.2, ButcherTableau.DOPRI5.a()[1][0]);
    }
}
