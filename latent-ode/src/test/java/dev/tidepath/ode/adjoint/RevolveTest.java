package dev.tidepath.ode.adjoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RevolveTest {

    /** Steps advanced to reverse a stretch, by the recursion the trajectory uses. */
    private static long advances(int steps, int places) {
        long sum = 0;
        int left = steps;
        while (left > 1) {
            int m = Revolve.advance(left, places);
            assertTrue(m >= 1 && m < left);
            sum += m + (left - m > 1 ? advances(left - m, places - 1) : 0);
            left = m;
        }
        return sum;
    }

    /** Fewest advances possible, by dynamic programming. */
    private static long optimum(int steps, int places) {
        long[][] best = new long[places + 1][steps + 1];
        for (int s = 0; s <= places; s++) {
            for (int l = 2; l <= steps; l++) {
                best[s][l] = s == 0 ? Integer.MAX_VALUE : Long.MAX_VALUE;
                for (int m = 1; m < l && s > 0; m++) {
                    best[s][l] = Math.min(best[s][l], m + best[s - 1][l - m] + best[s][m]);
                }
            }
        }
        return best[places][steps];
    }

    @Test
    void placesAreUsedAsWellAsPossible() {
        for (int places = 1; places <= 6; places++) {
            for (int steps = 2; steps <= 60; steps++) {
                assertEquals(optimum(steps, places), advances(steps, places), steps + " steps, " + places);
            }
        }
    }

    @Test
    void enoughPlacesCostOneAdvanceAStep() {
        assertEquals(15, advances(16, 15));
    }
}
