package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class InterruptionTest {

    private final Interruption interruption = new Interruption();

    @Test
    void nothingBeginsAfterARequest() throws IOException {
        assertEquals(5, interruption.<Integer>section(() -> 5));
        interruption.request();
        assertThrows(Interruption.InterruptedRunException.class, interruption::check);
        assertThrows(Interruption.InterruptedRunException.class, () -> interruption.section(Assertions::fail));
    }

    @Test
    void workEndsAsInterruptedIfTheRequestComesMeanwhile() {
        assertThrows(
                Interruption.InterruptedRunException.class,
                () -> interruption.section(() -> {
                    interruption.request();
                    return 5;
                }));
    }

    @Test
    void itIsAnnouncedOnce() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        interruption.announce(err);
        interruption.announce(err);
        assertEquals("interrupted" + System.lineSeparator(), written.toString(StandardCharsets.UTF_8));
    }
}
