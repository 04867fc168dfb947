package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no sound model, and what is said of them. */
final class ModelRefusedTest {

    private static final String GOLDEN = SampleModel.resource(SampleModel.GOLDEN);

    private static void assertRefused(String text, String location, String what) {
        ModelFormatException e = assertThrows(
                ModelFormatException.class, () -> ModelStore.read(new StringReader(text), "m.json", false));
        assertEquals("TP-D054", e.code());
        assertEquals(location + ": " + what, e.location() + ": " + e.getMessage());
        assertTrue(!e.hint().isBlank());
    }

    /** The document with a change and the checksum that fits. */
    private static String sealed(String from, String to) throws IOException {
        assertTrue(GOLDEN.contains(from), from);
        Json json = JsonText.parse(new StringReader(GOLDEN.replace(from, to)), "m.json");
        Map<String, Json> fields = new LinkedHashMap<>(((Json.Fields) json).values());
        fields.put("sha256", new Json.Text(JsonText.sha256((Json.Fields) json, "sha256")));
        return JsonText.compact(new Json.Fields(fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | m.json | the file is empty",
                "{ | m.json:1:2 | the file ends in the middle of the model",
                "{\"format\": \"tidepath-model\", \"formatVersion\": 1, \"weights\": [0.5, | m.json:1:66"
                        + " | the file ends in the middle of the model",
                "{'a': 1} | m.json:1:2 | this is not JSON",
                "{\"a\": NaN} | m.json:1:10 | this is not JSON",
                "time,value | m.json:1:1 | this is not JSON",
                "{\"a\": 1, \"a\": 2} | m.json:1:16 | a second field of the name 'a'",
                "{\"a\": \"\\ud800\"} | m.json:1:15 | a text with half a character",
                "[1] | m.json | this is JSON, but no model of tidepath: it has no field \"format\": \"tidepath-model\"",
                "{\"format\": 3} | m.json"
                        + " | this is JSON, but no model of tidepath: it has no field \"format\": \"tidepath-model\"",
                "{\"format\": \"tidepath-model\"} | m.json | there is no field 'formatVersion'",
                "{\"format\": \"tidepath-model\", \"formatVersion\": 1.0} | m.json at /formatVersion"
                        + " | a whole number of 64 bits is expected, not 1.0",
                "{\"format\": \"tidepath-model\", \"formatVersion\": 0} | m.json at /formatVersion"
                        + " | a whole number from 1 to 2147483647 is expected, not 0",
                "{\"format\": \"tidepath-model\", \"formatVersion\": 2, \"createdBy\": \"3.1.0\", \"new\": {}} | m.json"
                        + " | written by tidepath '3.1.0' in format version 2, but this is tidepath development, which"
                        + " reads version 1",
                "{\"format\": \"tidepath-model\", \"formatVersion\": 1, \"createdBy\": \"3.1.0\", \"new\": {}} | m.json"
                        + " | the checksum does not fit: the file was edited or damaged after it had been saved",
            })
    void isNoModelFile(String text, String location, String what) {
        assertRefused(text == null ? "" : text, location, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model\": \"latent-ode\" | \"model\": \"oracle\" | m.json at /model"
                        + " | there is no model 'oracle' in tidepath development",
                "\"seed\": 7 | \"seed\": 7, \"sead\": 8 | m.json at /options"
                        + " | a field of the name 'sead' is not known here",
                "\"seed\": 7, | ` ` | m.json at /options | there is no field 'seed'",
                "\"seed\": 7 | \"seed\": null | m.json at /options/seed | a whole number is expected, not null",
                "\"seed\": 7 | \"seed\": \"7\" | m.json at /options/seed | a whole number is expected, not a text",
                "\"seed\": 7 | \"seed\": 9223372036854775808 | m.json at /options/seed"
                        + " | a whole number of 64 bits is expected, not 9223372036854775808",
                "\"paths\": 5 | \"paths\": 5000000 | m.json at /options/paths"
                        + " | a whole number from 1 to 100000 is expected, not 5000000",
                "\"unit\": 864000.0 | \"unit\": -864000 | m.json at /scalers/time/unit"
                        + " | a positive number is expected, not -864000",
                "\"unit\": 864000.0 | \"unit\": 1e999 | m.json at /scalers/time/unit"
                        + " | 1e999 is beyond the range of numbers",
                "\"unit\": 864000.0 | \"unit\": \"NaN\" | m.json at /scalers/time/unit"
                        + " | a positive number is expected, not a text",
                "\"share\": 0.75 | \"share\": 1.5 | m.json at /scalers/anchors/0/share"
                        + " | a number from 0 to 1 is expected, not 1.5",
                "\"detrended\": true | \"detrended\": 1 | m.json at /scalers/scales/detrended"
                        + " | true or false is expected, not a number",
                "\"2024-02-28T21:15:00.000000001Z\" | \"2024-02-30\" | m.json at /scalers/time/origin"
                        + " | Text '2024-02-30' could not be parsed at index 10",
                "\"2024-02-28T21:15:00.000000001Z\" | 3.5 | m.json"
                        + " | the origin of time 3.5 is not on a CALENDAR axis",
                "\"timeAxis\": \"calendar\" | \"timeAxis\": \"lunar\" | m.json at /series/timeAxis"
                        + " | one of [calendar, numeric] is expected, not 'lunar'",
                "\"role\": \"target\" | \"role\": \"past\" | m.json at /series | there is no channel to forecast",
                "\"name\": \"flow\" | \"name\": \"level\" | m.json at /series | two channels have one name",
                "\"channels\": 2 | \"channels\": 3 | m.json | options for 3 channels, but there are 2",
                "\"encoderSize\": 3 | \"encoderSize\": 4096 | m.json | 4096 units of a network, but 239 weights",
                "\"decoder.logNoise\" | \"decoder.noise\" | m.json"
                        + " | weights of 'decoder.logNoise': 0 numbers, but 6 are needed",
            })
    void isNoSoundModel(String from, String to, String location, String what) throws IOException {
        assertRefused(sealed(from, to), location, what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "drift | \"periods\":[[],[]] | \"periods\":[[]] | m.json | periods for 1 channels, but there are 2",
                "drift | \"pooled\":[2.0,0.1] | \"pooled\":[2.0] | m.json | scales for 1 channels, but there are 2",
                "drift | \"longest\":518400.0 | \"longest\":0 | m.json at /longest | a positive number is expected, not 0",
                "state-space | \"weight\":0.75 | \"weight\":0.5 | m.json at /bySeries/a/0"
                        + " | 1 to 32 models have weights that add up to one: 2 have 0.75",
                "state-space | -0.25,-3.0] | -0.25,-3.0,1] | m.json at /bySeries/a/0/members/1"
                        + " | a structure of 6 parameters and perhaps a scale has 8",
                "state-space | \"harmonics\":3 | \"harmonics\":13 | m.json at /bySeries/a/0/members/0/structure/seasons/0"
                        + "/harmonics | a whole number from 1 to 12 is expected, not 13",
                "state-space | \"variance\":0.125 | \"variance\":0 | m.json at /bySeries/a/1/members/0/variance"
                        + " | a positive number is expected, not 0",
                "state-space | \"a\":[ | \"a\":[],\"b\":[ | m.json | models of series 'a' for 0 channels, but there are 2",
                "transformed | ,{\"kind\":\"logit\",\"low\":0.0,\"high\":100.0}] | ] | m.json at /transformed"
                        + " | 1 transforms for 2 channels",
                "clock | America/New_York | America/Old_York | m.json at /clock | Unknown time-zone ID: America/Old_York",
                "clock | America/New_York | +05:30 | m.json at /clock | the clock of +05:30 is never changed",
                "clock | America/New_York | New York | m.json at /clock"
                        + " | Invalid ID for region-based ZoneId, invalid format: New York",
                "mean | \"model\":\"mean\", | \"model\":\"mean\",\"clock\":5, | m.json at /clock"
                        + " | a text is expected, not a number",
            })
    void partsDoNotFitEachOther(String kind, String from, String to, String location, String what) throws IOException {
        String golden = JsonText.compact(
                JsonText.parse(new StringReader(SampleModel.resource(SampleFits.golden(kind))), "m.json"));
        assertTrue(golden.contains(from), from);
        String edited = golden.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
        ModelFormatException e = assertThrows(
                ModelFormatException.class, () -> ModelStore.read(new StringReader(edited), "m.json", true));
        assertEquals(location + ": " + what, e.location() + ": " + e.getMessage());
    }

    @Test
    void anEditedFileIsTakenOnRequest() throws IOException {
        String edited = GOLDEN.replace("\"paths\": 5", "\"paths\": 6");
        assertRefused(
                edited, "m.json", "the checksum does not fit: the file was edited or damaged after it had been saved");
        StoredModel stored = ModelStore.read(new StringReader(edited), "m.json", true);
        assertTrue(stored.isEdited());
        assertEquals("6", stored.options().get("paths"));
    }

    /** The checksum is one of the compact document: layout does not count, anything else does. */
    @Test
    void layoutIsNoEdit() throws IOException {
        String compact = JsonText.compact(JsonText.parse(new StringReader(GOLDEN), "m.json"));
        assertTrue(compact.lines().count() == 1 && !compact.contains(": "));
        assertTrue(!ModelStore.read(new StringReader(compact), "m.json", false).isEdited());
        assertRefused(
                GOLDEN.replace("1.5", "1.50"),
                "m.json",
                "the checksum does not fit: the file was edited or damaged after it had been saved");
    }

    @Test
    void limitsHold() {
        assertRefused(
                "[".repeat(100_000),
                "m.json:1:34",
                "nothing in a model file goes beyond 67108864 characters, 32 levels and 100 digits, but this does");
        assertRefused(
                "[" + "1".repeat(101) + "]",
                "m.json:1:103",
                "nothing in a model file goes beyond 67108864 characters, 32 levels and 100 digits, but this does");
    }

    @Test
    void otherBytesThanUtf8AreRefused() {
        byte[] bytes = "{\"a\": \"\u00e4\"}".getBytes(StandardCharsets.ISO_8859_1);
        ModelFormatException e = assertThrows(
                ModelFormatException.class,
                () -> ModelStore.read(
                        new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.newDecoder()),
                        "m.json",
                        false));
        assertEquals("this is not text in UTF-8", e.getMessage());
    }
}
