package dev.tidepath.forecasting.blend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.evaluate.TimeSpan;
import dev.tidepath.forecasting.model.Model;
import dev.tidepath.forecasting.model.ModelSettings;
import dev.tidepath.train.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private static TimeSeries series(String id, int size) {
        double[] t = new double[size];
        Arrays.setAll(t, i -> i);
        return new TimeSeries(id, List.of(new Channel("v", Times.ofNumbers(t), t)));
    }

    private static Rehearsal of(SeriesSet series, double horizon) {
        Candidate candidate = new Candidate("last-value", Model.LAST_VALUE.forecaster(ModelSettings.DEFAULTS), 1);
        return Rehearsal.of(List.of(candidate), series, TimeSpan.of(horizon), new StopOnce(TrainingListener.silent()));
    }

    @Test
    void forecastsStartFromHalfOfTheUsualHistory() {
        List<TimeSeries> all = new ArrayList<>();
        for (int s = 0; s < 5; s++) {
            all.add(series("long" + s, 40));
            all.add(series("short" + s, 20));
        }
        Rehearsal rehearsal = of(new SeriesSet(all.subList(0, 9)), 5);
        assertEquals(5, rehearsal.seriesCount());
    }

    @Test
    void seriesNotMuchLongerThanAHorizonAreForecastFromWhatIsLeft() {
        Rehearsal rehearsal = of(new SeriesSet(List.of(series("a", 14), series("b", 14))), 8);
        assertEquals(2, rehearsal.seriesCount());
        assertTrue(rehearsal.forecasts() >= 2);
    }
}
