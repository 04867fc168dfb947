package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.model.NeuralForecaster;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HelpTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--help, help.txt",
        "-h, help.txt",
        "forecast --help, forecast-help.txt",
        "forecast -h, forecast-help.txt",
        "explain --help, explain-help.txt",
        "impute --help, impute-help.txt",
        "backtest --help, backtest-help.txt",
        "anomalies --help, anomalies-help.txt",
        "compare --help, compare-help.txt",
        "tune --help, tune-help.txt",
        "show --help, show-help.txt",
        "inspect --help, inspect-help.txt"
    })
    void helpIsOnStandardOutput(String command, String golden) {
        CliRun.Outcome outcome = new CliRun(folder).run(command.split(" "));
        assertEquals(CliRun.resource(golden), outcome.out());
        assertEquals("", outcome.err());
        assertEquals(ExitCode.OK, outcome.exitCode());
        assertTrue(outcome.out().lines().allMatch(line -> line.length() <= 80));
    }

    @ParameterizedTest
    @CsvSource({"--version", "-V", "forecast --version", "show --version"})
    void versionIsOnStandardOutput(String command) {
        CliRun.Outcome outcome = new CliRun(folder).run(command.split(" "));
        assertEquals("tidepath " + Version.text() + "\n", outcome.out());
        assertEquals(ExitCode.OK, outcome.exitCode());
    }

    @Test
    void theSeedInTheHelpIsTheBuilders() throws ReflectiveOperationException {
        Field seed = NeuralForecaster.Builder.class.getDeclaredField("seed");
        seed.setAccessible(true);
        String stated = "(default " + seed.get(NeuralForecaster.builder()) + ")";
        assertTrue(CliRun.resource("forecast-help.txt").contains("Seed of every random number " + stated), stated);
    }

    @Test
    void helpDoesNotWaitForTheTableLibrary() throws IOException, InterruptedException {
        Process java = JavaProcess.builder("-Xlog:class+load", Main.class.getName(), "forecast", "--help")
                .redirectErrorStream(true)
                .start();
        String loaded = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(ExitCode.OK, java.waitFor());
        assertTrue(loaded.contains(ForecastCommand.class.getName() + " "));
        assertFalse(loaded.contains("tech.tablesaw"));
    }
}
