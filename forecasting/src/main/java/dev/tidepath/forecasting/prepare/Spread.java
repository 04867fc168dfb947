package dev.tidepath.forecasting.prepare;

import dev.tidepath.random.RandomKey;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Some items of many. */
public final class Spread {

    private static final RandomKey ORDER = RandomKey.of(0).derive("spread");

    private Spread() {}

    /**
     * At most so many items, drawn without replacement, the same for the same number of items. Equal steps would beat with an
     * order in which, say, every second series is of another kind.
     *
     * @param <T> what they are
     * @param items any number
     * @param most how many are kept, positive
     * @return in the order of the list; all of them if there are no more
     */
    public static <T> List<T> some(List<T> items, int most) {
        return items.size() <= most
                ? List.copyOf(items)
                : IntStream.range(0, items.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer i) -> ORDER.uniform(i)))
                        .limit(most)
                        .sorted()
                        .map(items::get)
                        .toList();
    }
}
