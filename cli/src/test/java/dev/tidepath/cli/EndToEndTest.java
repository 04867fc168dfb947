package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From a file to a file with the real forecaster, on a small budget. */
final class EndToEndTest {

    private static final String COMMAND =
            "forecast @/tide.csv --id gauge --time when --value level,flow --horizon 6h --every 1h --model latent-ode"
                    + " --iterations 5 --seed 7";

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).realForecaster().file("tide.csv", tide());
    }

    /** Two gauges with a tide of 12.4 hours, at irregular minutes; the flow is seen every other time. */
    private static String tide() {
        StringBuilder csv = new StringBuilder("gauge,when,level,flow\n");
        LocalDateTime start = LocalDateTime.of(2024, 3, 1, 0, 0);
        for (int k = 0; k < 80; k++) {
            int minute = 37 * k + (k * k) % 23;
            double phase = 2 * Math.PI * minute / 744;
            String flow = k % 2 == 0 ? String.format(Locale.ROOT, "%.3f", 10 * Math.cos(phase)) : "";
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%.3f,%s%n",
                    k % 3 == 0 ? "north" : "south",
                    start.plusMinutes(minute),
                    2 + Math.sin(phase),
                    flow));
        }
        return csv.toString();
    }

    private CliRun.Outcome run(String more) {
        return cli.run((COMMAND + " " + more).split(" "));
    }

    @Test
    void writesATableAndAPage() {
        CliRun.Outcome outcome = run("--out @/f.csv --plot @/f.html --levels 50,90");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        List<String> lines = cli.read("f.csv").lines().toList();
        assertEquals("id,time,channel,mean,median,lo-50,hi-50,lo-90,hi-90", lines.get(0));
        assertEquals(1 + 2 * 6 * 2, lines.size());
        for (String line : lines.subList(1, lines.size())) {
            double[] n = Arrays.stream(line.split(","))
                    .skip(3)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertTrue(n[4] <= n[2] && n[2] <= n[1] && n[1] <= n[3] && n[3] <= n[5], line);
            assertTrue(Arrays.stream(n).allMatch(Double::isFinite), line);
        }
        assertTrue(cli.read("f.html").startsWith("<!"));
        assertTrue(outcome.err().contains("trained   5 of 5 iterations"), outcome.err());
        cli.assertFiles("tide.csv", "f.csv", "f.html");
    }

    @Test
    void theSameSeedGivesTheSameBytesForAnyNumberOfThreads() throws IOException {
        run("--threads 1 --out @/one.csv --plot @/one.html");
        run("--threads 2 --out @/two.csv --plot @/two.html");
        assertArrayEquals(bytes("one.csv"), bytes("two.csv"));
        assertArrayEquals(bytes("one.html"), bytes("two.html"));
        assertEquals(cli.read("one.csv"), run("").out());
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Test
    void theAdjointOdeIsAChoice() {
        CliRun.Outcome outcome = run("--adjoint backsolve --period 12.4h --max-time 10m");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(1 + 2 * 6 * 2, outcome.out().lines().count());
    }

    private static String loading(String more) {
        return COMMAND.replace(" --model latent-ode --iterations 5 --seed 7", "") + " --load @/m.json " + more;
    }

    @Test
    void aSavedModelForecastsTheSameBytes() throws IOException {
        CliRun.Outcome saved = run("--save @/m.json --out @/f.csv --plot @/f.html");
        assertEquals(ExitCode.OK, saved.exitCode(), saved.err());
        assertTrue(saved.err().endsWith("wrote     @/f.csv and @/f.html and @/m.json\n"), saved.err());
        CliRun.Outcome loaded = cli.run(loading("--out @/g.csv --plot @/g.html").split(" "));
        assertEquals(ExitCode.OK, loaded.exitCode(), loaded.err());
        assertArrayEquals(bytes("f.csv"), bytes("g.csv"));
        assertArrayEquals(bytes("f.html"), bytes("g.html"));
        assertTrue(
                CliRun.withoutVersion(loaded.err())
                        .contains("loaded    @/m.json, saved by tidepath VERSION\nmodel     latent-ode\n"),
                loaded.err());
        assertTrue(!loaded.err().contains("trained"), loaded.err());
        cli.assertFiles("tide.csv", "f.csv", "f.html", "g.csv", "g.html", "m.json");
    }

    @Test
    void aSavedModelServesSeriesItHasNotSeenInAnyOrderOfChannels() {
        run("--save @/m.json --out @/f.csv");
        cli.file("other.csv", tide().replace("north", "west").replace("south", "east"));
        String[] args = loading("")
                .replace("tide.csv", "other.csv")
                .replace("level,flow", "flow,level")
                .trim()
                .split(" ");
        CliRun.Outcome outcome = cli.run(args);
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("\nwest,") && outcome.out().contains("\neast,"), outcome.out());
        assertTrue(outcome.out().lines().skip(1).findFirst().orElseThrow().contains(",level,"), outcome.out());

        CliRun.Outcome fewer =
                cli.run(loading("").replace("level,flow", "flow").trim().split(" "));
        assertEquals(ExitCode.BAD_DATA, fewer.exitCode());
        assertTrue(
                fewer.err()
                        .endsWith(
                                "error TP-D053 @/tide.csv: the model was fitted on channels [level, flow], the history"
                                        + " has [flow] / try: give what is missing: level\n"),
                fewer.err());
    }

    @Test
    void aSavedModelForecastsFromOneObservation() {
        cli.file("days.csv", "day,flow\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n");
        cli.file("one.csv", "day,flow\n2024-01-01,1\n");
        String command = "forecast @/days.csv --time day --value flow --horizon 2d --every 1d";
        cli.run((command + " --model mean --save @/m.json --out @/f.csv").split(" "));
        CliRun.Outcome outcome = cli.run((command.replace("days", "one") + " --load @/m.json").split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(3, outcome.out().lines().count());
    }

    @Test
    void channelsThatTheModelDoesNotKnowAreLeftOut() {
        cli.run((COMMAND.replace("level,flow", "level") + " --save @/m.json --out @/f.csv").split(" "));
        CliRun.Outcome outcome = cli.run(loading("--out @/g.csv").split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("note      the model does not know 'flow', left out\n"), outcome.err());
        assertEquals(cli.read("f.csv"), cli.read("g.csv"));
    }

    @Test
    void anEditedModelIsTakenOnRequestWithAWarning() {
        run("--save @/m.json --out @/f.csv");
        cli.file("m.json", cli.read("m.json").replace("\"paths\": 400", "\"paths\": 50"));
        assertEquals(
                ExitCode.BAD_DATA, cli.run(loading("--out @/g.csv").split(" ")).exitCode());
        CliRun.Outcome outcome = cli.run(loading("--out @/g.csv --allow-edited").split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("warning   the model was edited after it had been saved\n"), outcome.err());
    }

    @Test
    void aModelMayComeFromStandardInput() {
        run("--save @/m.json --out @/f.csv");
        cli.input(cli.read("m.json"));
        CliRun.Outcome outcome =
                cli.run(loading("--out @/g.csv").replace("@/m.json", "-").split(" "));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(cli.read("f.csv"), cli.read("g.csv"));
        CliRun.Outcome shown = cli.run("show", "-");
        assertEquals(ExitCode.OK, shown.exitCode(), shown.err());
        assertTrue(CliRun.withoutVersion(shown.out()).contains("saved     by tidepath VERSION\n"), shown.out());
    }

    @Test
    void unlessAModelIsNamedSeveralAreBlended() {
        String usual = COMMAND.replace(" --model latent-ode", "") + " --levels 50 ";
        CliRun.Outcome fitted = cli.run((usual + "--out @/f.csv --save @/m.json").split(" "));
        assertEquals(ExitCode.OK, fitted.exitCode(), fitted.err());
        assertTrue(fitted.err().contains("\ntrained   in "), fitted.err());
        assertTrue(fitted.err().contains(" s\nmodel     auto\n"), fitted.err());
        assertTrue(fitted.err().contains("          shares: "), fitted.err());
        String loading = usual.replace("--iterations 5 --seed 7", "--load @/m.json --out @/g.csv");
        CliRun.Outcome loaded = cli.run(loading.split(" "));
        assertEquals(ExitCode.OK, loaded.exitCode(), loaded.err());
        assertEquals(cli.read("f.csv"), cli.read("g.csv"));
    }

    @Test
    void aModelFileIsShown() {
        run("--save @/m.json --out @/f.csv");
        CliRun.Outcome shown = cli.run("show", "@/m.json");
        assertEquals(ExitCode.OK, shown.exitCode(), shown.err());
        assertEquals("", shown.err());
        assertEquals(
                CliRun.resource("show.txt"),
                CliRun.withoutVersion(shown.out())
                        .replaceAll("[0-9,]+ bytes", "N bytes")
                        .replaceAll("\\b[0-9a-f]{64}\\b", "HASH"));
        CliRun.Outcome json = cli.run("show", "@/m.json", "--json");
        assertEquals(ExitCode.OK, json.exitCode(), json.err());
        assertTrue(json.out().startsWith("{\n  \"format\": \"tidepath-model\",\n"), json.out());
        assertTrue(json.out().contains("\"data sha256\": \""), json.out());
        assertTrue(!json.out().contains("weights"), json.out());
    }

    /** A run that is stopped keeps the schedule of the longer one. */
    @Test
    void aStoppedTrainingIsReplayed() {
        CliRun.Outcome outcome = run("--stop-after 2 --out @/f.csv");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("iterations: 2 of 5, ended by request\n"), outcome.err());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void controlCEndsTheProcessAndLeavesItsCheckpointAlone() throws IOException, InterruptedException {
        assumeFalse(interruptsAreIgnored(), "a JVM started in the background may ignore SIGINT");
        String endless = (Main.class.getName() + " " + COMMAND
                        + " --out @/f.csv --plot @/f.html --checkpoint @/run.checkpoint")
                .replace("--iterations 5", "--iterations 100000000")
                .replace("@", folder.toString());
        Process tidepath = JavaProcess.builder(endless.split(" ")).start();
        BufferedReader talk = tidepath.errorReader(StandardCharsets.UTF_8);
        String line = talk.readLine();
        while (line != null && !line.startsWith("training")) {
            line = talk.readLine();
        }
        assertNotNull(line, "the process ended before it trained");
        new ProcessBuilder("kill", "-INT", Long.toString(tidepath.pid()))
                .start()
                .waitFor();

        assertTrue(tidepath.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.INTERRUPTED, tidepath.exitValue());
        assertEquals("interrupted", talk.lines().reduce("", (before, last) -> last));
        cli.assertFiles("run.checkpoint", "tide.csv");
        assertTrue(Files.readString(folder.resolve("run.checkpoint")).contains("\"tidepath-checkpoint\""));
    }

    /** A training that was cut short leaves a checkpoint; the same command goes on from there to the same bytes, and then removes it. */
    @Test
    void anInterruptedTrainingGoesOn() throws IOException {
        CliRun.Outcome whole = run("--out @/whole.csv --save @/whole.json");
        assertEquals(ExitCode.OK, whole.exitCode(), whole.err());
        CliRun.Outcome cut = run("--stop-after 2 --out @/cut.csv --checkpoint @/run.checkpoint");
        assertEquals(ExitCode.OK, cut.exitCode(), cut.err());
        assertTrue(Files.exists(folder.resolve("run.checkpoint")));

        CliRun.Outcome other = run("--period 12h --out @/f.csv --checkpoint @/run.checkpoint");
        assertEquals(ExitCode.NO_MODEL, other.exitCode());
        assertTrue(other.err().contains("error TP-M003: "), other.err());
        assertTrue(
                other.err()
                        .contains("is the checkpoint of another training: periods is [] there, [43200.0] here / try: "),
                other.err());

        CliRun.Outcome rest = run("--out @/rest.csv --save @/rest.json --checkpoint @/run.checkpoint");
        assertEquals(ExitCode.OK, rest.exitCode(), rest.err());
        assertTrue(rest.err().contains("resumed   from iteration 2 of 5\n"), rest.err());
        for (String kind : List.of(".csv", ".json")) {
            assertEquals(
                    Files.readString(folder.resolve("whole" + kind)), Files.readString(folder.resolve("rest" + kind)));
        }
        cli.assertFiles("cut.csv", "rest.csv", "rest.json", "tide.csv", "whole.csv", "whole.json");
    }

    @Test
    void aCheckpointGoesWithATraining() {
        assertMisuse(
                "--checkpoint cannot go with --model drift: it is fitted at once, not trained in iterations as latent-ode"
                        + " is",
                "--model drift --checkpoint @/c");
        assertMisuse(
                "--checkpoint and --load exclude each other: a loaded model is fitted already",
                "--load @/m.json --checkpoint @/c");
        assertMisuse(
                "--checkpoint cannot go with --model auto, which trains more than once: name a model that is trained, such"
                        + " as --model latent-ode",
                "--checkpoint @/c");
        assertMisuse(
                "--checkpoint cannot go with --intervals calibrated, which trains twice",
                "--model latent-ode --intervals calibrated --checkpoint @/c");
        assertMisuse(
                "--checkpoint cannot go with --networks: it keeps the training of one network",
                "--model latent-ode --networks 2 --checkpoint @/c");
        assertMisuse(
                "--checkpoint cannot go with --model drift: it is fitted at once",
                "--model drift --networks 1 --checkpoint @/c");
        assertMisuse("--networks 17: a whole number from 1 to 16 is needed", "--model latent-ode --networks 17");
        assertMisuse("--checkpoint -: name a file", "--checkpoint -");
        assertMisuse(
                "the file '@/f.csv' would be overwritten: it is named twice",
                "--model latent-ode --out @/f.csv --checkpoint @/f.csv");
    }

    private void assertMisuse(String message, String more) {
        CliRun.Outcome outcome =
                cli.run((COMMAND.replace(" --model latent-ode --iterations 5 --seed 7", "") + " " + more).split(" "));
        assertEquals(ExitCode.USAGE, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("error: " + message), outcome.err());
    }

    private static boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 2) != 0);
    }
}
