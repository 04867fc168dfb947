package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a user is told when something is wrong: the exact words are in the resources {@code messages/NAME.txt}, where
 * {@code @} stands for the folder. Nothing is trained, and no file appears.
 */
final class MessagesTest {

    private static final String DAYS = "day,flow,gauge\n2024-01-01,1.5,a\n2024-01-02,2.5,a\n2024-01-03,4,a\n";
    private static final String HOURS = "hour,flow\n0,1.5\n1.5,2.5\n4,4\n";
    private static final String FORECAST_DAYS = "forecast @/days.csv --time day --value flow --horizon 2d";

    private static final String ANOMALIES = "anomalies @/days.csv --time day --value flow";

    @TempDir
    private Path folder;

    private record Case(String name, int exitCode, String file, String content, String command) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case days(String name, int exitCode, String command) {
        return new Case(name, exitCode, "days.csv", DAYS, command);
    }

    private static Case data(String name, String content) {
        return new Case(
                name, ExitCode.BAD_DATA, "days.csv", content, FORECAST_DAYS + " --out @/out.csv --plot @/p.html");
    }

    private static Case data(String name, String content, String more) {
        return new Case(name, ExitCode.BAD_DATA, "days.csv", content, FORECAST_DAYS + more + " --out @/out.csv");
    }

    private static Case inspected(String name, String content) {
        return new Case(name, ExitCode.BAD_DATA, "days.csv", content, "inspect @/days.csv");
    }

