package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.evaluate.LeadBuckets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeaderboardTextTest {

    @Test
    void tablesAreAligned() throws IOException {
        String golden;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("leaderboard.txt"))) {
            golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        }
        assertEquals(golden, LeaderboardText.of(ScoredSamples.board(), TimeAxis.CALENDAR));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1.000",
        "-1.23456, -1.235",
        "12.3456, 12.35",
        "999.96, 1000",
        "1234.56, 1235",
        "123456.7, 123500",
        "0.001234567, 0.001235",
        "0.00001234567, 1.235e-05",
        "123456789, 1.235e+08",
        "0.99999, 1.000"
    })
    void numbersHaveFourDigits(double x, String text) {
        assertEquals(text, ScoreText.number(x));
    }

    @Test
    void leadsAreInTheUnitThatFits() {
        assertEquals(
                List.of("0 to 6 h", "6 to 12 h"), ScoreText.buckets(LeadBuckets.equal(43_200, 2), TimeAxis.CALENDAR));
        assertEquals(
                List.of("0 to 26 w", "26 to 52 w"),
                ScoreText.buckets(LeadBuckets.equal(52 * 7 * 86_400, 2), TimeAxis.CALENDAR));
        assertEquals(
                List.of("0 to 1 d", "1 to 3.5 d"),
                ScoreText.buckets(new LeadBuckets(List.of(86_400.0, 302_400.0)), TimeAxis.CALENDAR));
        assertEquals(
                List.of("0 to 0.25", "0.25 to 0.5"), ScoreText.buckets(LeadBuckets.equal(0.5, 2), TimeAxis.NUMERIC));
        assertEquals(List.of("0 to 0.5 s"), ScoreText.buckets(LeadBuckets.equal(0.5, 1), TimeAxis.CALENDAR));
    }

    @Test
    void theTableHasARowForEachPart() throws IOException {
        StringBuilder text = new StringBuilder();
        LeaderboardCsv.write(ScoredSamples.board(), text);
        List<String> lines = text.toString().lines().toList();
        assertEquals(
                "model,part,lead-from,lead-to,channel,values,mae,rmse,mase,rmsse,smape,wmape,crps,wql,coverage-80,width-80,"
                        + "msis-80,coverage-95,width-95,msis-95,skill,behind,behind-low,behind-high",
                lines.get(0));
        assertEquals(1 + 2 * (1 + 3 + 2), lines.size());
        assertTrue(lines.get(1).startsWith("ode,all,,,,288,"), lines.get(1));
        assertTrue(lines.get(3).startsWith("ode,lead,0,14400,,96,"), lines.get(3));
        assertTrue(lines.get(11).startsWith("ode,channel,,,flat,144,"), lines.get(11));
        assertTrue(lines.get(11).contains(",n/a,n/a,"), lines.get(11));
        assertFalse(text.toString().contains("NaN"));
        int columns = lines.get(0).split(",", -1).length;
        lines.forEach(line -> assertEquals(columns, line.split(",", -1).length, line));
    }

    @Test
    void thePageNeedsNothingElseAndReadsNoNameAsHtml() throws IOException {
        StringBuilder html = new StringBuilder();
        new LeaderboardPage(ScoredSamples.board(), TimeAxis.CALENDAR, "<b>&", Map.of("x", "<i>")).write(html);
        String page = html.toString();
        assertTrue(page.contains("<h1 dir=\"auto\">&lt;b&gt;&amp;</h1>"));
        assertTrue(page.contains("<dd>&lt;i&gt;</dd>"));
        assertTrue(page.contains("2 models beside 288 observed values, ranked by MASE."));
        assertFalse(page.contains("{{"));
        assertFalse(page.contains("NaN,"));
        assertFalse(page.replaceAll("https?://(github\\.com|www\\.w3\\.org)\\S*", "")
                .contains("src=\"http"));
    }
}
