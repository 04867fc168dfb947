package dev.tidepath.forecasting.prepare;

import java.util.ArrayList;
import java.util.List;

/**
 * What is trained on, and what tells how well: of many series some, of few a tail of each that is long enough.
 *
 * @param trained series, or what is trained on of them
 * @param heldBack series with the time from which on forecasts are tried; the same as trained on if nothing can be held back
 * @param apart whether what tells is apart from what is trained on
 */
record TrainingSplit(List<PreparedSeries> trained, List<HeldBack> heldBack, boolean apart) {

    private static final int MANY = 20;
    private static final int EVERY = 5;
    private static final double TAIL = 0.2;

    /** A series and the model time from which on forecasts of it are tried. */
    record HeldBack(PreparedSeries series, double from) {}

    /** Of series of which nothing is cut before a first time. */
    static TrainingSplit of(List<PreparedSeries> all, double context, double first) {
        return all.size() >= MANY ? bySeries(all) : byTail(all, context, first);
    }

    private static TrainingSplit bySeries(List<PreparedSeries> all) {
        List<PreparedSeries> trained = new ArrayList<>();
        List<HeldBack> heldBack = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % EVERY == EVERY / 2) {
                heldBack.add(new HeldBack(all.get(i), Double.NEGATIVE_INFINITY));
            } else {
                trained.add(all.get(i));
            }
        }
        return new TrainingSplit(trained, heldBack, true);
    }

    private static TrainingSplit byTail(List<PreparedSeries> all, double context, double first) {
        List<PreparedSeries> trained = new ArrayList<>();
        List<HeldBack> heldBack = new ArrayList<>();
        for (PreparedSeries p : all) {
            double tail = Math.max(1, TAIL * p.span());
            PreparedSeries before = p.until(p.last() - tail);
            boolean isLong = p.last() - tail >= Math.max(p.first() + context, first) + 1
                    && before.observations().size() > 1;
            trained.add(isLong ? before : p);
            if (isLong) {
                heldBack.add(new HeldBack(p, p.last() - tail));
            }
        }
        return heldBack.isEmpty()
                ? new TrainingSplit(
                        all,
                        all.stream()
                                .map(p -> new HeldBack(p, Double.NEGATIVE_INFINITY))
                                .toList(),
                        false)
                : new TrainingSplit(trained, heldBack, true);
    }
}