    static Stream<Case> usage() {
        return Stream.of(
                days("no-command", 2, ""),
                days("unknown-command", 2, "forcast @/days.csv"),
                days("unknown-option", 2, FORECAST_DAYS + " --thread 2"),
                days("too-many-files", 2, FORECAST_DAYS + " @/more.csv"),
                days("option-twice", 2, FORECAST_DAYS + " --seed 1 --seed 2"),
                days("paths-are-the-report", 2, FORECAST_DAYS + " --paths -"),
                days("no-file", 2, "forecast --time day --value flow --horizon 2d"),
                days("no-columns", 2, "forecast @/days.csv --horizon 2d"),
                days("no-horizon", 2, "forecast @/days.csv --time day --value flow"),
                days("horizon-and-at", 2, FORECAST_DAYS + " --at @/days.csv"),
                days("every-and-at", 2, "forecast @/days.csv --time day --value flow --every 1d --at @/days.csv"),
                days("both-standard-input", 2, "forecast - --time day --value flow --at -"),
                days("column-twice", 2, "forecast @/days.csv --time day --value flow,day --horizon 2d"),
                days("value-twice", 2, "forecast @/days.csv --time day --value flow,flow --horizon 2d"),
                days("column-empty", 2, "forecast @/days.csv --time day --value flow,,gauge --horizon 2d"),
                days("level-100", 2, FORECAST_DAYS + " --levels 80,100"),
                days("level-share", 2, FORECAST_DAYS + " --levels 0.8"),
                days("level-twice", 2, FORECAST_DAYS + " --levels 80,80.0"),
                days("level-text", 2, FORECAST_DAYS + " --levels 80,high"),
                days("iterations-0", 2, FORECAST_DAYS + " --iterations 0"),
                days("iterations-text", 2, FORECAST_DAYS + " --iterations many"),
                days("learning-rate-0", 2, FORECAST_DAYS + " --learning-rate 0"),
                days("units-2", 2, FORECAST_DAYS + " --units 2"),
                days("threads-0", 2, FORECAST_DAYS + " --threads 0"),
                days("seed-text", 2, FORECAST_DAYS + " --seed 1.5"),
                days("seed-too-large", 2, FORECAST_DAYS + " --seed 1e30"),
                days("adjoint-unknown", 2, FORECAST_DAYS + " --adjoint magic"),
                days("max-time-without-unit", 2, FORECAST_DAYS + " --max-time 90"),
                days("max-time-in-months", 2, FORECAST_DAYS + " --max-time P1M"),
                days("period-0", 2, FORECAST_DAYS + " --period 0h"),
                days("period-without-unit", 2, FORECAST_DAYS + " --period 24"),
                days("horizon-without-unit", 2, "forecast @/days.csv --time day --value flow --horizon 24"),
                days("horizon-in-capitals", 2, "forecast @/days.csv --time day --value flow --horizon 15M"),
                days("horizon-negative", 2, "forecast @/days.csv --time day --value flow --horizon -2d"),
                days("horizon-shorter-than-a-step", 2, "forecast @/days.csv --time day --value flow --horizon 2h"),
                days(
                        "horizon-beyond-the-calendar",
                        2,
                        "forecast @/days.csv --time day --value flow --horizon P9000Y --every P1Y"),
                days("horizon-of-too-many-times", 2, FORECAST_DAYS + " --every 0.000001s"),
                days("every-without-unit", 2, FORECAST_DAYS + " --every 1"),
                new Case(
                        "horizon-with-unit",
                        2,
                        "h.csv",
                        HOURS,
                        "forecast @/h.csv --time hour --value flow --horizon 2h"),
                new Case(
                        "every-with-unit",
                        2,
                        "h.csv",
                        HOURS,
                        "forecast @/h.csv --time hour --value flow --horizon 5 --every 1h"),
                new Case(
                        "period-with-unit",
                        2,
                        "h.csv",
                        HOURS,
                        "forecast @/h.csv --time hour --value flow --horizon 5 --period 24h"),
                days("delimiter-too-long", 2, FORECAST_DAYS + " --delimiter semicolon"),
                days("decimal-is-a-letter", 2, FORECAST_DAYS + " --decimal x"),
                days("decimal-is-the-grouping", 2, FORECAST_DAYS + " --decimal , --grouping ,"),
                days("charset-unknown", 2, FORECAST_DAYS + " --charset utf9"),
                days("zone-unknown", 2, FORECAST_DAYS + " --zone Berlin"),
                days("time-format-unknown", 2, FORECAST_DAYS + " --time-format epoch"),
                days("dst-overlap-unknown", 2, FORECAST_DAYS + " --zone UTC --dst-overlap both"),
                days("dst-without-zone", 2, FORECAST_DAYS + " --dst-gap shift"),
                days("on-bad-row-unknown", 2, FORECAST_DAYS + " --on-bad-row quarantine"),
                days("on-duplicate-unknown", 2, FORECAST_DAYS + " --on-duplicate median"),
                days("skip-negative", 2, FORECAST_DAYS + " --skip -1"),
                days("domain-unknown", 2, FORECAST_DAYS + " --domain negative"),
                days("domain-reversed", 2, FORECAST_DAYS + " --domain flow=5..1"),
                days("target-without-channel", 2, FORECAST_DAYS + " --target flow"),
                days("error-of-two-values", 2, "forecast @/days.csv --time day --value a,b --error c --horizon 2d"),
                days("channel-of-two-values", 2, "forecast @/days.csv --time day --value a,b --channel c --horizon 2d"),
                days("static-file-without-id", 2, FORECAST_DAYS + " --static-file @/s.csv"),
                days("role-twice", 2, FORECAST_DAYS + " --past gauge --known gauge"),
                days("quarantine-is-the-input", 2, FORECAST_DAYS + " --on-bad-row quarantine=@/days.csv"),
                days("plot-is-a-picture", 2, FORECAST_DAYS + " --plot @/p.png"),
                days("out-is-the-plot", 2, FORECAST_DAYS + " --out @/p.html --plot @/x/../p.html"),
                days("out-is-the-input", 2, FORECAST_DAYS + " --out @/days.csv"),
                days("stop-after-0", 2, FORECAST_DAYS + " --stop-after 0"),
                days("model-unknown", 2, FORECAST_DAYS + " --model oracle"),
                days("anomalies-threshold-negative", 2, ANOMALIES + " --threshold -1"),
                days("anomalies-warm-up-0", 2, ANOMALIES + " --warm-up 0"),
                days("anomalies-model-and-load", 2, ANOMALIES + " --model mean --load @/m.json"),
                days("anomalies-training-and-load", 2, ANOMALIES + " --seed 3 --load @/m.json"),
                days("model-and-load", 2, FORECAST_DAYS + " --model latent-ode --load @/m.json"),
                days("save-and-load", 2, FORECAST_DAYS + " --save @/n.json --load @/m.json"),
                days("training-and-load", 2, FORECAST_DAYS + " --load @/m.json --seed 2 --iterations 5"),
                days("allow-edited-alone", 2, FORECAST_DAYS + " --allow-edited"),
                days("save-to-standard-output", 2, FORECAST_DAYS + " --save -"),
                days("save-is-the-input", 2, FORECAST_DAYS + " --save @/days.csv"),
                days("save-is-the-out", 2, FORECAST_DAYS + " --out @/x --save @/x"),
                days("load-is-the-out", 2, FORECAST_DAYS + " --out @/m.json --load @/m.json"),
                days("input-and-load-standard-input", 2, "forecast - --time day --value flow --horizon 2d --load -"),
                days("show-without-file", 2, "show"),
                days("inspect-column-twice", 2, "inspect @/days.csv --time day --id day"),
                days("inspect-dst-without-zone", 2, "inspect @/days.csv --dst-gap shift"));
    }

    private static final String BACKTEST_DAYS = "backtest @/days.csv --time day --value flow --horizon 1d";

