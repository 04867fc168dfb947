package dev.tidepath.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.random.RandomKey;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class InspectCommandTest {

    private static final RandomKey KEY = RandomKey.of(5);
    private static final Pattern WORD = Pattern.compile("(?:'([^']*)'|(\\\\')|([^' ]))+");

    @TempDir
    private Path folder;

    /** Stand-ins for layouts of the wild: what was generated, and the options expected in the next command. */
    static Stream<Arguments> layouts() {
        return Stream.of(
                Arguments.of("weekly", weekly(), "--time date --value ppm --horizon 52w --every 1w"),
                Arguments.of(
                        "stations",
                        stations(),
                        "--time time_hour --id origin --value temp,wind --horizon 1d --every 1h"),
                Arguments.of(
                        "star", star(), "--time mjd --channel band --value mag --error err --horizon 24 --every 1"),
                Arguments.of(
                        "stays",
                        stays(),
                        "--time Minute --id RecordID --channel Parameter --value Value --on-duplicate mean"
                                + " --horizon 100 --every 50"),
                Arguments.of(
                        "air quality",
                        airQuality(),
                        "--time when --value 'CO(GT),\"T, outside\"' --horizon 30h --every 1h"),
                Arguments.of("months", months(), "--time month --value x --horizon P1Y --every P1M"),
                Arguments.of(
                        "patients",
                        patients(),
                        "--time day --id id --value bili --static age --horizon 200 --every 200"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void theNextCommandsRunAsPrinted(String name, String content, String options) {
        CliRun cli = new CliRun(folder).file(name + ".csv", content);
        CliRun.Outcome looked = cli.run("inspect", "@/" + name + ".csv");
        assertEquals(ExitCode.OK, looked.exitCode(), looked.err());
        List<String> commands = nextCommands(looked.out());
        assertEquals(name.equals("patients") ? 1 : 2, commands.size(), looked.out());
        assertEquals("tidepath forecast " + NextCommand.quoted("@/" + name + ".csv") + " " + options, commands.get(0));

        for (String command : commands) {
            List<String> words = words(command);
            words.remove(0);
            words.addAll(List.of("--model", "last-value"));
            CliRun.Outcome done = cli.run(words.toArray(String[]::new));
            assertEquals(ExitCode.OK, done.exitCode(), command + "\n" + done.err());
        }
    }

    @Test
    void saysWhatIsInAFile() {
        CliRun cli = new CliRun(folder).file("f.csv", messy());
        CliRun.Outcome outcome = cli.run("inspect", "@/f.csv");
        assertEquals(CliRun.resource("inspect.txt"), outcome.out() + "----\n" + outcome.err());
        assertEquals(ExitCode.OK, outcome.exitCode());
        cli.assertFiles("f.csv");
    }

    @Test
    void standardInputAndNamedColumnsAndOptionsAreTakenOver() {
        CliRun.Outcome outcome = new CliRun(folder)
                .input("t;a b;n\n01/02/2024;1,5;7\n02/02/2024;-999;8\n03/02/2024;3,5;9\n04/02/2024;4,5;9\n")
                .run(
                        "inspect",
                        "-",
                        "--time",
                        "t",
                        "--value",
                        "a b",
                        "--time-format",
                        "d/M/yyyy",
                        "--missing",
                        "-999,x");
        assertEquals(ExitCode.OK, outcome.exitCode(), outcome.err());
        assertEquals(
                "tidepath forecast - --time t --value 'a b' --time-format d/M/yyyy --missing=-999,x --horizon 1d --every 1d",
                nextCommands(outcome.out()).get(0));
    }

    @Test
    void nothingToForecastIsBadData() {
        CliRun.Outcome outcome =
                new CliRun(folder).file("f.csv", "day,flow\n2024-01-01,1.5\n").run("inspect", "@/f.csv");
        assertEquals(ExitCode.BAD_DATA, outcome.exitCode());
        assertTrue(outcome.out().contains("next      nothing to forecast: no series has two times\n"));
    }

    @Test
    void interruptedReadingPrintsNothing() {
        CliRun cli = new CliRun(folder).file("f.csv", long40k());
        cli.interruption().request();
        CliRun.Outcome outcome = cli.run("inspect", "@/f.csv");
        assertEquals(ExitCode.INTERRUPTED, outcome.exitCode());
        assertEquals("", outcome.out());
        assertEquals("interrupted\n", outcome.err());
    }

    @Test
    void aStreamLargerThanTheHeapFits() throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Process java = JavaProcess.builder("-Xmx64m", Main.class.getName(), "inspect", "-")
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        int rows = 3_000_000;
        try (Writer in = new BufferedWriter(new OutputStreamWriter(java.getOutputStream(), StandardCharsets.UTF_8))) {
            in.write("time,id,x,y\n");
            for (int i = 0; i < rows; i++) {
                in.write((1_700_000_000 + 30 * i) + ",s" + i % 7 + "," + (KEY.bits(i) & 0xfff) + "," + i % 100 + "\n");
            }
        }
        assertEquals(ExitCode.OK, java.waitFor(), Files.readString(folder.resolve("err.txt")));
        String report = Files.readString(out);
        assertTrue(report.startsWith("file      standard input: 3,000,000 rows of 4 columns, 7 series\n"), report);
        assertTrue(report.contains("(all 7)  3,000,000  6,000,000         0"), report);
        assertTrue(
                nextCommands(report)
                        .get(0)
                        .startsWith("tidepath forecast - --time time --id id --value x,y --horizon "),
                report);
    }

    @Test
    void wordsAreQuotedForAShell() {
        assertEquals("a-b_c.csv", NextCommand.quoted("a-b_c.csv"));
        assertEquals("'a b'", NextCommand.quoted("a b"));
        assertEquals("'it'\\''s $HOME'", NextCommand.quoted("it's $HOME"));
        assertEquals(List.of("it's $HOME", "x"), words(NextCommand.quoted("it's $HOME") + " x"));
    }

    @Test
    void progressIsShownAfterAMomentOnly() {
        long[] now = {0};
        CliRun cli = new CliRun(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), err, err, true);
        try (ReadingProgress progress = new ReadingProgress(terminal, cli.interruption(), () -> now[0])) {
            now[0] = 1_900_000_000L;
            progress.read(10_000, 0);
            assertEquals("", bytes.toString(StandardCharsets.UTF_8));
            now[0] = 2_100_000_000L;
            progress.read(20_000, 0);
        }
        assertFalse(bytes.toString(StandardCharsets.UTF_8).isEmpty());
    }

    private static List<String> nextCommands(String report) {
        return report.lines()
                .filter(line -> line.contains("tidepath "))
                .map(line -> line.substring(line.indexOf("tidepath ")))
                .toList();
    }

    /** Cuts a line as a POSIX shell does, as far as single quotes and escaped ones go. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            String word = matcher.group();
            words.add(word.replace("'\\''", "\u0000").replace("'", "").replace('\u0000', '\''));
        }
        return words;
    }

    private static double noise(long i) {
        return Math.rint(100 * KEY.gaussian(i)) / 100;
    }

    private static String weekly() {
        StringBuilder text = new StringBuilder("date,ppm\n");
        for (int i = 0; i < 600; i++) {
            String value = i % 40 == 7
                    ? ""
                    : String.format(
                            Locale.ROOT, "%.2f", 315 + 0.02 * i + 3 * StrictMath.sin(i * 7 / 365.25 * 2 * Math.PI));
            text.append(LocalDate.of(1990, 1, 6).plusWeeks(i))
                    .append(',')
                    .append(value)
                    .append('\n');
        }
        return text.toString();
    }

    private static String stations() {
        StringBuilder text = new StringBuilder("origin,year,month,day,hour,temp,wind,time_hour\n");
        for (String origin : List.of("EWR", "JFK")) {
            for (int h = 0; h < 500; h++) {
                Instant at = Instant.parse("2013-01-01T06:00:00Z").plusSeconds(3_600L * h);
                if (h % 97 != 50) {
                    double temp = 40 + 10 * StrictMath.sin(h / 24.0 * 2 * Math.PI) + noise(h);
                    text.append(origin)
                            .append(",2013,1,")
                            .append(1 + h / 24)
                            .append(',')
                            .append(h % 24);
                    text.append(String.format(Locale.ROOT, ",%.2f,%s,", temp, h % 5 == 0 ? "" : "7" + h % 10));
                    text.append(at).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static String star() {
        StringBuilder text = new StringBuilder("mjd,band,mag,err\n");
        double at = 48_823.5;
        for (int i = 0; i < 300; i++) {
            at += 0.7 + KEY.uniform(i);
            for (String band : List.of("B", "R")) {
                text.append(String.format(Locale.ROOT, "%.6f,%s,%.3f,%.3f%n", at, band, noise(2L * i) - 5, 0.1));
            }
        }
        return text.toString().replace("\r", "");
    }

    private static String stays() {
        StringBuilder text = new StringBuilder("RecordID,Minute,Parameter,Value\n");
        for (int stay = 132_539; stay < 132_559; stay++) {
            for (int i = 0; i < 40; i++) {
                text.append(stay)
                        .append(',')
                        .append(60 * i + stay % 7 * (i % 2))
                        .append(",HR,")
                        .append(80 + i)
                        .append('\n');
                text.append(stay)
                        .append(',')
                        .append(60 * i + stay % 7 * (i % 2))
                        .append(",Na,140\n");
            }
            text.append(stay).append(",2341,HR,90\n").append(stay).append(",2341,HR,91\n");
        }
        return text.toString();
    }

    private static String airQuality() {
        StringBuilder text = new StringBuilder("when;CO(GT);\"T, outside\"\n");
        for (int h = 0; h < 400; h++) {
            String co = h % 30 < 5 ? "-200" : String.format(Locale.ROOT, "%.1f", 2 + KEY.uniform(h));
            String t = String.format(Locale.ROOT, "%.2f", 15 + 5 * StrictMath.sin(h / 24.0 * 2 * Math.PI));
            text.append(String.format(Locale.ROOT, "%02d/03/2004 %02d:00;", 1 + h / 24, h % 24));
            text.append(co.replace('.', ','))
                    .append(';')
                    .append(t.replace('.', ','))
                    .append('\n');
        }
        return text.toString();
    }

    private static String months() {
        StringBuilder text = new StringBuilder("month,x\n");
        for (int m = 0; m < 144; m++) {
            text.append(String.format(Locale.ROOT, "%d-%02d,%.1f%n", 1949 + m / 12, 1 + m % 12, m % 12 + noise(m)));
        }
        return text.toString().replace("\r", "");
    }

    private static String patients() {
        StringBuilder text = new StringBuilder("id,day,age,bili\n");
        for (int id = 1; id <= 30; id++) {
            for (int visit = 0; visit < 6; visit++) {
                text.append(id).append(',').append(visit * 180 + KEY.below(100L * id + visit, 40));
                text.append(',')
                        .append(40 + id)
                        .append(',')
                        .append(1 + KEY.below(visit + id, 9))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** Two wells, out of order, with repeated, contradicting, missing, constant and coded values, and a bad row. */
    private static String messy() {
        StringBuilder text = new StringBuilder("well,day,level,flow,gauge\n");
        for (String well : List.of("north", "south")) {
            for (int d = 0; d < 60; d++) {
                if (d < 20 || d > 31) {
                    text.append(well)
                            .append(',')
                            .append(LocalDate.of(2024, 1, 1).plusDays(d))
                            .append(',');
                    text.append(d % 10 == 3 ? "-999" : "1." + d % 7).append(',').append(d % 4 == 1 ? "" : 3 + d % 5);
                    text.append(",7\n");
                }
            }
        }
        text.append("north,2024-01-05,1.4,7,7\nnorth,2024-01-07,9,9,7\nsouth,2024-03-05,oops,1,7\n");
        return text.toString();
    }

    private static String long40k() {
        StringBuilder text = new StringBuilder("time,x\n");
        for (int i = 0; i < 40_000; i++) {
            text.append(i).append(',').append(i % 9).append('\n');
        }
        return text.toString();
    }
}
