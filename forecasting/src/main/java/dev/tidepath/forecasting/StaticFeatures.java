package dev.tidepath.forecasting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a series and does not change with time, such as the height of a station or its kind; immutable. A
 * feature that is missing in both maps is not known of this series.
 *
 * @param numbers numeric features by name, finite
 * @param labels categories by name, opaque text
 */
public record StaticFeatures(Map<String, Double> numbers, Map<String, String> labels) {

    /** Nothing is known. */
    public static final StaticFeatures NONE = new StaticFeatures(Map.of(), Map.of());

    /**
     * Keeps unmodifiable copies in the given order.
     *
     * @param numbers see the component
     * @param labels see the component
     * @throws IllegalArgumentException if a number is not finite or a name is in both maps
     */
    public StaticFeatures {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        for (Map.Entry<String, Double> feature : numbers.entrySet()) {
            if (!Double.isFinite(feature.getValue())) {
                throw new IllegalArgumentException("feature " + feature.getKey() + " is " + feature.getValue());
            }
            if (labels.containsKey(feature.getKey())) {
                throw new IllegalArgumentException("feature " + feature.getKey() + " is a number and a label");
            }
        }
    }
}
