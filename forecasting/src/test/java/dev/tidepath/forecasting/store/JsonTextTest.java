package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.random.RandomKey;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and texts go to text and back without loss. */
final class JsonTextTest {

    private static final Place PLACE = Place.document("m.json");

    private static double again(double value) throws IOException {
        StringWriter text = new StringWriter();
        JsonText.write(new Json.Items(List.of(Form.NUMBER.write(value))), text);
        Json.Items items = (Json.Items) JsonText.parse(new StringReader(text.toString()), "m.json");
        return Form.NUMBER.read(items.values().get(0), PLACE);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0, -0.0, 1, 0.1, 1 / 3.0, 1e22, 2e-3, 4.9e-324, 2.2250738585072014E-308, -1.7976931348623157E308
            })
    void everyDoubleComesBack(double value) throws IOException {
        assertEquals(Double.doubleToRawLongBits(value), Double.doubleToRawLongBits(again(value)));
    }

    @Test
    void randomDoublesComeBack() throws IOException {
        RandomKey key = RandomKey.of(55);
        for (int i = 0; i < 2_000; i++) {
            double value = Double.longBitsToDouble(key.bits(i));
            if (Double.isFinite(value)) {
                assertEquals(value, again(value));
            }
        }
    }

    /** Java 17 writes some numbers with a digit too many; the file does not hang on it. */
    @Test
    void numbersAreWrittenAsShortAsCanBe() {
        assertEquals("2.0E-4", Json.Num.of(2e-4).digits());
        assertEquals("2.0E23", Json.Num.of(Double.parseDouble("2e23")).digits());
        assertEquals("5.684341886080802E-14", Json.Num.of(0x1p-44).digits());
        assertEquals("-0.0", Json.Num.of(-0.0).digits());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void othersAreNeverWritten(double value) {
        DataException e = assertThrows(DataException.class, () -> Form.NUMBER.write(value));
        assertEquals("TP-D042", e.code());
    }

    @Test
    void textsAndLayoutAreExact() throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("b \"\\/", new Json.Text("ä😀\n\u0000\u2028"));
        fields.put("a", new Json.Items(List.of(new Json.Num("1.50"), new Json.Flag(false), new Json.Nothing())));
        fields.put("", new Json.Fields(Map.of()));
        Json document = new Json.Fields(fields);
        String compact = "{\"b \\\"\\\\/\":\"ä😀\\n\\u0000\u2028\",\"a\":[1.50,false,null],\"\":{}}";
        assertEquals(compact, JsonText.compact(document));
        assertEquals(document, JsonText.parse(new StringReader(compact), "m.json"));
        StringWriter text = new StringWriter();
        JsonText.write(document, text);
        assertEquals(
                "{\n  \"b \\\"\\\\/\": \"ä😀\\n\\u0000\u2028\",\n  \"a\": [ 1.50, false, null ],\n  \"\": { }\n}\n",
                text.toString());
        assertEquals(document, JsonText.parse(new StringReader(text.toString()), "m.json"));
    }

    @Test
    void nothingIsWrittenThatIsTooLargeToBeRead() throws IOException {
        Json document = new Json.Items(List.of(new Json.Num("1.50"), new Json.Num("-2")));
        StringWriter text = new StringWriter();
        DataException e = assertThrows(DataException.class, () -> JsonText.write(document, 12, text));
        assertEquals("TP-D073", e.code());
        assertEquals(
                "the model is too large for a file: it takes 13 characters, and at most 12 can be loaded",
                e.getMessage());
        assertEquals("", text.toString());
        JsonText.write(document, 13, text);
        assertEquals("[ 1.50, -2 ]\n", text.toString());
    }

    /** The value is that of Python's hashlib for the compact text in UTF-8. */
    @Test
    void theChecksumLeavesOneFieldOut() {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("a", new Json.Num("1.50"));
        fields.put("sum", new Json.Text("x"));
        fields.put("ü", new Json.Text("é"));
        assertEquals(
                "5cde1cc6930fd415335623a8ac08b914b0cef1553c436e1c1ba67830e6bba4a2",
                JsonText.sha256(new Json.Fields(fields), "sum"));
    }

    @Test
    void placesArePointers() {
        ModelFormatException e = PLACE.field("a/b").item(3).field("c~\n").wrong("x\u2028y");
        assertEquals("m.json at /a~1b/3/c~0\ufffd", e.location());
        assertEquals("x\ufffdy", e.getMessage());
        assertTrue(Place.quoted("z".repeat(1000)).length() < 100);
    }

    /** A record of three parts, as a model would have it. */
    public record Sample(double a, int b, List<String> c) {

        /** Refuses some. */
        public Sample {
            if (b > c.size()) {
                throw new IllegalArgumentException("b is " + b);
            }
        }
    }

    @Test
    void recordsHaveTheNamesAndTypesStated() {
        Form<Sample> form = RecordForm.of(
                Sample.class,
                RecordForm.part("alpha", Form.NUMBER),
                RecordForm.part("beta", Form.count(0, 5)),
                RecordForm.part("gamma", Form.list(Form.TEXT, 3)));
        Sample sample = new Sample(0.5, 1, List.of("x"));
        Json json = form.write(sample);
        assertEquals("{\"alpha\":0.5,\"beta\":1,\"gamma\":[\"x\"]}", JsonText.compact(json));
        assertEquals(sample, form.read(json, PLACE));
        ModelFormatException e = assertThrows(
                ModelFormatException.class,
                () -> form.read(JsonText.parse(new StringReader("{\"gamma\":[],\"beta\":1,\"alpha\":1}"), ""), PLACE));
        assertEquals("b is 1", e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordForm.of(Sample.class, RecordForm.part("alpha", Form.NUMBER)));
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordForm.of(
                        Sample.class,
                        RecordForm.part("alpha", Form.NUMBER),
                        RecordForm.part("beta", Form.NUMBER),
                        RecordForm.part("gamma", Form.list(Form.TEXT, 3))));
    }
}
