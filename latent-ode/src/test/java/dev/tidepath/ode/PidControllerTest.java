package dev.tidepath.ode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PidControllerTest {

    @Test
    void integralControlIsTheClassicalFormula() {
        StepControl control = PidController.integral(1e-3, 1e-6).newControl(2, 5);
        assertEquals(0.25, control.first(0, 0, 1, 0.25));
        assertEquals(0.9 * Math.pow(0.1, -0.2), control.next(0, 0.1, 1.0), 1e-11);
        assertEquals(-0.9 * Math.pow(0.1, -0.2), control.next(0, 0.1, -1.0), 1e-11);
        assertEquals(0.9 * Math.pow(3, -0.2), control.next(0, 3, 1.0), 1e-11);
        assertTrue(control.accepted(1.0));
        assertFalse(control.accepted(1.0000001));
        assertFalse(control.accepted(Double.NaN));
    }

    @Test
    void changesAreLimited() {
        StepControl control = PidController.integral(1e-3, 1e-6).newControl(1, 5);
        assertEquals(10.0, control.next(0, 0.0, 1.0));
        assertEquals(0.2, control.next(0, 1e9, 1.0), 1e-16);
        assertEquals(0.2, control.next(0, Double.NaN, 1.0), 1e-16);
        assertEquals(0.2, control.next(0, Double.POSITIVE_INFINITY, 1.0), 1e-16);
    }

    @Test
    void historyIsThatOfAcceptedStepsOfTheSameSample() {
        PidController pid = new PidController(ErrorNorm.of(1e-3, 1e-6), 0.4, 0.3, 0.1, 0.9, 0.2, 10);
        StepControl control = pid.newControl(2, 5);
        control.next(0, 0.5, 1.0);
        control.next(0, 2.0, 1.0);
        control.next(1, 0.01, 1.0);
        control.next(0, 0.25, 1.0);
        double expected = 0.9 * Math.pow(1 / 0.8, 0.8 / 5) * Math.pow(1 / 0.25, -0.6 / 5) * Math.pow(1 / 0.5, 0.1 / 5);
        assertEquals(expected, control.next(0, 0.8, 1.0), 1e-11);
        control.first(0, 0, 1, 0.1);
        assertEquals(0.9 * Math.pow(1 / 0.8, 0.8 / 5), control.next(0, 0.8, 1.0), 1e-11);
    }

    @Test
    void badCoefficientsAreRefused() {
        ErrorNorm norm = ErrorNorm.of(1e-3, 1e-6);
        assertThrows(IllegalArgumentException.class, () -> new PidController(norm, 0, 0, 0, 0.9, 0.2, 10));
        assertThrows(IllegalArgumentException.class, () -> new PidController(norm, 0, 1, 0, 1.1, 0.2, 10));
        assertThrows(IllegalArgumentException.class, () -> new PidController(norm, 0, 1, 0, 0.9, 1.2, 10));
        assertThrows(IllegalArgumentException.class, () -> new PidController(norm, 0, 1, 0, 0.9, 0.2, 1));
    }
}
