package dev.tidepath.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NgramModelTest {

    private static final int TOKENS = 21;
    private static final int KNOWN = 5_000;
    private static final int[] TEXT = text(6_000);

    /** Skewed tokens, half of them functions of the two before; token 20 never occurs. */
    private static int[] text(int length) {
        int[] s = new int[length];
        long x = 1;
        for (int i = 0; i < length; i++) {
            x = (1_103_515_245L * x + 12_345) % 2_147_483_648L;
            int r = (int) ((x >> 16) % 1_000);
            s[i] = r * r * 20 / 1_000_000;
        }
        for (int i = 2; i < length; i++) {
            if (s[i] % 2 == 1) {
                s[i] = (s[i - 1] + 3 * s[i - 2]) % 20;
            }
        }
        return s;
    }

    private static NgramModel model(int order) {
        return NgramModel.of(Arrays.copyOf(TEXT, KNOWN), TOKENS, order);
    }

    /** Reference: a Python 3 program over dictionaries, written from the formulas alone. */
    @ParameterizedTest
    @CsvSource({
        "1, 3.0870045546593174, 6.666666666666666e-05",
        "2, 3.052752574389765, 5.067256311037405e-05",
        "3, 2.4544175646781503, 7.932593208167451e-05",
        "4, 2.4927825744777636, 6.162744275169366e-05"
    })
    void agreesWithAnIndependentProgram(int order, double bits, double ofUnseen) {
        NgramModel model = model(order);
        int[] unseen = TEXT.clone();
        unseen[5_600] = 20;
        assertEquals(bits, model.bits(TEXT, KNOWN, TEXT.length), 1e-12);
        assertEquals(ofUnseen, model.probability(unseen, 5_600), 1e-15);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 5_000, 5_321})
    void probabilitiesAddUpToOne(int at) {
        int[] text = TEXT.clone();
        double sum = 0;
        for (int w = 0; w < TOKENS; w++) {
            text[at] = w;
            double p = model(5).probability(text, at);
            assertTrue(p > 0, () -> "probability " + p);
            sum += p;
        }
        assertEquals(1, sum, 1e-12);
    }

    @Test
    void whatNeedsNoHistoryIsTheFrequency() {
        int[] coin = new int[10_000];
        Arrays.setAll(coin, i -> i * 7 % 10 < 3 ? 1 : 0);
        assertEquals(0.8813, NgramModel.of(coin, 2, 1).bits(coin, 0, coin.length), 1e-3);
    }

    @Test
    void whatItCannotCountIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> NgramModel.of(new int[] {0, 1, 2}, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> NgramModel.of(new int[] {0, 1}, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> NgramModel.of(new int[100], 75, 11));
        NgramModel model = model(2);
        assertThrows(IllegalArgumentException.class, () -> model.bits(TEXT, 5, 5));
        assertThrows(IllegalArgumentException.class, () -> model.bits(TEXT, -1, 5));
        assertThrows(IllegalArgumentException.class, () -> model.bits(TEXT, 5, TEXT.length + 1));
    }
}
