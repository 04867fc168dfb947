package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.FitException;
import dev.tidepath.forecasting.Forecaster;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What backtest and compare do around the models; the trained one is a stand-in here. */
final class BacktestCommandTest {

    private static final String BACKTEST =
            "backtest @/days.csv --time day --value flow --horizon 4d --cutoffs 12 --every 4d --min-history 3 ";

    private static final Forecaster BROKEN = (series, listener) -> {
        throw new FitException("TP-M001", "the loss is not finite", "another seed");
    };

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("days.csv", days(60));
    }

    /** A wave that repeats after eight days, with every tenth day missing. */
    private static String days(int count) {
        StringBuilder csv = new StringBuilder("day,flow\n");
        for (int i = 0; i < count; i++) {
            if (i % 10 != 7) {
                double flow = 5 + Math.sin(2 * Math.PI * i / 8);
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
    void theLeaderboardIsOnStandardOutputAndTalkOnStandardError() {
        CliRun.Outcome outcome = run(BACKTEST + "--model mean,last-value");
        assertEquals(CliRun.resource("backtest.txt"), outcome.out(), outcome.err());
        assertEquals(CliRun.resource("backtest-talk.txt"), outcome.err());
        assertEquals(ExitCode.OK, outcome.exitCode());
        cli.assertFiles("days.csv");
    }

    @Test
    void theModelsAndTheSimpleRulesAreCompared() {
        cli.forecaster(new LastValue());
        CliRun.Outcome outcome = run(BACKTEST);
        String models = "auto, latent-ode, state-space, seasonal-naive, climatology, drift, last-value, mean";
        assertTrue(outcome.err().contains("models    " + models + "\n"), outcome.err());
    }

    @Test
    void resultsAreWrittenAndComparedToTheSameLeaderboard() {
        CliRun.Outcome backtest =
                run(BACKTEST + "--model mean,last-value --out @/r.csv --leaderboard @/b.csv --report @/r.html");
        assertEquals(ExitCode.OK, backtest.exitCode(), backtest.err());
        assertTrue(
                backtest.err().endsWith("wrote     @/r.csv, @/b.csv, @/r.html and standard output\n"), backtest.err());
        assertTrue(cli.read("r.html").contains("Backtest of flow"));
        assertTrue(cli.read("r.csv")
                .startsWith("model,id,channel,cutoff,time,lead,actual,mean,median,crps,naive-mae,naive-rmse,q0.1,"));
        CliRun.Outcome compare = run("compare @/r.csv --out @/c.csv");
        assertEquals(ExitCode.OK, compare.exitCode(), compare.err());
        assertEquals(backtest.out(), compare.out());
        assertEquals(cli.read("b.csv"), cli.read("c.csv"));
        assertTrue(compare.err().startsWith("read      @/r.csv: mean, last-value\ncompared  "), compare.err());
    }

    @Test
    void severalRunsAreComparedOnWhatTheyShare() {
        run(BACKTEST + "--model mean --out @/one.csv");
        run(BACKTEST.replace("--cutoffs 12", "--cutoffs 9") + "--model mean,last-value --out @/two.csv");
        CliRun.Outcome compare = run("compare @/one.csv @/two.csv --metric mae --buckets 1d,2d");
        assertEquals(ExitCode.OK, compare.exitCode(), compare.err());
        assertTrue(compare.out().contains("mean (@/one.csv)"), compare.out());
        assertTrue(compare.out().contains("mean (@/two.csv)"), compare.out());
        assertTrue(compare.out().contains("0 to 1 d"), compare.out());
        assertTrue(compare.err().contains("values are left out, as not every model has a forecast"), compare.err());
    }

    @Test
    void nothingInCommonIsBadData() {
        run(BACKTEST + "--model mean --out @/one.csv");
        run(BACKTEST.replace("--horizon 4d", "--horizon 3d") + "--model mean --out @/two.csv");
        CliRun.Outcome compare = run("compare @/one.csv @/two.csv --buckets 4d");
        assertEquals(ExitCode.BAD_DATA, compare.exitCode());
        assertTrue(compare.err().contains("error TP-D071 @/one.csv, @/two.csv: there is no value"), compare.err());
        assertEquals("", compare.out());
    }

    @Test
    void aModelThatFailsIsToldAndTheOthersGoOn() {
        cli.forecaster(BROKEN);
        CliRun.Outcome outcome = run(BACKTEST + "--model latent-ode,mean");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(
                outcome.err()
                        .contains(
                                "warning   latent-ode failed on 12 of 12, first with TP-M001: the loss is not finite\n"),
                outcome.err());
        assertFalse(outcome.out().contains("latent-ode"));
    }

    @Test
    void whereAllModelsFailThereIsNoModel() {
        cli.forecaster(BROKEN);
        CliRun.Outcome outcome = run(BACKTEST + "--model latent-ode --out @/r.csv");
        assertEquals(ExitCode.NO_MODEL, outcome.exitCode());
        assertTrue(
                outcome.err().contains("error TP-M002: no model has given a forecast: TP-M001: the loss is not finite"),
                outcome.err());
        cli.assertFiles("days.csv");
    }

    @Test
    void aRequestToStopLeavesNothing() {
        cli.forecaster((series, listener) -> {
            cli.interruption().request();
            return new LastValue().fit(series, listener);
        });
        CliRun.Outcome outcome =
                run(BACKTEST + "--model latent-ode --out @/r.csv --leaderboard @/b.csv --report @/r.html");
        assertEquals(ExitCode.INTERRUPTED, outcome.exitCode());
        assertTrue(outcome.err().endsWith("interrupted\n"), outcome.err());
        assertEquals("", outcome.out());
        cli.assertFiles("days.csv");
    }

    @Test
    void cutOffsMayBeShared() {
        CliRun.Outcome outcome = run(BACKTEST + "--model mean --from 2024-02-01");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertTrue(outcome.err().contains("cut-offs  7 used\n"), outcome.err());
    }

    @Test
    void aShareOfThePastCanBeHidden() {
        run(BACKTEST + "--model mean --out @/whole.csv");
        CliRun.Outcome outcome = run(BACKTEST + "--model mean --drop 70 --out @/some.csv --report @/r.html");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        String hidden = "70 % of the observations before each cut-off";
        assertTrue(outcome.err().contains("hidden    " + hidden + "\n"), outcome.err());
        assertTrue(cli.read("r.html").contains(hidden));
        assertEquals(
                cli.read("whole.csv").lines().count(),
                cli.read("some.csv").lines().count());
        assertNotEquals(cli.read("whole.csv"), cli.read("some.csv"));
        CliRun.Outcome all = run(BACKTEST + "--model mean --drop 100");
        assertEquals(ExitCode.USAGE, all.exitCode());
        assertTrue(all.err().contains("--drop 100: a whole percentage from 0 to 99 is needed"), all.err());
    }

    @Test
    void thePastCanBeTooShort() {
        CliRun.Outcome outcome = run(BACKTEST.replace("--horizon 4d", "--horizon 90d") + "--model mean --out @/r.csv");
        assertEquals(ExitCode.BAD_DATA, outcome.exitCode());
        assertTrue(
                outcome.err()
                        .contains("error TP-D052 @/days.csv: no cut-off is left of 12: 12 with fewer than 3 observation"
                                + " times before it, 0 with no observation in the horizon after it"
                                + " / try: a horizon of at most PT1368H (--horizon) leaves one cut-off\n"),
                outcome.err());
        cli.assertFiles("days.csv");
    }

    @Test
    void aHoldoutIsForecastAndCompared() {
        cli.forecaster(new LastValue());
        CliRun.Outcome outcome = run("forecast @/days.csv --time day --value flow --holdout 5d --plot @/p.html");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(5, outcome.out().lines().count());
        assertTrue(outcome.err().contains("holdout   the last 5d of each series is held back\n"), outcome.err());
        assertTrue(outcome.err().contains("scores    model"), outcome.err());
        assertTrue(outcome.err().contains("scores    last-value"), outcome.err());
        assertTrue(cli.read("p.html").contains("\"total\":54"), "the truth is in the plot");
    }
}
