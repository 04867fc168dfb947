package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a forecast hangs on, from the command line. */
final class ExplainCommandTest {

    private static final String DAYS = """
            day,flow,rain
            2024-01-01,1.5,0.2
            2024-01-02,2.5,0.1
            2024-01-03,2.0,0.4
            2024-01-04,4.5,0.9
            """;

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("days.csv", DAYS);
    }

    private CliRun.Outcome explain(String more) {
        return cli.run(("explain @/days.csv --time day --value flow,rain " + more).split(" "));
    }

    @Test
    void eachObservationHasItsGradientAndContribution() {
        CliRun.Outcome outcome = explain("--horizon 2d --model state-space --of rain");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals("id,channel,time,value,gradient,contribution", lines.get(0));
        assertEquals(",flow,2024-01-01,1.5,0,0", lines.get(1));
        assertEquals(9, lines.size());
        double sum = lines.stream()
                .filter(line -> line.contains("rain"))
                .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[4]))
                .sum();
        assertEquals(1, sum, 1e-6);
        assertTrue(outcome.err().contains("explained 'rain' at 2024-01-06, mean "), outcome.err());
    }

    @Test
    void aPageShowsThem() {
        CliRun.Outcome outcome = explain("--horizon 2d --model state-space --out @/g.csv --plot @/g.html");
        assertEquals("", outcome.out());
        assertTrue(outcome.err().endsWith("wrote     @/g.csv and @/g.html\n"), outcome.err());
        String page = cli.read("g.html");
        assertTrue(page.contains("What the forecast of flow hangs on"));
        assertTrue(page.contains("\"gradient\":["));
    }

    @Test
    void modelsWithoutGradientSaySo() {
        cli.realForecaster();
        CliRun.Outcome fresh = explain("--horizon 2d --model rnn-delta");
        assertEquals(ExitCode.USAGE, fresh.exitCode());
        assertTrue(fresh.err().contains("error: --model rnn-delta: it does not tell how"), fresh.err());
        cli.run(("forecast @/days.csv --time day --value flow,rain --horizon 2d --model rnn-delta --iterations 1"
                        + " --save @/m.json")
                .split(" "));
        CliRun.Outcome loaded = explain("--horizon 2d --load @/m.json");
        assertEquals(ExitCode.BAD_DATA, loaded.exitCode());
        assertTrue(loaded.err().contains("error TP-D083"), loaded.err());
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String wrong :
                List.of("", "--horizon 2d --of x", "--horizon 2d --plot @/a.png", "--horizon 2d --save -")) {
            CliRun.Outcome outcome = explain(wrong);
            assertEquals(ExitCode.USAGE, outcome.exitCode(), wrong);
            assertTrue(outcome.err().endsWith("see: tidepath explain --help\n"), outcome.err());
        }
        cli.assertFiles("days.csv");
    }
}
