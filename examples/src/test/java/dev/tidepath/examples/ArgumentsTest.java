package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

final class ArgumentsTest {

    private static Arguments of(String... words) {
        return Arguments.withFile(words, Set.of("--quick"), Set.of("--seed"));
    }

    private static Arguments ofTraining(String... words) {
        return Arguments.ofTraining(words, Set.of("--smooth"), Set.of("--epochs"));
    }

    private static void assertRefused(String message, Executable code) {
        assertEquals(message, assertThrows(Arguments.NotUnderstood.class, code).getMessage());
    }

    @Test
    void flagsOptionsAndAFileAreTold() {
        Arguments some = of("a.csv", "--seed", "-3", "--quick");
        assertTrue(some.quick());
        assertEquals(-3, some.seed());
        assertEquals(Optional.of(Path.of("a.csv")), some.file());
        Arguments none = of();
        assertFalse(none.quick());
        assertEquals(1, none.seed());
        assertEquals(Optional.empty(), none.file());
    }

    @Test
    void aTrainingHasOptionsOfItsOwnToo() {
        Arguments some = ofTraining("--threads", "3", "--smooth", "--epochs", "7", "--out", "here", "--quick");
        assertTrue(some.quick() && some.has("--smooth"));
        assertEquals(3, some.threads());
        assertEquals(7, some.count("--epochs", 1));
        assertEquals(Optional.of(Path.of("here")), some.path("--out"));
        assertTrue(ofTraining().threads() > 0);
        assertEquals(5, ofTraining().count("--epochs", 5));
    }

    @Test
    void otherWordsAreRefused() {
        assertRefused("'--fast' is not understood", () -> of("--fast"));
        assertRefused("'b.csv' is not understood", () -> of("a.csv", "b.csv"));
        assertRefused("--seed needs a value", () -> of("--seed"));
        assertRefused(
                "--seed needs a whole number, not 'x'", () -> of("--seed", "x").seed());
        assertRefused("'a.csv' is not understood", () -> Arguments.of(new String[] {"a.csv"}, Set.of(), Set.of()));
        assertRefused("'a.csv' is not understood", () -> ofTraining("--quick", "a.csv"));
        assertRefused("--threads needs a whole number from 1 on, not 0", () -> ofTraining("--threads", "0"));
        assertRefused("--seed needs a whole number, not '1.5'", () -> ofTraining("--seed", "1.5"));
        assertRefused(
                "--epochs needs a whole number from 1 on, not -1",
                () -> ofTraining("--epochs", "-1").count("--epochs", 1));
        assertRefused(
                "--epochs needs a whole number from 1 on, not 4294967297",
                () -> ofTraining("--epochs", "4294967297").count("--epochs", 1));
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeATraining(@TempDir Path some) throws IOException {
        Path file = Files.writeString(some.resolve("taken"), "");
        String out = file.resolve("pictures").toString();
        assertRefused(
                "nothing can be written in " + out + ": " + file + " is no folder", () -> ofTraining("--out", out));
        Path later = some.resolve("not/yet");
        assertEquals(Optional.of(later), ofTraining("--out", later.toString()).path("--out"));
        assertFalse(Files.exists(some.resolve("not")));
    }

    @Test
    void failuresAreALineAndAnExitCode() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Program co2 = Co2Forecast::run;
        PrintStream to = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertEquals(2, co2.exitCode("usage", new String[] {"--fast"}, to, to));
        assertEquals("'--fast' is not understood\nusage\n", text(err));
        err.reset();
        assertEquals(1, co2.exitCode("usage", new String[] {"no-such.csv"}, to, to));
        assertTrue(text(err).startsWith("no-such.csv: "), text(err));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
