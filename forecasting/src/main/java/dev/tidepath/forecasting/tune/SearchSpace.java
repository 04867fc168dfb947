package dev.tidepath.forecasting.tune;

import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which values of which hyper-parameters come into question. Immutable.
 *
 * <p>Configurations are numbered: what number k of a seed is depends on the space, the seed and k alone. Spaces of at most
 * 10,000 combinations are gone through in a random order, each combination once; of larger ones and of ranges, each
 * hyper-parameter is drawn by itself.
 *
 * @param dimensions at least one; their order does not matter
 */
public record SearchSpace(Map<Hyperparameter, Dimension> dimensions) {

    private static final int MOST_LISTED = 10_000;
    /** Draws until a space that has more configurations than these ranges let one see is taken to be used up. */
    private static final int MOST_DRAWS = 100_000;

    /**
     * Keeps an unmodifiable copy, in the order of {@link Hyperparameter}.
     *
     * @param dimensions see the component
     * @throws IllegalArgumentException if there is none
     */
    public SearchSpace {
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("a search space names at least one hyper-parameter");
        }
        dimensions = Collections.unmodifiableMap(new EnumMap<>(dimensions));
    }

    /**
     * The configurations in their order.
     *
     * @param seed seed of the order and of draws
     * @return values by hyper-parameter; the same may come again where a range is drawn from
     */
    Stream<Map<Hyperparameter, String>> configurations(long seed) {
        RandomKey key = RandomKey.of(seed).derive("tuning");
        int size = size();
        if (size > MOST_LISTED) {
            return IntStream.range(0, MOST_DRAWS).mapToObj(k -> drawn(key, k));
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        order.sort(Comparator.comparingLong(k -> key.bits(k)));
        return order.stream().map(this::listed);
    }

    /** How many combinations there are, {@code MOST_LISTED + 1} for any number above it. */
    private int size() {
        long size = 1;
        for (Dimension dimension : dimensions.values()) {
            size = Math.min(MOST_LISTED + 1, size * dimension.size().orElse(MOST_LISTED + 1));
        }
        return (int) size;
    }

    private Map<Hyperparameter, String> drawn(RandomKey key, int k) {
        Map<Hyperparameter, String> values = new EnumMap<>(Hyperparameter.class);
        dimensions.forEach((name, dimension) ->
                values.put(name, dimension.at(key.derive(name.text()).uniform(k))));
        return values;
    }

    private Map<Hyperparameter, String> listed(int index) {
        Map<Hyperparameter, String> values = new EnumMap<>(Hyperparameter.class);
        int rest = index;
        for (Map.Entry<Hyperparameter, Dimension> entry : dimensions.entrySet()) {
            int size = entry.getValue().size().orElseThrow();
            values.put(entry.getKey(), entry.getValue().at((rest % size + 0.5) / size));
            rest /= size;
        }
        return values;
    }
}
