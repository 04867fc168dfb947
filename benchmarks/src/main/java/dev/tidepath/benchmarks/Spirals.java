package dev.tidepath.benchmarks;

import dev.tidepath.latent.Observations;
import dev.tidepath.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Spirals of two directions, of which some noisy points are observed (Chen et al. 2018, section 5.1). Of the 500 points of a
 * long spiral, with {@code θ_j = 6πj/499} at time θ_j, a series takes 200 from a real-valued place on:
 *
 * <pre>
 * counter-clockwise: r = 0.3 θ,   x = r cos θ + 5,   y = r sin θ
 * clockwise:         ζ = 6π + 1 − θ,   r = 15/ζ,   x = r cos ζ − 5,   y = r sin ζ
 * </pre>
 *
 * @param series even ones clockwise
 */
record Spirals(List<Spiral> series) {

    static final int SEEN = 100;
    static final int AHEAD = 100;
    static final double STEP = 6 * StrictMath.PI / 499;
    static final double NOISE = 0.3;
    private static final double FIRST_PLACE = 100;

    /**
     * One series.
     *
     * @param place where it starts
     * @param clockwise its direction
     * @param observed noisy points among the first {@value #SEEN}, times from the first point on
     */
    record Spiral(double place, boolean clockwise, Observations observed) {

        /** A coordinate of the curve, without noise. */
        double truth(int coordinate, double point) {
            return Spirals.point(clockwise, coordinate, STEP * (place + point));
        }
    }

    /** Draws series that start at places up to a last one, {@code observations} points of each observed. */
    static Spirals draw(RandomKey key, int count, double lastPlace, int observations) {
        List<Spiral> series = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            RandomKey own = key.derive(k);
            double place = FIRST_PLACE + (lastPlace - FIRST_PLACE) * own.uniform(0);
            int[] chosen = choose(own.derive("points"), observations);
            double[] times = new double[observations];
            double[][] values = new double[2][observations];
            for (int i = 0; i < observations; i++) {
                times[i] = STEP * chosen[i];
                for (int c = 0; c < 2; c++) {
                    values[c][i] = point(k % 2 == 0, c, STEP * (place + chosen[i]))
                            + NOISE * own.derive("noise").derive(c).gaussian(i);
                }
            }
            series.add(new Spiral(place, k % 2 == 0, Observations.merge(new double[][] {times, times}, values)));
        }
        return new Spirals(series);
    }

    private static int[] choose(RandomKey key, int count) {
        int[] chosen = new int[count];
        int n = 0;
        for (int i = 0; i < SEEN; i++) {
            if (key.uniform(i) * (SEEN - i) < count - n) {
                chosen[n++] = i;
            }
        }
        return chosen;
    }

    /** A coordinate of a spiral at an angle. */
    static double point(boolean clockwise, int coordinate, double theta) {
        double angle = clockwise ? 6 * StrictMath.PI + 1 - theta : theta;
        double radius = clockwise ? 15 / angle : 0.3 * theta;
        return coordinate == 0 ? radius * StrictMath.cos(angle) + (clockwise ? -5 : 5) : radius * StrictMath.sin(angle);
    }

    /** The observations of a random series. */
    Observations any(RandomKey key) {
        return series.get(key.below(0, series.size())).observed();
    }

    /** The root mean square errors of predictions of the points ahead. */
    record Errors(double pooled, double median) {}

    /** Predictions are by series, coordinate and point ahead. */
    Errors errors(double[][][] predicted) {
        double[] each = new double[series.size()];
        for (int k = 0; k < each.length; k++) {
            for (int c = 0; c < 2; c++) {
                for (int i = 0; i < AHEAD; i++) {
                    double error = predicted[k][c][i] - series.get(k).truth(c, SEEN + i);
                    each[k] += error * error / (2 * AHEAD);
                }
            }
        }
        double pooled = Math.sqrt(Arrays.stream(each).average().orElse(Double.NaN));
        Arrays.sort(each);
        return new Errors(pooled, Math.sqrt(0.5 * (each[(each.length - 1) / 2] + each[each.length / 2])));
    }

    /** The times of the points ahead. */
    static double[] ahead() {
        double[] times = new double[AHEAD];
        Arrays.setAll(times, i -> STEP * (SEEN + i));
        return times;
    }
}
