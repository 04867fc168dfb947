package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.Forecaster;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tune does around the search; the trained model is a stand-in here. */
final class TuneCommandTest {

    private static final String TUNE =
            "tune @/days.csv --time day --value flow --horizon 4d --cutoffs 5 --min-history 3 --period 8d ";
    private static final String RULES = "--model mean --try model=mean,last-value,drift,seasonal-naive ";

    private static final Forecaster BROKEN = (series, listener) -> {
        throw new FitException("TP-M001", "the loss is not finite", "another seed");
    };

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("days.csv", days(80, 5));
    }

    /** A wave that repeats after eight days, with every tenth day missing. */
    private static String days(int count, double level) {
        StringBuilder csv = new StringBuilder("day,flow\n");
        for (int i = 0; i < count; i++) {
            if (i % 10 != 7) {
                double flow = level + Math.sin(2 * Math.PI * i / 8);
                csv.append(LocalDate.of(2024, 1, 1).plusDays(i))
                        .append(String.format(Locale.ROOT, ",%.3f%n", flow).replace("\r", ""));
            }
        }
        return csv.toString();
    }

    private CliRun.Outcome run(String command) {
        return cli.run(command.strip().split(" +"));
    }

    @Test
    void theTrialsAreOnStandardOutputAndTalkOnStandardError() {
        CliRun.Outcome outcome = run(TUNE + RULES + "--holdout 16d");
        assertEquals(CliRun.resource("tune.txt"), outcome.out(), outcome.err());
        assertEquals(CliRun.resource("tune-talk.txt"), outcome.err());
        assertEquals(ExitCode.OK, outcome.exitCode());
        cli.assertFiles("days.csv");
    }

    @Test
    void aSearchGoesOnToTheSameBytes() {
        CliRun.Outcome whole = run(TUNE + RULES + "--out @/t.jsonl");
        assertEquals(ExitCode.OK, whole.exitCode(), whole.err());
        String bytes = cli.read("t.jsonl");
        assertEquals(5, bytes.lines().count());
        cli.file("t.jsonl", bytes.substring(0, bytes.length() - 20));
        CliRun.Outcome again = run(TUNE + RULES + "--out @/t.jsonl --threads 3");
        assertEquals(whole, again);
        assertEquals(bytes, cli.read("t.jsonl"));
        assertTrue(again.err().endsWith("wrote     @/t.jsonl and standard output\n"), again.err());
    }

    @Test
    void theFileOfAnotherSearchIsRefused() {
        run(TUNE + RULES + "--out @/t.jsonl");
        String bytes = cli.read("t.jsonl");
        CliRun.Outcome metric = run(TUNE + RULES + "--out @/t.jsonl --metric mase");
        assertEquals(ExitCode.BAD_DATA, metric.exitCode());
        assertTrue(
                metric.err()
                        .endsWith(
                                "error TP-D085 @/t.jsonl: it is of another search: metric is 'crps' there, 'mase' here"
                                        + " / try: go on with the same data and options, name another file (--out), or remove"
                                        + " this one\n"),
                metric.err());
        cli.file("days.csv", days(80, 6));
        CliRun.Outcome data = run(TUNE + RULES + "--out @/t.jsonl");
        assertEquals(ExitCode.BAD_DATA, data.exitCode());
        assertTrue(data.err().contains("it is of another search: data sha256 is '"), data.err());
        assertEquals(bytes, cli.read("t.jsonl"));
    }

    @Test
    void itIsSaidThatTuningDidNotHelp() {
        CliRun.Outcome outcome = run(TUNE + "--model seasonal-naive --try model=mean,drift --holdout 8d");
        assertTrue(outcome.out().contains("winner    the defaults, CRPS "), outcome.out());
        assertTrue(
                outcome.out().contains(": tuning did not help\nheld back 2 cut-offs, CRPS of defaults "),
                outcome.out());
    }

    @Test
    void theSpaceMayBeInAFileAndInOptions() {
        cli.file("s.json", "{\"model\": [\"drift\", \"last-value\"]}");
        CliRun.Outcome outcome = run(TUNE + "--model mean --space @/s.json --try transform=none,log");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("trials    5 of model, transform, by CRPS\n"), outcome.err());
        CliRun.Outcome twice = run(TUNE + "--model mean --space @/s.json --try model=fourier");
        assertEquals(ExitCode.USAGE, twice.exitCode());
        assertTrue(twice.err().startsWith("error: --try model: it is in '@/s.json' too\n"), twice.err());
    }

    @Test
    void periodsAreTried() {
        CliRun.Outcome outcome =
                run(TUNE.replace("8d", "5d") + "--model seasonal-naive --try period=6d,8d --metric mae");
        assertTrue(outcome.out().endsWith("options   --period 8d\n"), outcome.out() + outcome.err());
    }

    @Test
    void aTrialThatFailsIsToldAndTheOthersGoOn() {
        cli.forecaster(BROKEN);
        CliRun.Outcome outcome = run(TUNE + "--model mean --try model=latent-ode,drift");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(
                outcome.err().contains("(model=latent-ode) has no score: TP-M001: the loss is not finite\nwrote "),
                outcome.err());
        assertTrue(outcome.out().contains("in full         5     n/a\n"), outcome.out());
    }

    @Test
    void withoutAnyScoreThereIsNoWinner() {
        cli.forecaster(BROKEN);
        CliRun.Outcome outcome = run(TUNE + "--try units=24,48");
        assertEquals(ExitCode.NO_MODEL, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(
                outcome.err()
                        .endsWith("error TP-M004: no trial has a score: TP-M001: the loss is not finite / try: look at"
                                + " the data and the horizon, or let other values be tried\n"),
                outcome.err());
    }

    @Test
    void seriesMayShareTheirCutOffs() {
        CliRun.Outcome outcome = run(
                "tune @/days.csv --time day --value flow --horizon 4d --from 2024-02-01 " + RULES + "--holdout 12d");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("held back 3 cut-offs, CRPS of "), outcome.out());
    }

    @Test
    void ctrlCEndsTheSearchAndKeepsWhatIsDone() {
        cli.forecaster((series, listener) -> {
            cli.interruption().request();
            return new LastValue();
        });
        CliRun.Outcome outcome = run(TUNE + "--model mean --try model=latent-ode,drift --out @/t.jsonl");
        assertEquals(ExitCode.INTERRUPTED, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().endsWith("interrupted\n"), outcome.err());
        assertTrue(cli.read("t.jsonl").endsWith("}\n"));
    }
}
