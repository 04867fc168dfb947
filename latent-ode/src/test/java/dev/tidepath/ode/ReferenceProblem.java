package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;

/**
 * An initial value problem of the literature, from time 0, for this library and for commons-math.
 *
 * <p>The classes A to E are those of Hull, Enright, Fellen &amp; Sedgwick (1972), Comparing numerical methods for ordinary
 * differential equations, SIAM J. Numer. Anal. 9, doi:10.1137/0709052, all of length 20; C5, the five outer planets, is
 * left out. The Arenstorf orbit and its period are those of Hairer, Nørsett &amp; Wanner I, II.0.
 */
record ReferenceProblem(String name, double end, double[] start, Slope slope)
        implements VectorField, FirstOrderDifferentialEquations {

    /** The right-hand side. */
    interface Slope {
        void into(double t, double[] y, double[] dydt);
    }

    private static final double MOON = 0.012277471;
    private static final double EARTH = 1 - MOON;

    @Override
    public String toString() {
        return name;
    }

    @Override
    public int getDimension() {
        return start.length;
    }

    @Override
    public void computeDerivatives(double t, double[] y, double[] dydt) {
        slope.into(t, y, dydt);
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        double[] derivative = new double[start.length];
        for (int b = 0; b < y.batch(); b++) {
            slope.into(t[b], y.sample(b), derivative);
            for (int f = 0; f < derivative.length; f++) {
                dydt.set(f, b, derivative[f]);
            }
        }
    }

    static List<ReferenceProblem> all() {
        List<ReferenceProblem> all = new ArrayList<>();
        singleEquations(all);
        smallSystems(all);
        moderateSystems(all);
        for (int i = 1; i <= 5; i++) {
            all.add(kepler("D" + i, 20, (2 * i - 1) / 10.0));
        }
        higherOrders(all);
        all.add(kepler("Kepler", 2 * Math.PI, 0.9));
        all.add(new ReferenceProblem(
                "Arenstorf",
                17.065216560157964,
                new double[] {0.994, 0, 0, -2.0015851063790824},
                ReferenceProblem::threeBodies));
        return all;
    }

    private static void singleEquations(List<ReferenceProblem> all) {
        add(all, "A1", (t, y, d) -> d[0] = -y[0], 1);
        add(all, "A2", (t, y, d) -> d[0] = -y[0] * y[0] * y[0] / 2, 1);
        add(all, "A3", (t, y, d) -> d[0] = y[0] * StrictMath.cos(t), 1);
        add(all, "A4", (t, y, d) -> d[0] = y[0] / 4 * (1 - y[0] / 20), 1);
        add(all, "A5", (t, y, d) -> d[0] = (y[0] - t) / (y[0] + t), 4);
    }

    private static void smallSystems(List<ReferenceProblem> all) {
        add(
                all,
                "B1",
                (t, y, d) -> {
                    d[0] = 2 * (y[0] - y[0] * y[1]);
                    d[1] = -(y[1] - y[0] * y[1]);
                },
                1,
                3);
        add(
                all,
                "B2",
                (t, y, d) -> {
                    d[0] = -y[0] + y[1];
                    d[1] = y[0] - 2 * y[1] + y[2];
                    d[2] = y[1] - y[2];
                },
                2,
                0,
                1);
        add(
                all,
                "B3",
                (t, y, d) -> {
                    d[0] = -y[0];
                    d[1] = y[0] - y[1] * y[1];
                    d[2] = y[1] * y[1];
                },
                1,
                0,
                0);
        add(
                all,
                "B4",
                (t, y, d) -> {
                    double r = Math.sqrt(y[0] * y[0] + y[1] * y[1]);
                    d[0] = -y[1] - y[0] * y[2] / r;
                    d[1] = y[0] - y[1] * y[2] / r;
                    d[2] = y[0] / r;
                },
                3,
                0,
                0);
        add(
                all,
                "B5",
                (t, y, d) -> {
                    d[0] = y[1] * y[2];
                    d[1] = -y[0] * y[2];
                    d[2] = -0.51 * y[0] * y[1];
                },
                0,
                1,
                1);
    }

    private static void moderateSystems(List<ReferenceProblem> all) {
        all.add(new ReferenceProblem("C1", 20, unit(10), (t, y, d) -> chain(y, d, i -> 1)));
        all.add(new ReferenceProblem("C2", 20, unit(10), (t, y, d) -> chain(y, d, i -> i + 1)));
        all.add(new ReferenceProblem("C3", 20, unit(10), ReferenceProblem::diffusion));
        all.add(new ReferenceProblem("C4", 20, unit(51), ReferenceProblem::diffusion));
    }

    private static void higherOrders(List<ReferenceProblem> all) {
        add(
                all,
                "E1",
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = -(y[1] / (t + 1) + (1 - 0.25 / ((t + 1) * (t + 1))) * y[0]);
                },
                0.6713967071418030,
                0.09540051444747447);
        add(
                all,
                "E2",
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = (1 - y[0] * y[0]) * y[1] - y[0];
                },
                2,
                0);
        add(
                all,
                "E3",
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = y[0] * y[0] * y[0] / 6 - y[0] + 2 * StrictMath.sin(2.78535 * t);
                },
                0,
                0);
        add(
                all,
                "E4",
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = 0.032 - 0.4 * y[1] * y[1];
                },
                30,
                0);
        add(
                all,
                "E5",
                (t, y, d) -> {
                    d[0] = y[1];
                    d[1] = Math.sqrt(1 + y[1] * y[1]) / (25 - t);
                },
                0,
                0);
    }

    private static void add(List<ReferenceProblem> all, String name, Slope slope, double... start) {
        all.add(new ReferenceProblem(name, 20, start, slope));
    }

    private static double[] unit(int n) {
        double[] y = new double[n];
        y[0] = 1;
        return y;
    }

    private interface Rate {
        double of(int i);
    }

    /** Radioactive decay: each element into the next, the last one is stable. */
    private static void chain(double[] y, double[] d, Rate rate) {
        Arrays.fill(d, 0.0);
        for (int i = 0; i < y.length - 1; i++) {
            double decay = rate.of(i) * y[i];
            d[i] -= decay;
            d[i + 1] += decay;
        }
    }

    private static void diffusion(double t, double[] y, double[] d) {
        int last = y.length - 1;
        for (int i = 0; i <= last; i++) {
            d[i] = (i == 0 ? 0 : y[i - 1]) - 2 * y[i] + (i == last ? 0 : y[i + 1]);
        }
    }

    private static ReferenceProblem kepler(String name, double end, double eccentricity) {
        double[] start = {1 - eccentricity, 0, 0, Math.sqrt((1 + eccentricity) / (1 - eccentricity))};
        return new ReferenceProblem(name, end, start, (t, y, d) -> {
            double r2 = y[0] * y[0] + y[1] * y[1];
            double r3 = r2 * Math.sqrt(r2);
            d[0] = y[2];
            d[1] = y[3];
            d[2] = -y[0] / r3;
            d[3] = -y[1] / r3;
        });
    }

    private static void threeBodies(double t, double[] y, double[] d) {
        double fromEarth = (y[0] + MOON) * (y[0] + MOON) + y[1] * y[1];
        double fromMoon = (y[0] - EARTH) * (y[0] - EARTH) + y[1] * y[1];
        double earth = EARTH / (fromEarth * Math.sqrt(fromEarth));
        double moon = MOON / (fromMoon * Math.sqrt(fromMoon));
        d[0] = y[2];
        d[1] = y[3];
        d[2] = y[0] + 2 * y[3] - earth * (y[0] + MOON) - moon * (y[0] - EARTH);
        d[3] = y[1] - 2 * y[2] - earth * y[1] - moon * y[1];
    }
}
