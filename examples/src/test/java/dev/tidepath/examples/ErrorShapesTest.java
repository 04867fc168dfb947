package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Words that the program does nothing with. */
class ErrorShapesTest {

    @Test
    void wordsAreCheckedBeforeAnythingIsForecast() {
        assertEquals("--threads needs a whole number from 1 on, not 0", refused("--threads", "0"));
        assertEquals("--out draws skewed errors, which --quick leaves out", refused("--quick", "--out", "pictures"));
    }

    private static String refused(String... words) {
        return assertThrows(Arguments.NotUnderstood.class, () -> ErrorShapes.run(words, System.out, System.err))
                .getMessage();
    }
}
