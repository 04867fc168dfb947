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
            "forecast @/tide.csv --id gauge --time when --value level,flow --horizon 6h --every 1h --iterations 5 --seed 7";

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

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void controlCEndsTheProcessAndLeavesNothing() throws IOException, InterruptedException {
        assumeFalse(interruptsAreIgnored(), "a JVM started in the background may ignore SIGINT");
        String endless = (Main.class.getName() + " " + COMMAND + " --out @/f.csv --plot @/f.html")
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
        cli.assertFiles("tide.csv");
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
