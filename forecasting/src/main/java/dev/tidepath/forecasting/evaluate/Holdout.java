package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.DataException;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Series with their last stretch held back: a forecast of it can be compared with what was observed. Immutable. */
public final class Holdout {

    private final List<Cut> cuts;
    private final int left;

    private Holdout(List<Cut> cuts, int left) {
        this.cuts = cuts;
        this.left = left;
    }

    /**
     * Holds back the last stretch of each series, counted from its own last observation. Series without an observation
     * before it are left out.
     *
     * @param series the series
     * @param length how much to hold back
     * @param season length of a season, for the {@link NaiveScale}
     * @return what is known and what is held back
     * @throws DataException if no series is left
     */
    public static Holdout of(SeriesSet series, TimeSpan length, OptionalDouble season) {
        List<Cut> cuts = new ArrayList<>();
        for (TimeSeries s : series.series()) {
            Optional<Times> cutOff = CutOffs.backFromEnd(length, 1).at(s, length, 0);
            if (cutOff.isPresent() && s.first().compare(0, cutOff.get(), 0) <= 0) {
                cuts.add(Cut.of(s, cutOff.get(), s.last(), season, Thinning.NONE));
            }
        }
        if (cuts.isEmpty()) {
            throw new DataException(
                    "TP-D052",
                    "",
                    "no series has an observation before the stretch that is held back",
                    "hold back less (--holdout)");
        }
        return new Holdout(List.copyOf(cuts), series.series().size() - cuts.size());
    }

    /**
     * How many series are left out because they have no observation before the stretch.
     *
     * @return zero or more
     */
    public int leftOut() {
        return left;
    }

    /**
     * What is known.
     *
     * @return the series without the stretch
     */
    public SeriesSet history() {
        return new SeriesSet(cuts.stream().map(Cut::history).toList());
    }

    /**
     * The times that something was observed at in the stretch.
     *
     * @return a horizon that asks for them
     */
    public Horizon horizon() {
        return horizon(cuts);
    }

    static Horizon horizon(List<Cut> cuts) {
        Map<String, Times> asked = new LinkedHashMap<>();
        cuts.forEach(cut -> asked.put(cut.history().id(), cut.asked()));
        return Horizon.at(asked);
    }

    /**
     * Compares a forecast with what was held back.
     *
     * @param model name of the model
     * @param forecast of the {@link #history} at the {@link #horizon}
     * @param levels shares the intervals should cover, in percent
     * @return a point for each value held back
     * @throws ArithmeticException if a number of the forecast is not finite
     */
    public List<ScoredPoint> score(String model, Forecast forecast, double... levels) {
        List<ScoredPoint> points = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            points.addAll(cuts.get(i).score(model, forecast.series().get(i), levels));
        }
        return points;
    }
}
