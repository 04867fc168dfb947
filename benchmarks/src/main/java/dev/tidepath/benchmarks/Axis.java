package dev.tidepath.benchmarks;

import java.util.List;

/** An axis of a drawing. */
interface Axis {

    /** Where a value stands in the drawing. */
    double place(double value);

    /** The values that are marked. */
    List<Double> ticks();

    /** A tick in words. */
    String label(double tick);
}
