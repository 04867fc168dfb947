package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FactorPowerTest {

    @Test
    void isAPower() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            double base = Math.exp(60 * (random.nextDouble() - 0.5));
            double exponent = 0.5 * (random.nextDouble() - 0.5);
            double expected = StrictMath.pow(base, exponent);
            assertEquals(expected, FactorPower.power(base, exponent), 1e-8 * expected);
        }
        assertEquals(1.0, FactorPower.power(1.0, 0.3));
        assertEquals(1.0, FactorPower.power(7.0, 0.0));
        assertEquals(1e6, FactorPower.power(Double.POSITIVE_INFINITY, 0.2), 1e-5);
        assertEquals(1e-6, FactorPower.power(0.0, 0.2), 1e-17);
    }
}
