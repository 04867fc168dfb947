package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Forecaster;
import dev.tidepath.forecasting.TidepathException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does around the forecaster, which is a stand-in here. */
final class ForecastCommandTest {

    private static final String DAYS = "day,flow\n2024-01-03,4\n2024-01-01,1.5\n2024-01-02,2.5\n2024-01-04,\n";
    private static final String TWO_DAYS = """
            id,time,channel,mean,median,lo-80,hi-80,lo-95,hi-95
            ,2024-01-04,flow,4,4,3.2,4.8,3.05,4.95
            ,2024-01-05,flow,4,4,3.2,4.8,3.05,4.95
            """;

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("days.csv", DAYS).forecaster(new LastValue());
    }

    private CliRun.Outcome forecast(String... more) {
        String[] args = ("forecast @/days.csv --time day --value flow " + String.join(" ", more)).split(" ");
        return cli.run(args);
    }

    @Test
    void dataGoesToStandardOutputAndTalkToStandardError() {
        CliRun.Outcome outcome = forecast("--horizon 2d");
        assertEquals(TWO_DAYS, outcome.out());
        assertEquals(CliRun.resource("talk.txt"), outcome.err().replaceAll("loss 0.1667, .*\n", "loss 0.1667, ...\n"));
        assertEquals(ExitCode.OK, outcome.exitCode());
        cli.assertFiles("days.csv");
    }

    @Test
    void tableAndPageGoToFiles() {
        cli.file("out.csv", "old");
        CliRun.Outcome outcome = forecast("--horizon 2d --out @/out.csv --plot @/p.html");
        assertEquals("", outcome.out());
        assertEquals(ExitCode.OK, outcome.exitCode());
        assertEquals(TWO_DAYS, cli.read("out.csv"));
        assertTrue(cli.read("p.html").contains("Forecast of flow"));
        assertTrue(outcome.err().endsWith("wrote     @/out.csv and @/p.html\n"), outcome.err());
        cli.assertFiles("days.csv", "out.csv", "p.html");
    }

    @Test
    void samplePathsGoToAFileOrToStandardOutput() {
        String paths = """
                id,time,channel,path,value
                ,2024-01-04,flow,1,3
                ,2024-01-04,flow,2,4
                ,2024-01-04,flow,3,5
                """;
        CliRun.Outcome both = forecast("--horizon 1d --paths @/paths.csv");
        assertEquals(2, both.out().lines().count());
        assertEquals(paths, cli.read("paths.csv"));
        assertTrue(both.err().endsWith("wrote     standard output and @/paths.csv\n"), both.err());
        CliRun.Outcome piped = forecast("--horizon 1d --paths - --out @/out.csv");
        assertEquals(paths, piped.out());
        assertEquals(both.out(), cli.read("out.csv"));
        cli.assertFiles("days.csv", "out.csv", "paths.csv");
    }

    @Test
    void aDashIsStandardInputAndOutput() {
        cli.input(DAYS);
        CliRun.Outcome outcome =
                cli.run("forecast", "-", "--time", "day", "--value", "flow", "--horizon", "P2D", "--out", "-");
        assertEquals(TWO_DAYS, outcome.out());
        assertTrue(outcome.err().startsWith("read      standard input: 4 rows"), outcome.err());
    }

    @Test
    void numbersAreForecastInTheirOwnUnit() {
        cli.file("hours.csv", "h,a,\"b, c\",who\n0,1,2,x\n1.5,2,3,x\n7,5,6,y\n9,6,7,y\n");
        CliRun.Outcome outcome = cli.run(
                "forecast",
                "@/hours.csv",
                "--time",
                "h",
                "--value",
                "a,\"b, c\"",
                "--id",
                "who",
                "--horizon",
                "3",
                "--every",
                "1.5",
                "--levels",
                "50");
        assertEquals("""
                id,time,channel,mean,median,lo-50,hi-50
                x,3,a,2,2,1.5,2.5
                x,3,"b, c",3,3,2.5,3.5
                x,4.5,a,2,2,1.5,2.5
                x,4.5,"b, c",3,3,2.5,3.5
                y,10.5,a,6,6,5.5,6.5
                y,10.5,"b, c",7,7,6.5,7.5
                y,12,a,6,6,5.5,6.5
                y,12,"b, c",7,7,6.5,7.5
                """, outcome.out());
    }

    @Test
    void theLongLayoutIsForecastByChannel() {
        cli.file("long.csv", "t;c;y\n0,5;a;1,5\n1;a;2,5\n1;b;5\n2;b;6\n3;a;4,5\n");
        CliRun.Outcome outcome = cli.run(
                "forecast @/long.csv --time t --channel c --value y --target a --horizon 1 --every 1".split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("\n,4,a,4.5,4.5,"), outcome.out());
        assertEquals(2, outcome.out().lines().count());
        assertTrue(outcome.err().contains("note      numbers have a decimal comma: 4 numbers"), outcome.err());
    }

    @Test
    void datesStayDatesInTheirZoneWhereverTheSummerBegins() {
        cli.file("days.csv", "day,flow\n30.03.2024,1\n31.03.2024,2\n01.04.2024,3\n");
        CliRun.Outcome outcome = forecast("--horizon 2d --zone Europe/Berlin --levels 50");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(
                List.of(",2024-04-02,flow", ",2024-04-03,flow"),
                outcome.out().lines().skip(1).map(line -> line.substring(0, 16)).toList());
    }

    @Test
    void timesMayComeFromAFile() {
        cli.file("times.csv", "when\n2024-02-29\n2024-01-31\n");
        CliRun.Outcome outcome = forecast("--at @/times.csv --levels 80");
        assertEquals(
                "id,time,channel,mean,median,lo-80,hi-80\n,2024-01-31,flow,4,4,3.2,4.8\n,2024-02-29,flow,4,4,3.2,4.8\n",
                outcome.out());
        assertTrue(outcome.err().contains("note      sorted the times asked for"), outcome.err());
        assertTrue(outcome.err().contains("warning   beyond everything seen"), outcome.err());
    }

    @Test
    void aKnownCovariateThatEndsBeforeTheTimesAskedForIsTold() {
        String observed = "t,y,plan\n1,4,0\n2,5,1\n3,4,0\n4,5,1\n";
        cli.file("none.csv", observed)
                .file("some.csv", observed + "5,,0\n6,,1\n")
                .file("all.csv", observed + "7,,1\n");
        assertEquals(List.of("'plan' is not known at 4 of 4 times; its last value is held there"), held("@/none.csv"));
        assertEquals(List.of("'plan' is not known at 1 of 4 times; its last value is held there"), held("@/some.csv"));
        assertEquals(List.of(), held("@/all.csv"));
    }

    @Test
    void aDomainThatALoadedModelDoesNotKnowIsTold() {
        cli.file("n.csv", "t,y\n1,4\n2,5\n3,0\n4,5\n").realForecaster();
        String command = "forecast @/n.csv --time t --value y --horizon 2 ";
        assertEquals(
                0,
                cli.run((command + "--model drift --save @/m.json").split(" ")).exitCode());
        CliRun.Outcome outcome = cli.run((command + "--domain count --load @/m.json").split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(
                outcome.err()
                        .contains("warning   the model was fitted on 'y' as real and forecasts it so;"
                                + " fit it again with --domain\n"),
                outcome.err());
        assertFalse(cli.run((command + "--load @/m.json").split(" ")).err().contains("--domain"));
    }

    private List<String> held(String file) {
        cli.forecaster((series, listener) -> new LastValue());
        CliRun.Outcome outcome =
                cli.run("forecast", file, "--time", "t", "--value", "y", "--known", "plan", "--horizon", "4");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        return outcome.err()
                .lines()
                .filter(line -> line.contains("held"))
                .map(line -> line.substring("warning   ".length()))
                .toList();
    }

    @Test
    void timesInTheFileMustBeInTheFuture() {
        cli.file("times.csv", "when\n2024-01-02\n");
        CliRun.Outcome outcome = forecast("--at @/times.csv");
        assertEquals(ExitCode.BAD_DATA, outcome.exitCode());
        assertTrue(outcome.err().startsWith("error TP-D051 @/times.csv: "), outcome.err());
    }

    @Test
    void aFailingPageTakesTheTableWithIt() throws IOException {
        Files.createDirectory(folder.resolve("pages"));
        cli.file("out.csv", "old").forecaster((series, listener) -> {
            delete(folder.resolve("pages"));
            return new LastValue();
        });
        CliRun.Outcome outcome = forecast("--horizon 2d --out @/out.csv --plot @/pages/p.html");
        assertEquals(ExitCode.IO, outcome.exitCode());
        assertEquals("old", cli.read("out.csv"));
        cli.assertFiles("days.csv", "out.csv");
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void closedStandardOutputIsAnError() {
        cli.file("p.html", "old");
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        int code = cli.run(
                closed,
                new PrintStream(talk, true, StandardCharsets.UTF_8),
                "forecast",
                "@/days.csv",
                "--time",
                "day",
                "--value",
                "flow",
                "--horizon",
                "2d",
                "--plot",
                "@/p.html");
        assertEquals(ExitCode.IO, code);
        assertTrue(talk.toString(StandardCharsets.UTF_8).contains("standard output is closed or full"));
        assertEquals("old", cli.read("p.html"));
        cli.assertFiles("days.csv", "p.html");
    }

    @Test
    void aRequestToStopEndsTheTrainingAndLeavesNothing() {
        cli.forecaster((series, listener) -> {
            cli.interruption().request();
            return new LastValue().fit(series, listener);
        });
        CliRun.Outcome outcome = forecast("--horizon 2d --out @/out.csv --plot @/p.html");
        assertEquals(ExitCode.INTERRUPTED, outcome.exitCode());
        assertTrue(
                outcome.err().endsWith("forecast  2 times from 2024-01-04 to 2024-01-05\ninterrupted\n"),
                outcome.err());
        cli.assertFiles("days.csv");
    }

    @Test
    void seriesThatDoNotSufficeAreBadData() {
        CliRun.Outcome outcome = failing(new DataException("TP-D046", "series 'a'", "too short", "observe more"));
        assertEquals(ExitCode.BAD_DATA, outcome.exitCode());
        assertTrue(outcome.err().endsWith("error TP-D046 @/days.csv series 'a': too short / try: observe more\n"));
    }

    @Test
    void aModelThatCannotBeFittedIsNoBug() {
        CliRun.Outcome outcome = failing(new Diverged());
        assertEquals(ExitCode.NO_MODEL, outcome.exitCode());
        assertTrue(outcome.err().endsWith("error TP-M001: the loss is not finite / try: another seed\n"));
    }

    @Test
    void anythingElseIsABug() {
        CliRun.Outcome outcome = failing(new IllegalStateException("3 is not 4"));
        assertEquals(ExitCode.BUG, outcome.exitCode());
        assertTrue(
                outcome.err()
                        .endsWith(
                                "error: a defect of tidepath, not of your data: java.lang.IllegalStateException: 3 is not 4\n"
                                        + "please report it with the command, the version (" + Version.text()
                                        + ") and what TIDEPATH_DEBUG=1 adds to this message\n"),
                outcome.err());
        assertFalse(outcome.err().contains("\tat "));
    }

    @Test
    void scarceMemoryIsNoBug() {
        cli.forecaster((series, listener) -> {
            throw new OutOfMemoryError("planted");
        });
        CliRun.Outcome outcome = forecast("--horizon 2d --out @/out.csv");
        assertEquals(ExitCode.BUG, outcome.exitCode());
        assertTrue(outcome.err().contains("error: out of memory / try: more memory"), outcome.err());
        cli.assertFiles("days.csv");
    }

    @Test
    void aDebuggerSeesWhereABugIs() {
        System.setProperty("tidepath.debug", "true");
        try {
            assertTrue(failing(new IllegalStateException("3 is not 4")).err().contains("\tat "));
        } finally {
            System.clearProperty("tidepath.debug");
        }
    }

    private CliRun.Outcome failing(RuntimeException failure) {
        Forecaster forecaster = (series, listener) -> {
            throw failure;
        };
        cli.forecaster(forecaster);
        CliRun.Outcome outcome = forecast("--horizon 2d --out @/out.csv");
        cli.assertFiles("days.csv");
        return outcome;
    }

    private static final class Diverged extends TidepathException {

        private static final long serialVersionUID = 1L;

        private Diverged() {
            super("TP-M001", "", "the loss is not finite", "another seed");
        }
    }
}
