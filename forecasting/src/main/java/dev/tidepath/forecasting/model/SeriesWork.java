package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Explanation;
import dev.tidepath.forecasting.Horizon;
import dev.tidepath.forecasting.SeriesExplanation;
import dev.tidepath.forecasting.SeriesSchema;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import dev.tidepath.forecasting.Times;
import dev.tidepath.parallel.WorkerPool;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Work that is done for each item on its own, by several threads; the result does not hang on their number. */
final class SeriesWork {

    private SeriesWork() {}

    static <T, R> List<R> inParallel(int threads, List<T> items, Function<T, R> work) {
        int working = Math.min(threads, items.size());
        if (working <= 1) {
            return items.stream().map(work).toList();
        }
        Map<Integer, R> results = new ConcurrentHashMap<>();
        IntConsumer worker = i -> results.put(i, work.apply(items.get(i)));
        try (WorkerPool pool = new WorkerPool("tidepath-series", working)) {
            pool.run(items.size(), Collections.nCopies(working, worker));
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> Objects.requireNonNull(results.get(i)))
                .toList();
    }

    /** Explains the forecast of a channel, by its index among those to forecast, at one time. */
    interface Explainer {

        SeriesExplanation explain(TimeSeries one, Times last, int channel);
    }

    /** Explains the forecast of a channel of each series at the last time that is asked for, where there is one. */
    static Explanation explain(
            int threads, SeriesSchema schema, SeriesSet history, Horizon horizon, String channel, Explainer explainer) {
        int index = schema.requireTarget(channel);
        SeriesSet known = schema.select(history);
        List<Optional<SeriesExplanation>> all = inParallel(threads, known.series(), one -> {
            one.requireObserved();
            Times times = horizon.resolve(one);
            return times.size() == 0
                    ? Optional.empty()
                    : Optional.of(explainer.explain(one, times.slice(times.size() - 1, times.size()), index));
        });
        return new Explanation(all.stream().flatMap(Optional::stream).toList());
    }
}
