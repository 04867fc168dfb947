package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Channel;
import dev.tidepath.forecasting.SeriesSet;
import dev.tidepath.forecasting.TimeSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Periods that a channel of a set may have: those of the calendar and those that are found in most series. */
final class CycleCandidates {

    private static final int TOLD_BY = 12;
    private static final int MOST = 3;
    private static final double SAME = 0.03;

    private CycleCandidates() {}

    /** At most {@value #MOST} lengths in the axis's unit, shortest first. */
    static List<Double> of(SeriesSet series, int channel) {
        List<Channel> some = series.series().stream()
                .map(TimeSeries::channels)
                .map(all -> all.get(channel))
                .sorted(Comparator.comparingInt(c -> -c.size()))
                .limit(TOLD_BY)
                .toList();
        TreeSet<Double> calendar = new TreeSet<>();
        List<Double> others = new ArrayList<>();
        for (Channel c : some) {
            calendar.addAll(PeriodDetection.ofCalendar(c));
            others.addAll(PeriodDetection.besidesCalendar(c));
        }
        List<Double> candidates = new ArrayList<>(calendar);
        for (double length : others) {
            long seen = others.stream().filter(x -> isSame(x, length)).count();
            if (2 * seen > some.size() && candidates.stream().noneMatch(x -> isSame(x, length))) {
                candidates.add(length);
            }
        }
        return candidates.stream().limit(MOST).sorted().toList();
    }

    private static boolean isSame(double a, double b) {
        return Math.abs(a - b) < SAME * b;
    }
}
