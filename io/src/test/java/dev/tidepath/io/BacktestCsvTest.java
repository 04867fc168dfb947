package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.Leaderboard;
import dev.tidepath.forecasting.evaluate.Scoreboard;
import dev.tidepath.forecasting.evaluate.ScoredPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BacktestCsvTest {

    private static final String HEADER =
            "model,id,channel,cutoff,time,lead,actual,mean,median,crps,naive-mae,naive-rmse,"
                    + "q0.1,q0.2,q0.3,q0.4,q0.5,q0.6,q0.7,q0.8,q0.9,lo-80,hi-80,lo-95,hi-95\n";
    private static final String ROW = "m,a,v,0,1,1,2,3,3,1,n/a,n/a,1,1,1,1,1,1,1,1,1,0,4,0,5\n";

    @TempDir
    private Path folder;

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("results.csv"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(List<ScoredPoint> points) {
        StringBuilder text = new StringBuilder();
        try {
            BacktestCsv csv = new BacktestCsv(80, 95);
            csv.header(text);
            for (ScoredPoint p : points) {
                csv.row(p, text);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString();
    }

    private static List<ScoredPoint> read(Path file) {
        BacktestResults results = BacktestResults.open(file);
        List<ScoredPoint> points = new ArrayList<>();
        results.read(results.levels(), points::add);
        return points;
    }

    @Test
    void aRowSaysAllThatMetricsNeed() {
        ScoredPoint p = ScoredSamples.point("ode", "a, \"b\"", "level", 1, 6, 2.5, 2);
        List<String> lines = text(List.of(p)).lines().toList();
        assertEquals(HEADER, lines.get(0) + "\n");
        assertEquals(
                "ode,\"a, \"\"b\"\"\",level,2024-02-27T12:00:00Z,2024-02-27T18:00:00Z,21600,2.5,2.1,2,0.25,0.7,1.1,"
                        + "0.6666666666666667,1,1.3333333333333335,1.6666666666666667,2,2.3333333333333335,2.6666666666666665,3,"
                        + "3.333333333333333,0.5,3.5,-1,5",
                lines.get(1));
    }

    @Test
    void whatIsReadGivesTheSameLeaderboardToTheBit() throws IOException {
        List<ScoredPoint> points = ScoredSamples.points("ode", "last-value");
        Path file = write(text(points));
        List<ScoredPoint> back = read(file);
        assertEquals(text(points), text(back));
        Scoreboard scores = ScoredSamples.scores();
        back.forEach(scores::add);
        Leaderboard board = scores.rank(scores.usualRanking(), Set.of("last-value"), 0, 1);
        assertEquals(csv(ScoredSamples.board()), csv(board));
        assertEquals(
                LeaderboardText.of(ScoredSamples.board(), TimeAxis.CALENDAR),
                LeaderboardText.of(board, TimeAxis.CALENDAR));
    }

    private static String csv(Leaderboard board) throws IOException {
        StringBuilder text = new StringBuilder();
        LeaderboardCsv.write(board, text);
        return text.toString();
    }

    @Test
    void levelsMayBeLeftOutAndOtherColumnsAreNotLookedAt() {
        Path file = write(HEADER.replace("\n", ",note\n") + ROW.replace("\n", ",x\n"));
        BacktestResults results = BacktestResults.open(file);
        assertEquals(List.of(80.0, 95.0), results.levels());
        List<ScoredPoint> points = new ArrayList<>();
        results.read(List.of(95.0), points::add);
        assertEquals(5, points.get(0).upper()[0]);
        assertEquals(Times.ofNumbers(1), points.get(0).time());
    }

    @ParameterizedTest
    @CsvSource({
        "',2,3,3,1,n/a', ',two,3,3,1,n/a', TP-D040, \"two\" is not a number, :2:7 column 'actual'",
        "',2,3,3,1,n/a', ',NaN,3,3,1,n/a', TP-D040, \"NaN\" is not a number, :2:7 column 'actual'",
        "',1,n/a,n/a', ',1,n/a,2', TP-D040, \"n/a\" is not a number, :2:11 column 'naive-mae'",
        "',1,n/a,n/a', ',1,0,2', TP-D040, \"0\" is not positive, :2:11 column 'naive-mae'",
        "'v,0,1,1', 'v,0,soon,1', TP-D024, \"soon\" is not a time, :2:5 column 'time'",
        "'v,0,1,1', 'v,0,2024-01-01T00:00:00Z,1', TP-D025, "
                + "\"2024-01-01T00:00:00Z\" is on another kind of time axis than the rows before, :2:5 column 'time'",
        "'v,0,1,1', 'v,0,1,-1', TP-D040, \"-1\" is not positive, :2:6 column 'lead'",
        "',0,5\n', ',0\n', TP-D012, 'expected 25 cells as in the header, found 24', :2",
        "'m,a,', '\"m,a,', TP-D016, a quote that opens in the row that starts here is never closed, :2"
    })
    void whatWasNotWrittenSoIsRefused(String old, String changed, String code, String what, String where) {
        Path file = write(HEADER + ROW.replace(old.replace("\\n", "\n"), changed.replace("\\n", "\n")));
        InputException e = assertThrows(InputException.class, () -> read(file));
        assertEquals(code, e.code());
        assertEquals(what, e.getMessage());
        assertEquals(file + where, e.location());
    }

    @Test
    void aFileWithoutResultsIsRefused() {
        assertEquals("TP-D001", refused(""));
        assertEquals("TP-D002", refused(HEADER));
        assertEquals("TP-D019", refused("time,value\n1,2\n"));
        assertEquals("TP-D040", refused(HEADER.replace("-95", "-195") + ROW));
    }

    private String refused(String text) {
        Path file = write(text);
        return assertThrows(InputException.class, () -> read(file)).code();
    }

    @Test
    void typedTimesAreRead() {
        assertEquals(
                "2024-02-29T00:00:00Z",
                TimeText.parse("2024-02-29").orElseThrow().text(0));
        assertEquals(
                "2024-02-29T13:45:00Z",
                TimeText.parse("2024-02-29 13:45").orElseThrow().text(0));
        assertEquals(
                "2024-02-29T12:45:00Z",
                TimeText.parse("2024-02-29T13:45:00+01:00").orElseThrow().text(0));
        assertEquals("24.5", TimeText.parse("24.5").orElseThrow().text(0));
        for (String none : List.of("", "soon", "2024-02-30", "29.02.2024", "13:45", "1e999")) {
            assertEquals(true, TimeText.parse(none).isEmpty(), none);
        }
    }
}
