package dev.tidepath.latent;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Var;
import java.util.ArrayList;
import java.util.List;

/**
 * What field, encoder and decoder see of the time itself: a trend and harmonics of given periods, in model time.
 *
 * @param trendCentre model time where the trend is zero
 * @param trendScale model time in which it rises by one; zero for no trend
 * @param cycles the periods and how many harmonics of each; none makes every model function independent of absolute time
 */
public record TimeFeatures(double trendCentre, double trendScale, List<Cycle> cycles) {

    /**
     * A period with harmonics {@code sin kωt, cos kωt}, k = 1 … {@code harmonics}.
     *
     * @param angularFrequency ω = 2π/period, in radians per unit of model time, positive
     * @param harmonics positive
     */
    public record Cycle(double angularFrequency, int harmonics) {

        /**
         * Checks the ranges.
         *
         * @param angularFrequency see the component
         * @param harmonics see the component
         */
        public Cycle {
            if (!(angularFrequency > 0) || harmonics < 1) {
                throw new IllegalArgumentException(
                        "a cycle needs a positive frequency and a harmonic: " + angularFrequency + ", " + harmonics);
            }
        }
    }

    /**
     * Keeps an unmodifiable copy.
     *
     * @param trendCentre see the component
     * @param trendScale see the component
     * @param cycles see the component
     */
    public TimeFeatures {
        if (!(trendScale >= 0)) {
            throw new IllegalArgumentException("the trend's scale must not be negative: " + trendScale);
        }
        cycles = List.copyOf(cycles);
    }

    /**
     * Harmonics without a trend.
     *
     * @param cycles the periods and how many harmonics of each
     */
    public TimeFeatures(List<Cycle> cycles) {
        this(0, 0, cycles);
    }

    /**
     * Number of features.
     *
     * @return one for the trend, two a harmonic
     */
    public int size() {
        return (trendScale > 0 ? 1 : 0)
                + cycles.stream().mapToInt(c -> 2 * c.harmonics()).sum();
    }

    /**
     * Records the features; higher harmonics follow from the first by the addition theorems.
     *
     * @param g graph
     * @param t batched, one row of model times
     * @return one row a feature, possibly none
     */
    public List<Var> apply(Graph g, Var t) {
        List<Var> rows = new ArrayList<>();
        if (trendScale > 0) {
            rows.add(g.scaleShift(t, 1 / trendScale, -trendCentre / trendScale));
        }
        for (Cycle cycle : cycles) {
            Var angle = g.scaleShift(t, cycle.angularFrequency(), 0);
            Var sin1 = g.sin(angle);
            Var cos1 = g.cos(angle);
            Var sin = sin1;
            Var cos = cos1;
            rows.add(sin);
            rows.add(cos);
            for (int k = 2; k <= cycle.harmonics(); k++) {
                Var nextSin = g.add(g.multiply(sin, cos1), g.multiply(cos, sin1));
                cos = g.subtract(g.multiply(cos, cos1), g.multiply(sin, sin1));
                sin = nextSin;
                rows.add(sin);
                rows.add(cos);
            }
        }
        return rows;
    }

    /**
     * Records the features below what else a network sees.
     *
     * @param g graph
     * @param t batched, one row of model times
     * @param seen batched
     * @return batched: the rows seen, then the features
     */
    Var below(Graph g, Var t, Var... seen) {
        List<Var> rows = new ArrayList<>(List.of(seen));
        rows.addAll(apply(g, t));
        return g.concat(rows);
    }

    /**
     * The features at one time.
     *
     * @param t model time
     * @param into as long as {@link #size()}; overwritten
     */
    public void at(double t, double[] into) {
        int i = 0;
        if (trendScale > 0) {
            into[i++] = (t - trendCentre) / trendScale;
        }
        for (Cycle cycle : cycles) {
            for (int k = 1; k <= cycle.harmonics(); k++) {
                into[i++] = StrictMath.sin(k * cycle.angularFrequency() * t);
                into[i++] = StrictMath.cos(k * cycle.angularFrequency() * t);
            }
        }
    }
}
