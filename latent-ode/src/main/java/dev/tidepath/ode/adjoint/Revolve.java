package dev.tidepath.ode.adjoint;

/**
 * Where to place the next checkpoint when a stretch of steps is reversed with few places: Griewank &amp; Walther (2000),
 * Algorithm 799: Revolve, doi:10.1145/347837.347846. With {@code s} places and {@code r} repetitions
 * {@code β(s, r) = (s + r choose s)} steps can be reversed.
 */
final class Revolve {

    private Revolve() {}

    /**
     * How far to advance before the next checkpoint.
     *
     * @param steps length of the stretch, at least two
     * @param places free places, at least one
     * @return steps to advance, from 1 to {@code steps - 1}
     */
    static int advance(int steps, int places) {
        int repetitions = 1;
        while (reversible(places, repetitions) < steps) {
            repetitions++;
        }
        long least = Math.max(
                repetitions < 2 ? 0 : reversible(places, repetitions - 2), steps - reversible(places - 1, repetitions));
        return (int) Math.max(1, Math.min(least, steps - 1));
    }

    /** {@code (places + repetitions choose places)}, capped. */
    static long reversible(int places, int repetitions) {
        long value = 1;
        for (int i = 1; i <= repetitions; i++) {
            value = value * (places + i) / i;
            if (value > Integer.MAX_VALUE) {
                return Integer.MAX_VALUE;
            }
        }
        return value;
    }
}
