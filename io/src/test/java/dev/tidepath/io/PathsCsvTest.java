package dev.tidepath.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.SampledPredictive;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The long file of sample paths. */
final class PathsCsvTest {

    @Test
    void writesARowForEachSeriesTimeChannelAndPath() throws IOException {
        double[][][] paths = {{{1.0 / 3, -2}, {4, 4}}, {{1e9 + 1e-3, 1e9}, {0, 1e-20}}};
        SampledPredictive joint = new SampledPredictive(new double[2][2], paths);
        StringWriter out = new StringWriter();
        new PathsCsv(TimeFormat.numbers())
                .write(
                        new Forecast(
                                List.of(new SeriesForecast("a,1", Times.ofNumbers(1, 2.5), List.of("x", "y"), joint))),
                        out);
        assertEquals("""
                id,time,channel,path,value
                "a,1",1,x,1,0.3333333333
                "a,1",1,x,2,-2
                "a,1",1,y,1,1000000000.001
                "a,1",1,y,2,1000000000
                "a,1",2.5,x,1,4
                "a,1",2.5,x,2,4
                "a,1",2.5,y,1,0
                "a,1",2.5,y,2,1E-20
                """, out.toString());
    }
}
