package dev.tidepath.cli;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.Input;
import dev.tidepath.forecasting.Role;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.StaticFeatures;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What series bring along and a forecaster makes no use of. */
final class IgnoredInputs {

    private IgnoredInputs() {}

    /**
     * Says what is ignored.
     *
     * @param model name of the forecaster
     * @param used what it makes use of
     * @param series what it is given
     * @return one sentence, empty if nothing is ignored
     */
    static Optional<String> warning(String model, Set<Input> used, SeriesSet series) {
        List<String> ignored = new ArrayList<>();
        for (Input input : Input.values()) {
            Set<String> names = names(input, series);
            if (!names.isEmpty() && !used.contains(input)) {
                ignored.add(input.text() + " ('" + String.join("', '", names) + "')");
            }
        }
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of(model + " makes no use of " + String.join(" and ", ignored));
    }

    private static Set<String> names(Input input, SeriesSet series) {
        return switch (input) {
            case PAST_COVARIATES -> channels(series, Role.PAST);
            case KNOWN_COVARIATES -> channels(series, Role.KNOWN);
            case STATIC_FEATURES -> all(series, s -> features(s.features()));
            case MEASUREMENT_ERRORS ->
                all(series, s -> s.targets().stream().filter(Channel::hasErrors).map(Channel::name));
        };
    }

    private static Set<String> channels(SeriesSet series, Role role) {
        return new LinkedHashSet<>(series.specs().stream()
                .filter(c -> c.role() == role)
                .map(c -> c.name())
                .toList());
    }

    private static Stream<String> features(StaticFeatures features) {
        return Stream.of(features.numbers().keySet(), features.labels().keySet())
                .flatMap(Collection::stream);
    }

    private static Set<String> all(SeriesSet series, Function<TimeSeries, Stream<String>> names) {
        return new LinkedHashSet<>(series.series().stream().flatMap(names).toList());
    }
}
