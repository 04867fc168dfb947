package dev.tidepath.io;

import dev.tidepath.forecasting.prepare.Reservoir;
import java.util.Optional;

/** The gaps between the times of one series or of all, in fixed memory: percentiles of a sample, and the longest. */
final class GapSketch {

    private static final double LOW = 0.05;
    private static final double MIDDLE = 0.5;
    private static final double HIGH = 0.95;

    private final Reservoir sample;
    private double longest;
    private double after;

    GapSketch(int size, String name) {
        sample = new Reservoir(size, name);
    }

    /** Adds the gap between two positions on the axis. */
    void add(double from, double to) {
        double gap = to - from;
        sample.add(gap);
        if (gap > longest) {
            longest = gap;
            after = from;
        }
    }

    /** What there is to tell, empty if there was no gap. */
    Optional<GapProfile> profile(AxisPositions axis) {
        if (sample.count() == 0) {
            return Optional.empty();
        }
        double[] q = sample.quantiles(LOW, MIDDLE, HIGH);
        return Optional.of(new GapProfile(sample.count(), q[0], q[1], q[2], longest, axis.times(after)));
    }
}
