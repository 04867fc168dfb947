package dev.tidepath.forecasting.tune;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One configuration that is tried.
 *
 * @param number its number; zero is the {@link StartingPoint} itself
 * @param values what differs from the starting point, by hyper-parameter
 */
public record Trial(int number, Map<Hyperparameter, String> values) {

    /**
     * Keeps an unmodifiable copy, in the order of {@link Hyperparameter}.
     *
     * @param number see the component
     * @param values see the component
     */
    public Trial {
        Map<Hyperparameter, String> copy = new EnumMap<>(Hyperparameter.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * The values as text.
     *
     * @return such as {@code learning-rate=0.004 units=32}; {@code defaults} if nothing differs
     */
    public String text() {
        return values.isEmpty()
                ? "defaults"
                : values.entrySet().stream()
                        .map(e -> e.getKey().text() + "=" + e.getValue())
                        .collect(Collectors.joining(" "));
    }
}
