package dev.tidepath.benchmarks;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.ChannelSpec;
import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import java.util.HashSet;
import java.util.Set;

/**
 * Series that are given to a forecaster together, with how they are forecast.
 *
 * @param group what the set belongs to
 * @param name its name
 * @param protocol how it is forecast
 * @param series the series, whole
 */
record SuiteSet(String group, String name, ForecastProtocol protocol, SeriesSet series) {

    /** The same series without the stretch that {@link ForecastProtocol#cutOffs} are taken from, so that they lie before it. */
    SuiteSet earlier() {
        SeriesSet before = series.map(s -> {
            Times end =
                    protocol.horizon().shift(s.last(), 0, -protocol.cutOffs()).orElseThrow();
            return s.until(end, 0);
        });
        return new SuiteSet(group, name, protocol, before);
    }

    /** The same set, where channels to forecast that are above zero in all series are said to be positive; some are not. */
    SuiteSet positiveBut(String... signed) {
        Set<String> real = new HashSet<>(Set.of(signed));
        for (TimeSeries s : series.series()) {
            for (Channel c : s.channels()) {
                if (c.spec().role() != Role.TARGET || !isPositive(c)) {
                    real.add(c.name());
                }
            }
        }
        SeriesSet told = series.map(s -> new TimeSeries(
                s.id(),
                s.channels().stream()
                        .map(c -> real.contains(c.name()) ? c : positive(c))
                        .toList()));
        return new SuiteSet(group, name, protocol, told);
    }

    private static boolean isPositive(Channel c) {
        for (int i = 0; i < c.size(); i++) {
            if (c.value(i) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static Channel positive(Channel c) {
        return new Channel(new ChannelSpec(c.name(), c.spec().role(), Domain.POSITIVE), c.times(), c.values());
    }
}
