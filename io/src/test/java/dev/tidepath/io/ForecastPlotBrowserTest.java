package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens pages in a real browser without a window. Needs Chromium: {@code TIDEPATH_BROWSER}, or {@code chromium},
 * {@code chromium-browser} or {@code google-chrome} on the path.
 */
class ForecastPlotBrowserTest {

    private static final int SECONDS = 60;

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path directory;

    private String browser = "";

    @BeforeEach
    void findBrowser() {
        Optional<String> found = browser();
        assumeTrue(
                found.isPresent(),
                "SKIPPED: no browser to look at the chart with; install chromium or set TIDEPATH_BROWSER");
        browser = found.orElseThrow();
    }

    @Test
    void aChartIsDrawnWithEveryPointAndNoLineAcrossTheGap() throws Exception {
        String page = open(PlotSamples.daily());
        assertFalse(page.contains("data-error"), page);
        assertEquals("1", attribute(page, "data-charts"));
        assertEquals("80", attribute(page, "data-points"));
        assertEquals("78", attribute(page, "data-joins"));
        assertEquals("10", attribute(page, "data-forecasts"));
        assertEquals("36", attribute(page, "data-visible"));
        assertEquals(1, count(page, "<canvas"));
    }

    @Test
    void gradientsStandInAChartUnderTheObservations() throws Exception {
        String page = open(PlotSamples.explained());
        assertFalse(page.contains("data-error"), page);
        assertEquals("2", attribute(page, "data-charts"));
        assertEquals(2, count(page, "<canvas"));
        assertTrue(page.contains("Gradient by y"), page);
        assertTrue(
                page.contains("The largest is \u22120.5000 at 2024-03-07; all together come to \u22120.2500."), page);
    }

    @Test
    void whatStandsOutIsInATableUnderTheChart() throws Exception {
        String page = open(PlotSamples.scored());
        assertFalse(page.contains("data-error"), page);
        assertEquals("10", attribute(page, "data-points"));
        assertTrue(page.contains("8 scored, 1 flagged, the highest score 5.0 at 2024-03-06."), page);
        assertTrue(page.contains("Flagged (1)"), page);
        assertTrue(page.contains("<td>5.0</td>"), page);
    }

    @Test
    void manySeriesAreAListWithOneChartAtATime() throws Exception {
        String page = open(PlotSamples.many(30));
        assertFalse(page.contains("data-error"), page);
        assertEquals("1", attribute(page, "data-charts"));
        assertEquals(30, count(page, "<option"));
        assertEquals("30", attribute(page, "data-points"));
    }

    /** In a frame, because the window of a browser without a screen is never narrower than 500 pixels. */
    @Test
    void nothingIsWiderThanAPhone() throws Exception {
        List<String> pages = List.of(
                PlotSamples.daily().toHtml(),
                PlotSamples.explained().toHtml(),
                PlotSamples.scored().toHtml(),
                PlotSamples.many(30).toHtml(),
                leaderboard());
        for (String html : pages) {
            String frame = html.replace("&", "&amp;").replace("\"", "&quot;");
            String page =
                    openHtml("<iframe width=390 height=844 style='border:0' srcdoc=\"" + frame + "\"></iframe>" + """
                    <script>
                    onload = () => setTimeout(() => {
                      const view = frames[0], root = view.document.documentElement, own = document.documentElement;
                      own.dataset.inner = view.innerWidth;
                      own.dataset.scroll = root.scrollWidth;
                      own.dataset.drawn = root.dataset.charts;
                      own.dataset.failed = root.dataset.error || "";
                    }, 1000);
                    </script>
                    """);
            assertEquals("", attribute(page, "data-failed"));
            assertTrue(Integer.parseInt(attribute(page, "data-drawn")) > 0);
            assertEquals("390", attribute(page, "data-inner"));
            int width = Integer.parseInt(attribute(page, "data-scroll"));
            assertTrue(width <= 390, "the page is " + width + " pixels wide");
        }
    }

    /** Within the observer's own round the browser would call it a loop, and the page a failure. */
    @Test
    void chartsTakeANewWidthAfterTheRoundThatTellsOfIt() throws Exception {
        for (String html : List.of(PlotSamples.daily().toHtml(), leaderboard())) {
            String open = html.replaceFirst("<meta http-equiv[^>]*>", "");
            String page = openHtml(open.replaceFirst("<script", """
                    <script>
                    const tellers = [];
                    window.ResizeObserver = class { constructor(f) { tellers.push(f); } observe() {} };
                    window.requestAnimationFrame = f => setTimeout(f, 0);
                    onload = () => {
                      const chart = document.querySelector(".u-wrap"), own = document.documentElement;
                      const before = chart.offsetWidth;
                      document.body.style.width = "420px";
                      tellers.forEach(f => f());
                      queueMicrotask(() => own.dataset.same = chart.offsetWidth === before);
                      setTimeout(() => own.dataset.narrower = chart.offsetWidth <= 420 && before > 420, 500);
                    };
                    </script>
                    <script"""));
            assertEquals("true", attribute(page, "data-same"));
            assertEquals("true", attribute(page, "data-narrower"));
        }
    }

    @Test
    void aLeaderboardHasAChartOfErrorsAndOneForEachLevel() throws Exception {
        String page = openHtml(leaderboard());
        assertFalse(page.contains("data-error"), page);
        assertEquals("3", attribute(page, "data-charts"));
        assertEquals(3, count(page, "<canvas"));
    }

    private static String leaderboard() throws IOException {
        StringBuilder html = new StringBuilder();
        new LeaderboardPage(ScoredSamples.board(), TimeAxis.CALENDAR, "Backtest", Map.of()).write(html);
        return html.toString();
    }

    @Test
    void hostileNamesDoNothing() throws Exception {
        String name = "</script><img src=x onerror=\"document.documentElement.dataset.error='ran'\">";
        TimeSeries series = new TimeSeries(name, List.of(PlotSamples.channel(name, Times.ofNumbers(1, 2, 3))));
        Forecast forecast = new Forecast(List.of(PlotSamples.fan(name, Times.ofNumbers(4), name)));
        String page = open(ForecastPlot.of(SeriesSet.of(series), forecast).title(name));
        assertFalse(page.contains("data-error=\""), page);
        assertFalse(page.contains("<img"), page);
        assertEquals(1, count(page, "<canvas"));
    }

    private String open(ForecastPlot plot) throws IOException, InterruptedException {
        return openHtml(plot.toHtml());
    }

    private String openHtml(String text) throws IOException, InterruptedException {
        Path html = Files.writeString(directory.resolve("page.html"), text);
        Path dom = directory.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1280,900",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        html.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(directory.resolve("browser.log").toFile())
                .start();
        try {
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "the browser did not finish in " + SECONDS + " s");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(dom).replaceAll("(?s)<script>.*?</script>", "");
    }

    private static Optional<String> browser() {
        Optional<String> named = Optional.ofNullable(System.getenv("TIDEPATH_BROWSER"));
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return named.or(() -> Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(d -> Path.of(d, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst());
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static String attribute(String page, String name) {
        Matcher value = Pattern.compile(name + "=\"([^\"]*)\"").matcher(page);
        assertTrue(value.find(), name + " is missing");
        return value.group(1);
    }
}
