package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers as text. */
final class DecimalTextTest {

    @ParameterizedTest
    @CsvSource({
        "421.37123456789, 421.3712346",
        "1, 1",
        "-0.0, 0",
        "1e-12, 1E-12",
        "123456789012, 123456789000",
        "0.1, 0.1",
        "1.5e200, 1.5E+200",
        "-2.50, -2.5",
        "0.00001234, 0.00001234"
    })
    void roundsToTenDigits(double x, String text) {
        assertEquals(text, DecimalText.rounded(x, 10));
    }

    @Test
    void exactTextIsReadBackAsTheSameNumber() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            double x = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : random.nextGaussian();
            if (Double.isFinite(x)) {
                String text = DecimalText.exact(x);
                assertEquals(x, Double.parseDouble(text), text);
                assertTrue(text.length() <= 27, text);
            }
        }
    }

    @Test
    void exactTextIsShort() {
        assertEquals("0.3", DecimalText.exact(0.3));
        assertEquals("0.30000000000000004", DecimalText.exact(0.1 + 0.2));
        assertEquals("2E+23", DecimalText.exact(Double.parseDouble("2e23")));
        assertEquals("1700000000", DecimalText.exact(1.7e9));
    }
}
