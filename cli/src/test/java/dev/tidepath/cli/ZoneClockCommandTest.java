package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The zone that is named for reading reaches the model: its cycles follow the clock. */
final class ZoneClockCommandTest {

    private static final String FACT = "clock: Europe/Berlin\n";

    @TempDir
    private Path folder;

    private CliRun cli;

    @BeforeEach
    void prepare() {
        cli = new CliRun(folder).file("hours.csv", hours());
    }

    /** Two weeks of instants about a change of the clock, busy from nine to five by the clock of Berlin; one hour is missing. */
    private static String hours() {
        StringBuilder csv = new StringBuilder("time,load\n");
        Instant first = Instant.parse("2024-03-23T00:00:00Z");
        for (int i = 0; i < 11 * 24; i++) {
            Instant time = first.plus(Duration.ofHours(i));
            int hour = time.atZone(ZoneId.of("Europe/Berlin")).getHour();
            double load = (hour >= 9 && hour < 17 ? 9 : 3) + 0.1 * Math.sin(i * i);
            if (i != 200) {
                csv.append(time)
                        .append(String.format(Locale.ROOT, ",%.3f%n", load).replace("\r", ""));
            }
        }
        return csv.toString();
    }

    private CliRun.Outcome run(String command, String more) {
        CliRun.Outcome outcome = cli.run((command.replaceFirst(" ", " @/hours.csv --time time --value load ") + more)
                .strip()
                .split(" +"));
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forecast --model seasonal-naive --horizon 1d",
                "impute --model state-space",
                "explain --model state-space --horizon 9h",
                "anomalies --model seasonal-naive"
            })
    void theModelTellsTheClock(String command) {
        CliRun.Outcome zoned = run(command, " --zone Europe/Berlin");
        assertTrue(zoned.err().contains(FACT), zoned.err());
        CliRun.Outcome plain = run(command, "");
        assertFalse(plain.err().contains("clock: "), plain.err());
        assertNotEquals(plain.out(), zoned.out());
        assertEquals(times(plain.out()), times(zoned.out()));
        assertEquals(plain.out(), run(command, " --zone UTC").out());
    }

    private static List<Instant> times(String table) {
        return Pattern.compile("2024-[^,]*")
                .matcher(table)
                .results()
                .map(found -> OffsetDateTime.parse(found.group()).toInstant())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backtest --model seasonal-naive --horizon 1d --cutoffs 3",
                "tune --model seasonal-naive --try model=drift --horizon 1d --cutoffs 3"
            })
    void scoresFollowTheClock(String command) {
        assertNotEquals(
                run(command, "").out(), run(command, " --zone Europe/Berlin").out());
    }

    @ParameterizedTest
    @CsvSource({
        "forecast --model drift --horizon 5d, '2024-03-30, 2024-03-31, 2024-04-01, 2024-04-02, 2024-04-03'",
        "impute --model state-space, '2024-03-10, 2024-03-11, 2024-03-12'"
    })
    void daysStayThoseOfTheZone(String command, String days) {
        StringBuilder csv = new StringBuilder("time,load\n");
        for (int i = 0; i < 27; i++) {
            if (i < 7 || i > 9) {
                csv.append(LocalDate.parse("2024-03-03").plusDays(i))
                        .append(",")
                        .append(i % 7)
                        .append("\n");
            }
        }
        cli.file("hours.csv", csv.toString());
        String zone = command.startsWith("forecast") ? "Europe/Berlin" : "America/New_York";
        String out = run(command, " --zone " + zone).out();
        List<String> told = Pattern.compile("2024-[^,]*")
                .matcher(out)
                .results()
                .map(MatchResult::group)
                .toList();
        assertEquals(days, String.join(", ", told));
    }

    @Test
    void aModelFileWithoutAClockIsTold() {
        run("forecast --model drift --horizon 1d --save @/m.json", "");
        String load = "forecast --load @/m.json --horizon 1d";
        String note = "note      the model's cycles follow a clock that is never changed, not that of Europe/Berlin";
        assertTrue(run(load, " --zone Europe/Berlin").err().contains(note));
        assertTrue(
                run("anomalies --load @/m.json", " --zone Europe/Berlin").err().contains(note));
        assertFalse(run(load, " --zone UTC").err().contains("cycles"));
    }

    @Test
    void heldBackHoursAreForecastByTheClock() {
        String forecast = "forecast --model seasonal-naive --holdout 1d --period 1d ";
        assertNotEquals(
                run(forecast, "").err(), run(forecast, "--zone Europe/Berlin").err());
    }

    @Test
    void aModelFileKeepsTheClock() {
        CliRun.Outcome fresh =
                run("forecast --model seasonal-naive --horizon 1d --save @/m.json", " --zone Europe/Berlin");
        assertTrue(cli.read("m.json").contains("\"clock\": \"Europe/Berlin\""));
        CliRun.Outcome loaded = run("forecast --load @/m.json --horizon 1d", " --zone Europe/Berlin");
        assertEquals(fresh.out(), loaded.out());
        assertFalse(loaded.err().contains("cycles"), loaded.err());
        CliRun.Outcome abroad = run("forecast --load @/m.json --horizon 1d", " --zone America/New_York");
        assertTrue(
                abroad.err()
                        .contains("note      the model's cycles follow the clock of Europe/Berlin, not that of"
                                + " America/New_York"),
                abroad.err());
        assertTrue(run("forecast --load @/m.json --horizon 1d", "").err().contains(FACT), "it is the model's own");
        assertTrue(cli.run("show", "@/m.json").out().contains(FACT));
        CliRun.Outcome broken = cli.file("m.json", cli.read("m.json").replace("Europe/Berlin", "Europe/Atlantis"))
                .run(("forecast @/hours.csv --time time --value load --horizon 1d --allow-edited --load @/m.json")
                        .split(" "));
        assertEquals(ExitCode.BAD_DATA, broken.exitCode());
        assertTrue(
                broken.err().contains("error TP-D054 @/m.json at /clock: Unknown time-zone ID: Europe/Atlantis"),
                broken.err());
    }
}
