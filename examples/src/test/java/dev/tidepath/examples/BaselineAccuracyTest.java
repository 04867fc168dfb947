package dev.tidepath.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class BaselineAccuracyTest {

    @Test
    void errorsAreScaledByTheSeasonalNaiveRulesOnWhatIsKnown() {
        RegularSeries s = new RegularSeries(
                "s",
                LocalDate.of(2020, 1, 1),
                RegularSeries.Step.DAY,
                new double[] {0, 2, Double.NaN, 6, 4, Double.NaN, 10},
                1,
                3);
        // known 0, 2, (4), 6: changes of 2; held back 4 and 10
        assertEquals((1 + 3) / 2.0 / 2, s.scaledError(new double[] {5, 7}));
        assertEquals(3, s.history().observations());
        assertEquals(2, s.heldBackTimes().size());
    }

    @Test
    void theQuickFormPrintsATable() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertTrue(BaselineAccuracy.run(new String[] {"--quick"}, print, silent));
        String table = out.toString(StandardCharsets.UTF_8);
        assertTrue(table.contains("state-space") && table.contains("geometric mean"), table);
    }
}
