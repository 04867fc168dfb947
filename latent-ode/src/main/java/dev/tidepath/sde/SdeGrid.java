package dev.tidepath.sde;

import dev.tidepath.ode.SaveAt;

/**
 * The steps of a solve: the same number for each stretch from one output time of a sample to its next, and for that from the
 * last to its end. Samples with fewer stretches than others stand still at their end.
 */
final class SdeGrid {

    private final SaveAt at;
    private final int steps;
    private final int grading;
    private final int stretches;

    SdeGrid(SaveAt at, SdeSolver solver) {
        this.at = at;
        steps = solver.steps();
        grading = solver.grading();
        int most = 0;
        for (int b = 0; b < at.batch(); b++) {
            int count = at.count(b);
            double last = count == 0 ? at.start(b) : at.time(at.offset(b) + count - 1);
            most = Math.max(most, count + (last == at.end(b) ? 0 : 1));
        }
        stretches = most;
    }

    int count() {
        return stretches * steps;
    }

    /** The stretch that ends with a step, or −1 if it goes on. */
    int stretchAfter(int step) {
        return (step + 1) % steps == 0 ? step / steps : -1;
    }

    /** Column of the output at the end of a stretch, or −1 if the sample has none there. */
    int column(int stretch, int sample) {
        return stretch < at.count(sample) ? at.offset(sample) + stretch : -1;
    }

    /** Times before a step, {@code count()} for the ends; padding lanes are left alone. */
    void times(int step, double[] into) {
        int stretch = step / steps;
        double share = share(step % steps);
        for (int b = 0; b < at.batch(); b++) {
            double left = edge(b, stretch);
            into[b] = share == 0 ? left : between(left, edge(b, stretch + 1), share);
        }
    }

    /** A time within a stretch, which rounding does not carry beyond its end. */
    private static double between(double left, double right, double share) {
        double t = left + (right - left) * share;
        return left <= right ? Math.min(t, right) : Math.max(t, right);
    }

    /** How much of a stretch lies before one of its steps. */
    private double share(int j) {
        double left = 1;
        for (int p = 0; p < grading; p++) {
            left *= (double) (steps - j) / steps;
        }
        return 1 - left;
    }

    private double edge(int b, int i) {
        if (i == 0) {
            return at.start(b);
        }
        return i <= at.count(b) ? at.time(at.offset(b) + i - 1) : at.end(b);
    }
}
