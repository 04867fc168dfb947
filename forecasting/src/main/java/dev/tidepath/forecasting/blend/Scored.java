package dev.tidepath.forecasting.blend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A past observation by its normal score under what was forecast of it.
 *
 * @param forecast tells forecasts apart
 * @param when it was made, in any unit from any time on
 * @param channel index
 * @param share lead as a share of the horizon
 * @param score the observation's normal score under the calibrated forecast
 */
record Scored(Object forecast, double when, int channel, double share, double score) {

    /**
     * Parts of all forecasts: stretches in the order in which they were made; every so many-th one where they were made at the same
     * time.
     */
    static List<List<Scored>> parts(List<Scored> all, int count) {
        Map<Object, List<Scored>> byForecast = new LinkedHashMap<>();
        all.forEach(s ->
                byForecast.computeIfAbsent(s.forecast(), f -> new ArrayList<>()).add(s));
        List<List<Scored>> forecasts = new ArrayList<>(byForecast.values());
        forecasts.sort(Comparator.comparingDouble(f -> f.get(0).when()));
        List<List<Scored>> parts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            parts.add(new ArrayList<>());
        }
        int before = 0;
        for (int i = 0; i < forecasts.size(); i++) {
            boolean isLater = forecasts.get(i).get(0).when()
                    > forecasts.get(before).get(0).when();
            before = isLater ? i : before;
            parts.get(count * before / forecasts.size()).addAll(forecasts.get(i));
        }
        if (parts.stream().anyMatch(List::isEmpty)) {
            parts.forEach(List::clear);
            for (int i = 0; i < forecasts.size(); i++) {
                parts.get(i % count).addAll(forecasts.get(i));
            }
        }
        return parts;
    }
}
