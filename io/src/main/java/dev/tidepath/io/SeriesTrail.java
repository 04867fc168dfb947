package dev.tidepath.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is remembered of one series while its rows go by. */
final class SeriesTrail {

    private final String id;
    private final Optional<GapSketch> gaps;
    private final List<Optional<ChannelTrail>> channels = new ArrayList<>();
    private double first = Double.POSITIVE_INFINITY;
    private double last = Double.NEGATIVE_INFINITY;
    private long times;
    private long given;
    private long kept;

    SeriesTrail(String id, Optional<GapSketch> gaps) {
        this.id = id;
        this.gaps = gaps;
    }

    String id() {
        return id;
    }

    /** Counts a value as it comes. */
    void countGiven() {
        given++;
    }

    /** Counts values that are neither repeated nor replaced. */
    void countKept(long values) {
        kept += values;
    }

    /** Adds increasing times; false if they lie among those that came before, so that the gaps between are unknown. */
    boolean add(double[] positions, GapSketch all) {
        int n = positions.length;
        for (int i = 1; i < n; i++) {
            addGap(positions[i - 1], positions[i], all);
        }
        boolean apart = true;
        if (positions[0] > last && times > 0) {
            addGap(last, positions[0], all);
        } else if (positions[n - 1] < first && times > 0) {
            addGap(positions[n - 1], first, all);
        } else if (times > 0) {
            apart = positions[0] == last || positions[n - 1] == first;
            times -= apart ? 1 : 0;
        }
        times += n;
        first = Math.min(first, positions[0]);
        last = Math.max(last, positions[n - 1]);
        return apart;
    }

    private void addGap(double from, double to, GapSketch all) {
        all.add(from, to);
        gaps.ifPresent(own -> own.add(from, to));
    }

    /** The trail of a channel; a new one is made if that is allowed. */
    Optional<ChannelTrail> channel(int index, boolean mayBeNew) {
        while (channels.size() <= index) {
            channels.add(Optional.empty());
        }
        if (channels.get(index).isEmpty() && mayBeNew) {
            channels.set(index, Optional.of(new ChannelTrail()));
        }
        return channels.get(index);
    }

    /** The trails of one channel, which is one or none. */
    Stream<ChannelTrail> channel(int index) {
        return index < channels.size() ? channels.get(index).stream() : Stream.empty();
    }

    double first() {
        return first;
    }

    double last() {
        return last;
    }

    long times() {
        return times;
    }

    SeriesProfile profile(AxisPositions axis) {
        return new SeriesProfile(
                id,
                times,
                kept,
                given - kept,
                axis.times(first),
                axis.times(last),
                gaps.flatMap(own -> own.profile(axis)));
    }
}
