package dev.tidepath.forecasting.prepare;

import java.util.List;
import java.util.stream.IntStream;

/** Some items of many. */
public final class Spread {

    private Spread() {}

    /**
     * At most so many items, evenly spread over the list, with the first.
     *
     * @param <T> what they are
     * @param items any number
     * @param most how many are kept, positive
     * @return in the order of the list; all of them if there are no more
     */
    public static <T> List<T> evenly(List<T> items, int most) {
        int count = Math.min(most, items.size());
        return IntStream.range(0, count)
                .mapToObj(k -> items.get((int) ((long) k * items.size() / count)))
                .toList();
    }
}
