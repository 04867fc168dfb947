package dev.tidepath.forecasting.evaluate;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.FittedForecaster;
import dev.tidepath.forecasting.ForecastSession;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.Observation;
import dev.tidepath.forecasting.SeriesForecast;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Scores observations as they come in: each by the predictive distribution of the forecast made just before it, from all
 * observations of earlier times. If the model holds, the probability integral transforms are uniform (Dawid 1984,
 * doi:10.2307/2981683), and a score of s or more comes once in {@code 10^s} observations. Not thread-safe.
 */
public final class AnomalyScorer {

    private final ForecastSession session;

    /**
     * Scores what comes in.
     *
     * @param session a session that has seen an observation; the scorer tells it of all that follow
     */
    public AnomalyScorer(ForecastSession session) {
        this.session = session;
    }

    /**
     * Scores observations, then takes them in.
     *
     * @param simultaneous observations of one time after all that was observed before, of channels to forecast
     * @return one score an observation, in order
     * @throws dev.tidepath.forecasting.DataException if one is refused, see {@link ForecastSession#observe(List)}; then none
     *     is taken in
     */
    public List<AnomalyScore> next(List<Observation> simultaneous) {
        if (simultaneous.isEmpty()) {
            return List.of();
        }
        SeriesForecast f = session.forecast(Horizon.at(simultaneous.get(0).time()));
        session.observe(simultaneous);
        return simultaneous.stream()
                .map(o -> new AnomalyScore(o, Optional.of(expected(f, o))))
                .toList();
    }

    private static AnomalyScore.Expected expected(SeriesForecast f, Observation o) {
        int c = f.channels().indexOf(o.channel());
        return new AnomalyScore.Expected(
                f.mean(c, 0),
                f.median(c, 0),
                f.lower(c, 0, 95),
                f.upper(c, 0, 95),
                f.tails(c, 0, o.value()),
                f.predictive().isSampled() ? f.pathCount() : 0);
    }

    /**
     * Scores a whole series. Known covariates are those of the series; past ones stay at what the warm-up tells.
     *
     * @param fitted forecasts the next observation each time
     * @param series any series of the forecaster's channels
     * @param warmUp at least one; the observations of so many first times are taken in without being scored
     * @return one score an observation of a channel to forecast, in order of time, then of the channels
     * @throws dev.tidepath.forecasting.DataException if the series is none the forecaster takes
     */
    public static List<AnomalyScore> scores(FittedForecaster fitted, TimeSeries series, int warmUp) {
        if (warmUp < 1) {
            throw new IllegalArgumentException("a forecast needs an observation to start from: " + warmUp);
        }
        List<List<Observation>> byTime = byTime(series);
        int warm = Math.min(warmUp, byTime.size());
        List<AnomalyScore> scores = new ArrayList<>();
        byTime.subList(0, warm).stream()
                .flatMap(List::stream)
                .forEach(o -> scores.add(new AnomalyScore(o, Optional.empty())));
        if (warm == byTime.size()) {
            return scores;
        }
        ForecastSession session =
                fitted.session(series.until(byTime.get(warm - 1).get(0).time(), 0));
        AnomalyScorer scorer = new AnomalyScorer(session);
        for (List<Observation> simultaneous : byTime.subList(warm, byTime.size())) {
            scores.addAll(scorer.next(simultaneous));
        }
        return scores;
    }

    private static List<List<Observation>> byTime(TimeSeries series) {
        List<Observation> all = new ArrayList<>();
        for (Channel c : series.targets()) {
            for (int i = 0; i < c.size(); i++) {
                all.add(Observation.of(c, i));
            }
        }
        all.sort(Comparator.comparing(Observation::time, (a, b) -> a.compare(0, b, 0)));
        List<List<Observation>> groups = new ArrayList<>();
        Optional<Times> last = Optional.empty();
        for (Observation o : all) {
            if (!last.equals(Optional.of(o.time()))) {
                groups.add(new ArrayList<>());
                last = Optional.of(o.time());
            }
            groups.get(groups.size() - 1).add(o);
        }
        return groups;
    }
}
