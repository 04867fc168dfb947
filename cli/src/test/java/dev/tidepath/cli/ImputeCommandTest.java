package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filling gaps from the command line. */
final class ImputeCommandTest {

    private static final String HOURS = """
            hour,temp,press
            2024-01-01T00:00,1.0,1000
            2024-01-01T01:00,,1001
            2024-01-01T02:00,3.0,1002
            2024-01-01T03:00,3.5,1002.5
            2024-01-01T06:00,5.0,
            2024-01-01T07:00,5.5,1005
            2024-01-01T08:00,,
            """;

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("hours.csv", HOURS);
    }

    private CliRun.Outcome impute(String... more) {
        return cli.run(("impute @/hours.csv --time hour --value temp,press " + String.join(" ", more)).split(" "));
    }

    private static List<String> starts(String table) {
        return table.lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf('T') + 1).replaceAll("(([^,]*,){1}[^,]*).*", "$1"))
                .toList();
    }

    @Test
    void blankCellsAndMissingHoursAreFilled() {
        CliRun.Outcome outcome = impute();
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(
                List.of("01:00,temp", "04:00,temp", "04:00,press", "05:00,temp", "05:00,press", "06:00,press"),
                starts(outcome.out()));
        assertTrue(
                outcome.err().contains("note      1 row without a value before the first or after the last"),
                outcome.err());
        assertTrue(outcome.err().endsWith("filled    4 times in 1 series\nwrote     standard output\n"), outcome.err());
    }

    @Test
    void theCompleteSeriesTellsWhatWasObserved() {
        CliRun.Outcome outcome = impute("--complete --gap none --levels 80 --out @/full.csv");
        assertEquals("", outcome.out());
        String table = cli.read("full.csv");
        assertTrue(table.startsWith("id,time,channel,kind,mean,median,lo-80,hi-80\n"), table);
        assertTrue(table.contains(",2024-01-01T03:00,press,observed,1002.5,1002.5,1002.5,1002.5\n"), table);
        assertTrue(table.contains(",2024-01-01T01:00,temp,imputed,"), table);
        assertEquals(13, table.lines().count());
        assertEquals(2, table.lines().filter(line -> line.contains(",imputed,")).count());
    }

    @Test
    void otherTimesMayBeAskedFor() {
        cli.file("at.csv", "t\n2024-01-01T03:30\n");
        assertEquals(
                List.of("03:30,temp", "03:30,press"),
                starts(impute("--at @/at.csv").out()));
        assertEquals(
                List.of("01:00,temp", "04:00,temp", "04:00,press", "05:00,temp", "05:00,press", "06:00,press"),
                starts(impute("--every 1h").out()));
        cli.file("at.csv", "t\n2024-01-01T08:00\n");
        CliRun.Outcome late = impute("--at @/at.csv");
        assertEquals(ExitCode.BAD_DATA, late.exitCode());
        assertTrue(late.err().contains("TP-D051"), late.err());
    }

    @Test
    void aModelThatWasSavedFillsToo() {
        cli.run(("forecast @/hours.csv --time hour --value temp,press --horizon 1h --model state-space"
                        + " --save @/m.json --out @/f.csv")
                .split(" "));
        CliRun.Outcome outcome = impute("--load @/m.json");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(impute().out(), outcome.out());
    }

    @Test
    void nothingToFillIsSaid() {
        cli.file("hours.csv", "hour,temp,press\n0,1,2\n1,2,2\n2,2,3\n");
        CliRun.Outcome outcome = impute();
        assertEquals("id,time,channel,mean,median,lo-80,hi-80,lo-95,hi-95\n", outcome.out());
        assertTrue(outcome.err().contains("filled    nothing: no cell is blank and no gap is long"), outcome.err());
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String wrong : List.of(
                "--gap 0.5", "--gap x", "--gap 2 --every 1h", "--model latent-ode", "--load @/m --model state-space")) {
            CliRun.Outcome outcome = impute(wrong);
            assertEquals(ExitCode.USAGE, outcome.exitCode(), wrong);
            assertTrue(outcome.err().endsWith("see: tidepath impute --help\n"), outcome.err());
        }
    }
}
