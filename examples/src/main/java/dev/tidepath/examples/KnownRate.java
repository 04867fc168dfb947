package dev.tidepath.examples;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A rate of events on a stretch of time that is known.
 *
 * @param label what it is called
 * @param colour of its curve
 * @param rate events a unit of time, nowhere above {@link #PEAK}
 */
record KnownRate(String label, String colour, DoubleUnaryOperator rate) {

    /** Events are watched for from time 0 to this. */
    static final double END = 4;

    static final double PEAK = 15;

    private static final int CELLS = 400;

    static final KnownRate CONSTANT = new KnownRate("constant", "#4d8f4a", t -> 8);
    static final KnownRate BUMP = new KnownRate(
            "one bump", "#c2571a", t -> 3 + 12 * StrictMath.exp(-0.5 * ((t - 1.6) / 0.45) * ((t - 1.6) / 0.45)));
    static final KnownRate WAVE =
            new KnownRate("two bumps, sinusoidal", "#2a6cb0", t -> 8 + 6 * StrictMath.sin(StrictMath.PI * t));
    static final List<KnownRate> ALL = List.of(CONSTANT, BUMP, WAVE);

    double at(double t) {
        return rate.applyAsDouble(t);
    }

    /** The times of one series' events, in order: those of a faster process of constant rate, thinned (Lewis and Shedler 1979). */
    double[] draw(RandomKey key) {
        double[] times = new double[16];
        int n = 0;
        double t = 0;
        for (int i = 0; ; i++) {
            t -= StrictMath.log(1 - key.derive("wait").uniform(i)) / PEAK;
            if (t > END) {
                return Arrays.copyOf(times, n);
            }
            if (PEAK * key.derive("kept").uniform(i) < at(t)) {
                times = n == times.length ? Arrays.copyOf(times, 2 * n) : times;
                times[n++] = t;
            }
        }
    }

    /** The middles of cells of the stretch. */
    static double[] grid() {
        double[] grid = new double[CELLS];
        Arrays.setAll(grid, i -> END * (i + 0.5) / CELLS);
        return grid;
    }

    /** The integrated error {@code ∫ |λ̂ − λ| dt / ∫ λ dt} of rates at the {@link #grid}. */
    double error(double[] found) {
        double[] grid = grid();
        double apart = 0;
        double all = 0;
        for (int i = 0; i < grid.length; i++) {
            apart += Math.abs(found[i] - at(grid[i]));
            all += at(grid[i]);
        }
        return apart / all;
    }
}
