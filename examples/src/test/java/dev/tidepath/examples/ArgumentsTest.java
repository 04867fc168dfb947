package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

    private static Arguments of(String... words) {
        return Arguments.of(words, Set.of("--quick"), Set.of("--seed"));
    }

    @Test
    void flagsOptionsAndAFileAreTold() {
        Arguments some = of("a.csv", "--seed", "-3", "--quick");
        assertTrue(some.has("--quick"));
        assertEquals(-3, some.number("--seed", 1));
        assertEquals(Optional.of(Path.of("a.csv")), some.file());
        Arguments none = of();
        assertFalse(none.has("--quick"));
        assertEquals(1, none.number("--seed", 1));
        assertEquals(Optional.empty(), none.file());
    }

    @Test
    void otherWordsAreRefused() {
        assertThrows(Arguments.NotUnderstood.class, () -> of("--fast"));
        assertThrows(Arguments.NotUnderstood.class, () -> of("a.csv", "b.csv"));
        assertThrows(Arguments.NotUnderstood.class, () -> of("--seed"));
        assertThrows(Arguments.NotUnderstood.class, () -> of("--seed", "x").number("--seed", 1));
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
