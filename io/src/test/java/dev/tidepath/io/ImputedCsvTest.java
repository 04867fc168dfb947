package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables about observations: what was filled in between them, and what hangs on them. */
final class ImputedCsvTest {

    private static final TimeSeries SERIES = new TimeSeries(
            "a",
            List.of(
                    new Channel("x", Times.ofNumbers(0, 2, 3), new double[] {1, 3, 0.1}),
                    new Channel("y", Times.ofNumbers(0, 1), new double[] {5, 6})));

    private static String imputed(boolean complete) throws IOException {
        double[][] means = {{2, 0.1}, {6, 7}};
        double[][][] paths = {{{1, 3}, {0.1, 0.1}}, {{6, 6}, {7, 7}}};
        Forecast filled = new Forecast(List.of(new SeriesForecast(
                "a", Times.ofNumbers(1, 3), List.of("x", "y"), new SampledPredictive(means, paths))));
        StringWriter out = new StringWriter();
        new ImputedCsv(TimeFormat.numbers(), complete, 50).write(SeriesSet.of(SERIES), filled, out);
        return out.toString();
    }

    @Test
    void onlyWhatWasNotObservedIsWritten() throws IOException {
        assertEquals("""
                id,time,channel,mean,median,lo-50,hi-50
                a,1,x,2,2,1.5,2.5
                a,3,y,7,7,7,7
                """, imputed(false));
    }

    @Test
    void theCompleteFormHasTheObservationsInBetween() throws IOException {
        assertEquals("""
                id,time,channel,kind,mean,median,lo-50,hi-50
                a,0,x,observed,1,1,1,1
                a,0,y,observed,5,5,5,5
                a,1,x,imputed,2,2,1.5,2.5
                a,1,y,observed,6,6,6,6
                a,2,x,observed,3,3,3,3
                a,3,x,observed,0.1,0.1,0.1,0.1
                a,3,y,imputed,7,7,7,7
                """, imputed(true));
    }

    @Test
    void gradientsStandBesideTheObservations() throws IOException {
        Explanation explanation = new Explanation(List.of(new SeriesExplanation(
                "a",
                "x",
                Times.ofNumbers(4),
                1.25,
                List.of(
                        new ChannelGradient(SERIES.channels().get(0), new double[] {0, 1.0 / 3, -2e-20}),
                        new ChannelGradient(SERIES.channels().get(1), new double[] {0, 2})))));
        StringWriter out = new StringWriter();
        new ExplanationCsv(TimeFormat.numbers()).write(explanation, out);
        assertEquals("""
                id,channel,time,value,gradient,contribution
                a,x,0,1,0,0
                a,x,2,3,0.3333333333,0.5444444444
                a,x,3,0.1,-2E-20,2.533333333E-20
                a,y,0,5,0,0
                a,y,1,6,2,1
                """, out.toString());
    }

    @Test
    void timesOfRowsWithoutAValueAreKept(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("f.csv");
        Files.writeString(file, "id,t,x,y,p\na,2,1,,\na,1,1,1,1\na,2,,2,\nb,1,1,1,\nb,2,,1,\nb,3,2,2,\nb,2,,1,\n");
        LoadedSeries loaded =
                Csv.read(file).time("t").id("id").values("x", "y").past("p").load();
        assertEquals(Map.of("b", Times.ofNumbers(2)), loaded.blanks());
    }
}
