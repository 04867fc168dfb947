package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlotJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "</script>",
                "<!--",
                "a\"b\\c",
                "line\nbreak\ttab\u0000",
                "\u2028\u2029",
                "&amp;",
                "Größe 温度",
                "\uD83D\uDE00",
                "\uD83D"
            })
    void textReadsBackAndHoldsNothingThatEndsAScript(String text) throws IOException {
        StringBuilder out = new StringBuilder();
        new PlotJson(out).text(text);
        assertEquals(text, JsonReader.read(out.toString()));
        assertEquals(-1, out.indexOf("<"));
        assertEquals(-1, out.indexOf(">"));
        assertEquals(-1, out.indexOf("\u2028"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "316.1, 316.1",
        "-12, -12",
        "0.1, 0.1",
        "1e15, 1000000000000000",
        "123456789012345, 123456789012345",
        "1e300, 1E+300",
        "2e-3, 0.002",
        "1e-9, 1E-9",
        "NaN, null",
        "Infinity, null"
    })
    void numbersAreShort(double value, String expected) throws IOException {
        StringBuilder out = new StringBuilder();
        new PlotJson(out).number(value);
        assertEquals(expected, out.toString());
    }

    @Test
    void numbersReadBackBitForBit() throws IOException {
        SplittableRandom random = new SplittableRandom(20);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                StringBuilder out = new StringBuilder();
                new PlotJson(out).number(value);
                assertEquals(value, JsonReader.read(out.toString()));
            }
        }
    }

    @Test
    void roundedNumbersKeepThePlacesAskedFor() throws IOException {
        StringBuilder out = new StringBuilder();
        new PlotJson(out).rounded(new double[] {1.23456, -0.0004, Double.NaN, 1999.999}, 2);
        assertEquals("[1.23,0,null,2000]", out.toString());
        out.setLength(0);
        new PlotJson(out).rounded(new double[] {1_234_567, 6e18}, -3);
        assertEquals("[1235000,6E+18]", out.toString());
    }
}
