package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Observations of a wave, one of which does not belong to it. */
final class AnomaliesCommandTest {

    private static final String ANOMALIES = "anomalies @/days.csv --time day --value flow ";

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("days.csv", days(90));
    }

    /** Waves of eight days with ripples; the 61st day is far off, every tenth is missing. */
    private static String days(int count) {
        StringBuilder csv = new StringBuilder("day,flow\n");
        for (int i = 0; i < count; i++) {
            if (i % 10 != 7) {
                double flow = 5 + Math.sin(2 * Math.PI * i / 8) + 0.1 * Math.sin(5.0 * i * i) + (i == 60 ? 4 : 0);
                csv.append(LocalDate.of(2024, 1, 1).plusDays(i))
                        .append(String.format(Locale.ROOT, ",%.3f%n", flow).replace("\r", ""));
            }
        }
        return csv.toString();
    }

    private CliRun.Outcome run(String command) {
        CliRun.Outcome outcome = cli.run(command.strip().split(" +"));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        return outcome;
    }

    private static String flagged(String table) {
        return String.join(
                ";",
                table.lines()
                        .filter(line -> line.endsWith(",1"))
                        .map(line -> line.substring(1, 11))
                        .toList());
    }

    @Test
    void scoresAreOnStandardOutputAndTalkOnStandardError() {
        CliRun.Outcome outcome = run(ANOMALIES + "--model mean --warm-up 50");
        assertEquals(CliRun.resource("anomalies.txt"), outcome.out(), outcome.err());
        assertEquals(
                CliRun.resource("anomalies-talk.txt"),
                outcome.err().replaceAll("loss 1.255, .*\n", "loss 1.255, ...\n"));
        cli.assertFiles("days.csv");
    }

    @Test
    void whatDoesNotBelongIsFlagged() {
        CliRun.Outcome outcome = run(ANOMALIES + "--period 8d --out @/a.csv --plot @/a.html");
        List<String> lines = cli.read("a.csv").lines().toList();
        assertEquals(1 + 81, lines.size());
        assertEquals(
                10,
                lines.stream().filter(l -> l.endsWith(",n/a,n/a,n/a,n/a,n/a")).count());
        assertTrue(flagged(cli.read("a.csv")).startsWith("2024-03-01"), cli.read("a.csv"));
        assertTrue(cli.read("a.html").startsWith("<!"));
        assertTrue(outcome.err().endsWith("wrote     @/a.csv and @/a.html\n"), outcome.err());
        cli.assertFiles("days.csv", "a.csv", "a.html");
    }

    @Test
    void aThresholdIsAChoice() {
        String all =
                run(ANOMALIES + "--model climatology --period 8d --threshold 0").out();
        assertEquals(71, all.lines().filter(line -> line.endsWith(",1")).count());
        assertEquals(
                "",
                flagged(run(ANOMALIES + "--model climatology --threshold 400").out()));
    }

    @Test
    void aModelThatWasSavedScoresOtherSeries() {
        cli.file("calm.csv", days(55));
        run("forecast @/calm.csv --time day --value flow --horizon 2d --model state-space --period 8d --save @/m.json"
                + " --out @/f.csv");
        CliRun.Outcome outcome = run(ANOMALIES + "--load @/m.json");
        assertTrue(flagged(outcome.out()).startsWith("2024-03-01"), outcome.out());
    }

    @Test
    void sampledModelsSayHowFarTheirScoresReach() {
        cli.realForecaster();
        CliRun.Outcome outcome = run(ANOMALIES + "--model latent-ode --iterations 5 --warm-up 70 --threshold 3");
        assertTrue(
                outcome.err()
                        .contains(
                                "warning   the model tells no more than its sample paths: no score is higher than 2.6"),
                outcome.err());
    }

    @Test
    void channelsOfTheirOwnTimesAreScoredInOrder() {
        cli.file("two.csv", "t,a,b\n1,5,\n2,6,1\n3,5,\n4.5,6,2\n6,,1\n7,5,\n8,6,2\n9,,1\n");
        CliRun.Outcome outcome =
                run("anomalies @/two.csv --time t --value a,b --model mean --warm-up 4 --plot @/p.html");
        List<String> starts = outcome.out()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',', line.indexOf(',', 1) + 1)))
                .toList();
        assertEquals(
                List.of(",1,a", ",2,a", ",2,b", ",3,a", ",4.5,a", ",4.5,b", ",6,b", ",7,a", ",8,a", ",8,b", ",9,b"),
                starts);
        assertTrue(cli.read("p.html").contains("expected of them"));
    }
}
