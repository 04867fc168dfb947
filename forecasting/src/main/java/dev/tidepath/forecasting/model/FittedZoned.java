package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.ChannelGradient;
import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Filling;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.Forecast;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Provenance;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.SeriesLog;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.ZoneClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A forecaster fitted by the clock of a zone. What is asked for is resolved on the series as they are; the forecaster inside
 * is asked for given times by the clock.
 *
 * @param inner fitted on the times that the clock shows
 * @param clock the clock
 * @param series which series it takes, on a calendar axis
 * @param data facts of the data of the fit that stand in the place of those that the forecaster inside has, perhaps none
 */
public record FittedZoned(FittedForecaster inner, ZoneClock clock, SeriesSchema series, Map<String, String> data)
        implements FittedForecaster {

    /** The name of the zone among the facts of the provenance. */
    public static final String FACT = "clock";

    /**
     * Keeps an unmodifiable copy.
     *
     * @param inner see the component
     * @param clock see the component
     * @param series see the component
     * @param data see the component
     * @throws IllegalArgumentException if the axis is numeric
     */
    public FittedZoned {
        if (series.axis() != TimeAxis.CALENDAR) {
            throw new IllegalArgumentException("a clock is of no use on a numeric time axis");
        }
        data = Map.copyOf(data);
    }

    @Override
    public Forecast forecast(SeriesSet history, Horizon horizon) {
        SeriesSet known = series.select(history);
        Map<String, Times> asked = resolved(known, horizon::resolve);
        Forecast local = inner.forecast(clock.local(known), Horizon.at(clock.local(asked)));
        return back(local, asked);
    }

    private static Map<String, Times> resolved(SeriesSet known, Function<TimeSeries, Times> asked) {
        Map<String, Times> times = new LinkedHashMap<>();
        for (TimeSeries s : known.series()) {
            s.requireObserved();
            times.put(s.id(), asked.apply(s));
        }
        return times;
    }

    private static Forecast back(Forecast local, Map<String, Times> asked) {
        return new Forecast(local.series().stream()
                .map(f -> back(f, asked.getOrDefault(f.id(), f.times())))
                .toList());
    }

    /** At the times asked for. */
    static SeriesForecast back(SeriesForecast local, Times asked) {
        return new SeriesForecast(local.id(), asked, local.channels(), local.predictive());
    }

    /** A session of the forecaster inside, with the last times as they are. */
    @Override
    public ForecastSession session(TimeSeries history) {
        SeriesLog log = new SeriesLog(history, series, TimeSeries.GAP_TIMES);
        SeriesSet known = clock.local(series.select(SeriesSet.of(history)));
        return new ZonedSession(clock, inner.session(known.series().get(0)), log, history.location());
    }

    @Override
    public boolean canImpute() {
        return inner.canImpute();
    }

    @Override
    public Forecast impute(SeriesSet given, Filling times) {
        if (!inner.canImpute()) {
            return FittedForecaster.super.impute(given, times);
        }
        SeriesSet known = series.select(given);
        Map<String, Times> asked = resolved(known, times::resolve);
        return back(inner.impute(clock.local(known), Filling.at(clock.local(asked))), asked);
    }

    @Override
    public boolean canExplain() {
        return inner.canExplain();
    }

    @Override
    public Explanation explain(SeriesSet history, Horizon horizon, String channel) {
        if (!inner.canExplain()) {
            return FittedForecaster.super.explain(history, horizon, channel);
        }
        SeriesSet known = series.select(history);
        Map<String, Times> asked = resolved(known, horizon::resolve);
        Explanation local = inner.explain(clock.local(known), Horizon.at(clock.local(asked)), channel);
        List<SeriesExplanation> all = new ArrayList<>();
        for (SeriesExplanation e : local.series()) {
            Times times = asked.getOrDefault(e.id(), e.time());
            all.add(back(e, known.find(e.id()).orElseThrow(), times.slice(times.size() - 1, times.size())));
        }
        return new Explanation(all);
    }

    /** By the observations at their own times. */
    private static SeriesExplanation back(SeriesExplanation e, TimeSeries given, Times time) {
        List<ChannelGradient> gradients = new ArrayList<>();
        for (int c = 0; c < e.channels().size(); c++) {
            ChannelGradient local = e.channels().get(c);
            double[] gradient = new double[local.channel().size()];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = local.gradient(i);
            }
            gradients.add(new ChannelGradient(given.targets().get(c), gradient));
        }
        return new SeriesExplanation(e.id(), e.channel(), time, e.mean(), gradients);
    }

    @Override
    public Provenance provenance() {
        Provenance inside = inner.provenance().replacing(data);
        Map<String, String> facts = new LinkedHashMap<>(inside.facts());
        facts.put(FACT, clock.zone().getId());
        return new Provenance(inside.model(), facts);
    }
}
