package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ForecastPlotTest {

    private static final String HOSTILE = "</script><script>alert(1)</script><!-- \u2028 {{script}} $0 \\ '\"&";

    @Test
    void theSameForecastGivesTheSameBytesInAnyLocaleAndTimeZone() {
        String page = PlotSamples.daily().toHtml();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            assertEquals(page, PlotSamples.daily().toHtml());
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        String page = PlotSamples.daily().toHtml();
        assertFalse(Pattern.compile("(src|href|action|data)\\s*=\\s*[\"']?(https?:)?//", Pattern.CASE_INSENSITIVE)
                .matcher(page)
                .find());
        assertFalse(page.contains("@import"));
        assertFalse(page.contains("url("));
        assertFalse(page.contains("<link rel=\"stylesheet"));
        assertFalse(page.contains("<script src"));
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test
    void theLicenceOfTheChartLibraryComesWithIt() {
        assertTrue(PlotSamples.daily().toHtml().contains("Copyright (c) 2022 Leon Sorokin"));
    }

    @Test
    void thePolicyAllowsThisScriptAndNoOther() throws Exception {
        String page = PlotSamples.daily().toHtml();
        int from = page.lastIndexOf("<script>") + "<script>".length();
        byte[] script = page.substring(from, page.indexOf("</script>", from)).getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
        assertTrue(page.contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "';"));
    }

    @Test
    void hostileNamesStayText() {
        Times times = PlotSamples.days(0, 5);
        SeriesSet history = SeriesSet.of(new TimeSeries(HOSTILE, List.of(PlotSamples.channel(HOSTILE, times))));
        Forecast forecast = new Forecast(List.of(PlotSamples.fan(HOSTILE, PlotSamples.days(5, 9), HOSTILE)));
        String page = ForecastPlot.of(history, forecast)
                .title(HOSTILE)
                .facts(Map.of(HOSTILE, HOSTILE))
                .toHtml();
        assertEquals(2, count(page, "<script"));
        assertEquals(2, count(page, "</script"));
        assertFalse(page.contains("alert(1)</script"));
        Map<?, ?> series = (Map<?, ?>) ((List<?>) data(page).get("series")).get(0);
        assertEquals(HOSTILE, series.get("id"));
        assertEquals(HOSTILE, channel(data(page)).get("name"));
        assertEquals(4, count(page, "&lt;/script&gt;&lt;script&gt;alert(1)"));
    }

    @Test
    void thePageHoldsTheNumbers() {
        Map<?, ?> data = data(PlotSamples.daily().levels(95, 80).toHtml());
        assertEquals("date", data.get("axis"));
        assertEquals(List.of(80.0, 95.0), data.get("levels"));
        Map<?, ?> channel = channel(data);
        assertEquals(80, ((List<?>) channel.get("t")).size());
        assertEquals(80.0, channel.get("total"));
        assertEquals(List.of(40.0), channel.get("breaks"));
        assertEquals(
                (double) Instant.parse("2024-02-27T00:00:00Z").getEpochSecond(),
                list(channel, "t").get(0));
        assertEquals(0.0, list(channel, "median").get(9));
        assertEquals(List.of(-4.0, -4.75), List.of(bound(channel, "low", 0), bound(channel, "low", 1)));
        assertEquals(List.of(4.0, 4.75), List.of(bound(channel, "high", 0), bound(channel, "high", 1)));
    }

    @Test
    void observationsThatStandOutAreMarkedAndCounted() {
        String page = PlotSamples.scored().toHtml();
        Map<?, ?> data = data(page);
        assertEquals(3.0, data.get("threshold"));
        assertEquals(List.of(8.0), channel(data).get("flagged"));
        assertEquals(List.of(5.0), channel(data).get("scores"));
        assertEquals(8, ((List<?>) series(data).get("at")).size());
        assertTrue(page.contains("One series, 10 observations, 8 scored, 1 flagged."), page);
        assertTrue(page.contains("Rings are about observations with a score of 3 or more"), page);
        assertNull(data(PlotSamples.daily().toHtml()).get("threshold"));
    }

    @Test
    void theFirstViewIsAFewHorizonsLong() {
        Map<?, ?> series = series(data(PlotSamples.daily().toHtml()));
        double day = 86_400;
        assertEquals(-35 * day, (double) series.get("from") - (double) series.get("cut"), 1e-6);
    }

    @Test
    void forecastTimesAreSortedForTheLine() {
        Times times = Times.ofNumbers(1, 2, 3, 4);
        SeriesSet history = SeriesSet.of(new TimeSeries("a", List.of(PlotSamples.channel("x", times))));
        Forecast forecast = new Forecast(List.of(PlotSamples.fan("a", Times.ofNumbers(7, 5, 6), "x")));
        Map<?, ?> data = data(ForecastPlot.of(history, forecast).toHtml());
        assertEquals("number", data.get("axis"));
        assertEquals(List.of(5.0, 6.0, 7.0), series(data).get("at"));
        assertEquals(List.of(-8.0, -12.0, -4.0), ((List<?>) channel(data).get("low")).get(0));
    }

    @Test
    void instantsBelowTheMillisecondBecomeElapsedSeconds() {
        Instant start = Instant.parse("2024-01-01T00:00:00Z");
        Times times = Times.ofInstants(start, start.plusNanos(20_000), start.plusNanos(40_000));
        SeriesSet history = SeriesSet.of(new TimeSeries("a", List.of(PlotSamples.channel("x", times))));
        Map<?, ?> data = data(ForecastPlot.of(history, new Forecast(List.of())).toHtml());
        assertEquals("elapsed", data.get("axis"));
        assertEquals("2024-01-01T00:00:00Z", series(data).get("origin"));
        assertEquals(4e-5, (double) list(channel(data), "t").get(2), 1e-12);
    }

    @Test
    void aSeriesMayLackAHistoryOrAForecast() {
        TimeSeries silent = new TimeSeries("silent", List.of(new Channel("x", Times.ofNumbers(), new double[0])));
        TimeSeries seen = new TimeSeries("seen", List.of(PlotSamples.channel("x", Times.ofNumbers(1, 2, 3))));
        Forecast forecast = new Forecast(List.of(
                PlotSamples.fan("new", Times.ofNumbers(1, 2), "x"), PlotSamples.fan("silent", Times.ofNumbers(), "x")));
        Map<?, ?> data =
                data(ForecastPlot.of(SeriesSet.of(silent, seen), forecast).toHtml());
        List<?> series = (List<?>) data.get("series");
        assertEquals(
                List.of("silent", "seen", "new"),
                series.stream().map(s -> ((Map<?, ?>) s).get("id")).toList());
        assertNull(((Map<?, ?>) series.get(0)).get("cut"));
        assertNull(((Map<?, ?>) series.get(2)).get("cut"));
    }

    @Test
    void aPageHoldsWhatAPhoneCanOpenAndSaysWhatItLeavesOut() {
        List<PlotSeries> all = PlotSeries.pair(
                SeriesSet.of(
                        new TimeSeries("a", List.of(PlotSamples.channel("x", PlotSamples.days(0, 5_000)))),
                        new TimeSeries("b", List.of(PlotSamples.channel("x", PlotSamples.days(0, 100)))),
                        new TimeSeries("c", List.of(PlotSamples.channel("x", PlotSamples.days(0, 100))))),
                new Forecast(List.of()));
        assertEquals(new PlotLimits(3, 30_000), PlotLimits.of(all, 2));
        assertEquals(new PlotLimits(3, 800), PlotLimits.of(all, 2, 2_000));
        assertEquals(new PlotLimits(2, 299), PlotLimits.of(all, 2, 799));
        PlotLimits two = new PlotLimits(2, 300);
        PlotData data = new PlotData(
                PlotAxis.DATE, "", new double[] {80}, all, two, new Explanation(List.of()), PlotFlags.NONE);
        assertTrue(PlotWords.summary(data)
                .endsWith("This page holds the first 2 series only; the forecast table has all."));
    }

    @Test
    void levelsAndAxesAreChecked() {
        SeriesSet nothing = SeriesSet.of(new TimeSeries("", List.of(PlotSamples.channel("y", PlotSamples.days(0, 2)))));
        assertThrows(IllegalArgumentException.class, () -> ForecastPlot.scored(nothing, Map.of(), Double.NaN));
        ForecastPlot plot = PlotSamples.daily();
        assertThrows(IllegalArgumentException.class, () -> plot.levels(100));
        assertThrows(IllegalArgumentException.class, () -> plot.levels(Double.NaN));
        SeriesSet numeric = SeriesSet.of(new TimeSeries("", List.of(PlotSamples.channel("x", Times.ofNumbers(1, 2)))));
        Forecast dated = new Forecast(List.of(PlotSamples.fan("", PlotSamples.days(0, 1), "x")));
        assertThrows(IllegalArgumentException.class, () -> ForecastPlot.of(numeric, dated));
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    private static Map<?, ?> data(String page) {
        Matcher json = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
                .matcher(page);
        assertTrue(json.find());
        return (Map<?, ?>) JsonReader.read(json.group(1));
    }

    private static Map<?, ?> series(Map<?, ?> data) {
        return (Map<?, ?>) ((List<?>) data.get("series")).get(0);
    }

    private static Map<?, ?> channel(Map<?, ?> data) {
        return (Map<?, ?>) ((List<?>) series(data).get("channels")).get(0);
    }

    private static List<?> list(Map<?, ?> channel, String name) {
        return (List<?>) channel.get(name);
    }

    private static Object bound(Map<?, ?> channel, String name, int level) {
        return ((List<?>) list(channel, name).get(level)).get(0);
    }
}
