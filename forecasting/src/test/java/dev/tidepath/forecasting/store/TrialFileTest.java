package dev.tidepath.forecasting.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.evaluate.BacktestListener;
import dev.tidepath.forecasting.tune.Bowl;
import dev.tidepath.forecasting.tune.Tuner;
import dev.tidepath.forecasting.tune.Tuning;
import dev.tidepath.forecasting.tune.TuningListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrialFileTest {

    private static final TuningListener SILENT = progress -> BacktestListener.silent();

    @TempDir
    private Path folder;

    private Tuning run(Tuner tuner, Path file) {
        return tuner.run(Bowl.zeros(), new TrialFile(file), SILENT);
    }

    private static Tuner tuner() {
        return new Bowl().tuner(6, 2);
    }

    @Test
    void aSearchKilledAtAnyByteGoesOnToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole.jsonl");
        Tuning tuning = run(tuner(), whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.jsonl");
        for (int length = 0; length <= bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertEquals(tuning, run(tuner(), cut));
            assertArrayEquals(bytes, Files.readAllBytes(cut), "cut at " + length);
        }
    }

    @Test
    void whatIsDoneIsNotDoneAgain() {
        Path file = folder.resolve("t.jsonl");
        run(tuner(), file);
        Bowl again = new Bowl();
        run(again.tuner(6, 2), file);
        assertEquals(List.of(), again.fits);
    }

    @Test
    void aLineTellsTheTrialAndItsScore() throws IOException {
        Path file = folder.resolve("t.jsonl");
        run(new Bowl().tuner(Bowl.space("units=13,16"), 3, 3), file);
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.get(0).startsWith("{\"format\":\"tidepath-trials\",\"formatVersion\":1,"), lines.get(0));
        assertTrue(lines.get(0).contains("\"values of units\":\"13,16\""), lines.get(0));
        assertTrue(
                lines.contains("{\"trial\":1,\"values\":{\"units\":\"13\"},\"rungsAhead\":1,\"iterations\":300,"
                                + "\"failures\":3,\"reason\":\"TP-M001: the loss is not finite\"}")
                        || lines.contains(
                                "{\"trial\":2,\"values\":{\"units\":\"13\"},\"rungsAhead\":1,\"iterations\":300,"
                                        + "\"failures\":3,\"reason\":\"TP-M001: the loss is not finite\"}"),
                lines.toString());
        assertTrue(lines.get(1)
                .startsWith("{\"trial\":0,\"values\":{},\"rungsAhead\":1,\"iterations\":300,\"score\":3.3"));
    }

    private void assertRefused(String content, String location, String message) throws IOException {
        Path file = folder.resolve("t.jsonl");
        Files.writeString(file, content);
        DataException e = assertThrows(DataException.class, () -> run(tuner(), file));
        assertEquals("TP-D085", e.code());
        assertEquals(file + location, e.location());
        assertEquals(message, e.getMessage());
        assertEquals(content, Files.readString(file));
    }

    @Test
    void whatBelongsToOthersIsRefusedAndLeftAlone() throws IOException {
        Path file = folder.resolve("mine.jsonl");
        run(tuner(), file);
        String mine = Files.readString(file, StandardCharsets.UTF_8);
        assertRefused("notes", "", "it does not begin as a file of trials does");
        assertRefused("notes\n", ":1", "this is not JSON");
        assertRefused("{}\n", ":1", "there is no field 'format'");
        assertRefused(mine.replace("-trials", "-model"), "", "it says of itself that it is a 'tidepath-model'");
        assertRefused(
                mine.replace("\"metric\":\"mae\"", "\"metric\":\"crps\""),
                "",
                "it is of another search: metric is 'crps' there, 'mae' here");
        assertRefused(
                mine.replace("\"metric\":\"mae\"", "\"metric\":\"mae\",\"units\":\"7\""),
                "",
                "it is of another search: units is '7' there, nothing here");
        assertRefused(
                mine.replaceFirst("\"trial\":1", "\"trial\":-1"),
                ":3",
                "a whole number from 0 to 2147483647 is expected, not -1");
        assertRefused(
                mine + "{\"trial\":7,\n", ":" + (mine.lines().count() + 1), "the file ends in the middle of the line");
    }
}
