package dev.tidepath.io;

import dev.tidepath.forecasting.Channel;

/** What is remembered of one channel of one series while its values go by. */
final class ChannelTrail {

    private long count;
    private double firstValue;
    private double lastValue;
    private double lastPosition = Double.NEGATIVE_INFINITY;
    private boolean varies;

    /** How a stretch begins, as seen from what came before. */
    enum Seam {
        /** At another time. */
        NEW,
        /** At the last time, with the same value. */
        REPEATED,
        /** At the last time, with another value. */
        CONTRADICTING
    }

    /** Adds a stretch of one observation or more. */
    Seam add(Channel stretch, AxisPositions axis) {
        Seam seam = Seam.NEW;
        if (count == 0) {
            firstValue = stretch.value(0);
        } else if (axis.of(stretch.times(), 0) == lastPosition) {
            seam = stretch.value(0) == lastValue ? Seam.REPEATED : Seam.CONTRADICTING;
        }
        int size = stretch.size();
        for (int i = 0; i < size && !varies; i++) {
            varies = stretch.value(i) != firstValue;
        }
        count += size;
        lastValue = stretch.value(size - 1);
        lastPosition = axis.of(stretch.times(), size - 1);
        return seam;
    }

    long count() {
        return count;
    }

    boolean varies() {
        return varies;
    }

    double firstValue() {
        return firstValue;
    }
}