    static Stream<Case> backtests() {
        return Stream.of(
                days("backtest-no-horizon", 2, "backtest @/days.csv --time day --value flow"),
                days("backtest-unknown-model", 2, BACKTEST_DAYS + " --model magic"),
                days("backtest-model-twice", 2, BACKTEST_DAYS + " --model mean,mean"),
                days("backtest-cutoffs-0", 2, BACKTEST_DAYS + " --cutoffs 0"),
                days("backtest-cutoffs-too-many", 2, BACKTEST_DAYS + " --cutoffs 100001"),
                days("backtest-refit-text", 2, BACKTEST_DAYS + " --refit always"),
                days("backtest-unknown-metric", 2, BACKTEST_DAYS + " --metric accuracy"),
                days("backtest-metric-without-level", 2, BACKTEST_DAYS + " --metric msis-90"),
                days("backtest-report-is-a-picture", 2, BACKTEST_DAYS + " --report @/r.png"),
                days("backtest-out-is-the-report", 2, BACKTEST_DAYS + " --out @/r.html --report @/r.html"),
                days("backtest-from-text", 2, BACKTEST_DAYS + " --from soon"),
                days("backtest-horizon-without-unit", 2, "backtest @/days.csv --time day --value flow --horizon 1"),
                days("backtest-buckets-fall", 2, BACKTEST_DAYS + " --buckets 6h,3h"),
                days("backtest-too-short", 65, BACKTEST_DAYS + " --out @/r.csv"),
                days("backtest-too-many-cutoffs", 65, BACKTEST_DAYS + " --from 2024-01-01 --every 1s"),
                days("compare-no-file", 2, "compare"),
                days("compare-missing-file", 66, "compare @/dys.csv"),
                days("compare-other-file", 65, "compare @/days.csv"),
                days("compare-file-twice", 2, "compare @/days.csv @/days.csv"),
                days("holdout-and-horizon", 2, FORECAST_DAYS + " --holdout 1d"),
                days("holdout-of-everything", 65, "forecast @/days.csv --time day --value flow --holdout 9d"));
    }

    private static final String TUNE_DAYS = "tune @/days.csv --time day --value flow --horizon 1d";

    static Stream<Case> tunings() {
        return Stream.of(
                days("tune-nothing-to-try", 2, TUNE_DAYS),
                days("tune-without-values", 2, TUNE_DAYS + " --try units"),
                days("tune-unknown-name", 2, TUNE_DAYS + " --try depth=3"),
                days("tune-wrong-value", 2, TUNE_DAYS + " --try units=24,many"),
                days("tune-range-falls", 2, TUNE_DAYS + " --try learning-rate=0.1..0.01"),
                days("tune-range-of-names", 2, TUNE_DAYS + " --try model=mean..drift"),
                days("tune-name-twice", 2, TUNE_DAYS + " --try units=24 --try units=48"),
                days("tune-no-network", 2, TUNE_DAYS + " --model drift --try units=24,48"),
                days("tune-trials-0", 2, TUNE_DAYS + " --try units=24 --trials 0"),
                days("tune-eta-1", 2, TUNE_DAYS + " --try units=24 --eta 1"),
                days("tune-unknown-metric", 2, TUNE_DAYS + " --try units=24 --metric accuracy"),
                days("tune-stop-after", 2, TUNE_DAYS + " --try units=24 --stop-after 9"),
                days("tune-holdout-too-short", 2, TUNE_DAYS + " --try units=24 --holdout 12h"),
                days("tune-holdout-of-many", 2, TUNE_DAYS + " --try units=24 --every 1s --holdout 5000w"),
                days("tune-period-without-unit", 2, TUNE_DAYS + " --try period=7"),
                days("tune-period-is-none", 2, TUNE_DAYS + " --try period=24h+"),
                days("tune-out-is-the-input", 2, TUNE_DAYS + " --try units=24 --out @/days.csv"),
                days("tune-out-to-standard-output", 2, TUNE_DAYS + " --try units=24 --out -"),
                days("tune-missing-space", 66, TUNE_DAYS + " --space @/dys.csv"),
                days("tune-space-is-no-json", 65, TUNE_DAYS + " --space @/days.csv"),
                days("tune-too-short", 65, TUNE_DAYS + " --try units=24"));
    }

    static Stream<Case> data() {
        return Stream.of(
                data("empty-file", ""),
                inspected("inspect-split-time", "year,month,flow\n2024,1,1.5\n2024,2,2.5\n"),
                inspected("inspect-date-and-clock", "date,time,flow\n2024-01-01,00:00,1\n2024-01-01,12:00,2\n"),
                inspected("inspect-no-time", "a,b\n5,2\n3,1\n8,9\n"),
                inspected("inspect-no-value", "day,gauge\n2024-01-01,a\n2024-01-02,b\n"),
                inspected("inspect-ambiguous-dates", "day,flow\n01/02/2024,1.5\n02/02/2024,2.5\n"),
                inspected("inspect-ambiguous-thousands", "day;flow\n2024-01-01;1,500\n2024-01-02;2,500\n"),
                inspected("inspect-ambiguous-separator", "day;x,y\n2024-01-01;1,5\n2024-01-02;2,5\n"),
                inspected("inspect-no-header", "2024-01-01,1.5\n2024-01-02,2.5\n"),
                data("header-alone", "day,flow\n"),
                data("text-cell", DAYS + "2024-01-04,broken,a\n"),
                data("decimal-comma", DAYS + "2024-01-04,\"5,5\",a\n"),
                data("ambiguous-dates", "day,flow\n01/02/2024,1.5\n02/02/2024,2.5\n"),
                data("ambiguous-thousands", "day;flow\n2024-01-01;1,500\n2024-01-02;2,500\n"),
                data("preamble", "Station 7\nday,flow\n2024-01-01,1.5\n"),
                days("domain-left", 65, FORECAST_DAYS + " --domain 0..3"),
                data("warning-under-strict", "day,flow\n2024-01-02,1\n2024-01-01,2\n", " --strict"),
                data("unclosed-quote", DAYS + "2024-01-04,\"5,a\n2024-01-05,6,a\n"),
                data("short-row", DAYS + "2024-01-04\n"),
                data("impossible-date", DAYS + "2024-02-30,5,a\n"),
                data("contradiction", DAYS + "2024-01-03,5,a\n"),
                data("one-observation", "day,flow\n2024-01-01,1.5\n2024-01-02,\n"),
                data("no-header", "2024-01-01,1.5\n2024-01-02,2.5\n"),
                days(
                        "unknown-column",
                        65,
                        "forecast @/days.csv --time date --value flows --horizon 2d --out @/out.csv"),
                days("unknown-id-column", 65, FORECAST_DAYS + " --id station"));
    }

    private static Case model(String name, String content, String command) {
        return new Case(name, ExitCode.BAD_DATA, "m.json", content, command);
    }

    static Stream<Case> models() {
        String newer = "{\"format\": \"tidepath-model\", \"formatVersion\": 9, \"createdBy\": \"3.1.0\"}";
        return Stream.of(
                model("model-of-another-tool", "{\"trees\": [1, 2]}", "show @/m.json"),
                model("model-is-no-json", DAYS, "show @/m.json --json"),
                model("model-is-truncated", "{\"format\": \"tidepath-model\",\n  \"seed\": [1, 2", "show @/m.json"),
                model("model-is-newer", newer, "show @/m.json"),
                model("model-is-edited", newer.replace("9", "1"), "show @/m.json"),
                model(
                        "model-to-load-is-edited",
                        newer.replace("9", "1"),
                        "forecast @/days.csv --time day --value flow --horizon 2d --load @/m.json --out @/out.csv"));
    }

    static Stream<Case> files() {
        return Stream.of(
                days("missing-file", 66, "forecast @/dys.csv --time day --value flow --horizon 2d --out @/out.csv"),
                days(
                        "missing-times",
                        66,
                        "forecast @/days.csv --time day --value flow --at @/times.csv --out @/out.csv"),
                days("input-is-a-folder", 66, "forecast @ --time day --value flow --horizon 2d"),
                days("out-in-no-folder", 74, FORECAST_DAYS + " --out @/none/out.csv"),
                days("out-is-a-folder", 74, FORECAST_DAYS + " --out @"),
                days("out-in-a-file", 74, FORECAST_DAYS + " --out @/days.csv/out.csv"),
                days("missing-model", 66, FORECAST_DAYS + " --load @/dais.json --out @/out.csv"),
                days("missing-model-to-show", 66, "show @/dais.csv"),
                days("model-is-a-folder", 66, "show @"),
                days("save-in-no-folder", 74, FORECAST_DAYS + " --save @/none/m.json --out @/out.csv"),
                days("plot-in-no-folder", 74, FORECAST_DAYS + " --out @/out.csv --plot @/none/p.html"));
    }

    @ParameterizedTest
    @MethodSource({"usage", "data", "models", "files", "backtests", "tunings"})
    void isToldWhatIsWrong(Case c) {
        CliRun cli = new CliRun(folder).file(c.file, c.content);
        CliRun.Outcome outcome = cli.run(words(c.command));

        assertEquals(CliRun.resource("messages/" + c.name + ".txt"), CliRun.withoutVersion(outcome.err()));
        assertEquals(c.exitCode, outcome.exitCode());
        assertEquals("", outcome.out());
        cli.assertFiles(c.file);
        assertEquals(c.content, cli.read(c.file));
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
        words.removeAll(Set.of(""));
        return words.toArray(String[]::new);
    }
}
