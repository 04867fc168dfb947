package dev.tidepath.forecasting.statespace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parameters of a structure as unbounded numbers: logarithms of rates, and of variances relative to the noise of an
 * observation and of the level over a unit of time together, which is the scale.
 */
final class Parametrisation {

    static final String SHARE = "share";
    static final String DAMPING = "damping";
    static final String SLOPE = "slope";
    static final String CARMA = "carma";
    static final String FREQUENCY = "frequency";
    static final String WIDTH = "width";
    static final String RATE = "rate";
    static final String ZERO = "zero";
    static final String SCALE = "scale";

    private static final String AMPLITUDE = "amplitude ";
    private static final String EVOLUTION = "evolution ";
    private static final double SLOWEST_DAMPING = 0.02;

    private final Structure structure;
    private final List<String> names = new ArrayList<>();
    private final List<double[]> ranges = new ArrayList<>();

    /**
     * Lists the parameters of a structure.
     *
     * @param structure what there is
     * @param span the observed span in model time, which bounds the rates
     * @param scale whether the scale is a parameter too
     */
    Parametrisation(Structure structure, double span, boolean scale) {
        this.structure = structure;
        double longest = Math.max(4, span);
        if (structure.randomLevel()) {
            add(SHARE, -12, 0, 12);
        }
        if (structure.trend() == Trend.DAMPED) {
            double slowest = StrictMath.log(Math.min(SLOWEST_DAMPING, 5 / longest));
            add(DAMPING, slowest, -2, 1);
        }
        if (structure.trend() == Trend.LINEAR || structure.trend() == Trend.DAMPED) {
            add(SLOPE, -25, -6, 8);
        }
        for (int i = 0; i < structure.seasons().size(); i++) {
            add(AMPLITUDE + i, -8, 1, 25);
            if (structure.evolving()) {
                add(EVOLUTION + i, -25, -6, 6);
            }
        }
        if (structure.autoregressive() > 0) {
            add(CARMA, -8, 1, 25);
            addCarma(StrictMath.log(0.3 / longest));
        }
        if (scale) {
            add(SCALE, -40, 0, 10);
        }
    }

    private void addCarma(double slowest) {
        int p = structure.autoregressive();
        if (p != 2) {
            add(RATE, slowest, -1, 3);
        }
        if (p >= 2) {
            add(FREQUENCY, slowest + 1, -1, 2);
            add(WIDTH, -7, 0, 4);
        }
        for (int i = 0; i < structure.movingAverage(); i++) {
            add(ZERO + i, -7, 0, 7);
        }
    }

    private void add(String name, double least, double start, double most) {
        names.add(name);
        ranges.add(new double[] {least, Math.max(start, least), most});
    }

    int size() {
        return names.size();
    }

    double[] lower() {
        return ranges.stream().mapToDouble(r -> r[0]).toArray();
    }

    double[] upper() {
        return ranges.stream().mapToDouble(r -> r[2]).toArray();
    }

    double[] start() {
        return ranges.stream().mapToDouble(r -> r[1]).toArray();
    }

    /** This structure's usual start, with those values that another structure has parameters for. */
    double[] startFrom(Parametrisation other, double[] values) {
        double[] start = start();
        for (int i = 0; i < start.length; i++) {
            int there = other.names.indexOf(names.get(i));
            if (there >= 0) {
                start[i] = Math.min(ranges.get(i)[2], Math.max(ranges.get(i)[0], values[there]));
            }
        }
        return start;
    }

    /** Replaces some values by name, where the structure has them. */
    double[] with(double[] values, String name, double value) {
        double[] changed = values.clone();
        int at = names.indexOf(name);
        if (at >= 0) {
            changed[at] = Math.min(ranges.get(at)[2], Math.max(ranges.get(at)[0], value));
        }
        return changed;
    }

    /** The variance the relative ones are multiples of; one where it is not a parameter. */
    double scale(double[] values) {
        int at = names.indexOf(SCALE);
        return at < 0 ? 1 : StrictMath.exp(values[at]);
    }

    /** The model with parameters of given values. */
    StateModel model(double[] values) {
        double level = structure.randomLevel() ? 1 / (1 + StrictMath.exp(-get(values, SHARE))) : 0;
        double noise = structure.randomLevel() ? 1 / (1 + StrictMath.exp(get(values, SHARE))) : 1;
        List<Component> components = new ArrayList<>();
        Trend trend = structure.trend();
        components.add(new TrendComponent(
                level,
                trend != Trend.NONE,
                trend == Trend.LINEAR || trend == Trend.DAMPED ? StrictMath.exp(get(values, SLOPE)) : 0,
                trend == Trend.DAMPED ? StrictMath.exp(get(values, DAMPING)) : 0));
        for (int i = 0; i < structure.seasons().size(); i++) {
            Season season = structure.seasons().get(i);
            components.add(new SeasonComponent(
                    season.period(),
                    season.harmonics(),
                    structure.evolving() ? StrictMath.exp(get(values, EVOLUTION + i)) : 0,
                    StrictMath.exp(get(values, AMPLITUDE + i))));
        }
        if (structure.autoregressive() > 0) {
            components.add(carma(values));
        }
        return new StateModel(components, noise);
    }

    private CarmaComponent carma(double[] values) {
        double variance = StrictMath.exp(get(values, CARMA));
        int p = structure.autoregressive();
        double rate = p == 2 ? 0 : StrictMath.exp(get(values, RATE));
        if (p == 1) {
            return new CarmaComponent(new double[] {rate}, new double[] {1}, variance);
        }
        double omega = StrictMath.exp(get(values, FREQUENCY));
        double a0 = omega * omega;
        double a1 = omega * StrictMath.exp(get(values, WIDTH));
        double[] a = p == 2 ? new double[] {a0, a1} : new double[] {rate * a0, a0 + rate * a1, a1 + rate};
        double[] b = {1};
        for (int i = 0; i < structure.movingAverage(); i++) {
            b = timesLinear(b, StrictMath.exp(get(values, ZERO + i)) / omega);
        }
        return new CarmaComponent(a, b, variance);
    }

    /** The polynomial times {@code 1 + s z}. */
    private static double[] timesLinear(double[] polynomial, double s) {
        double[] product = Arrays.copyOf(polynomial, polynomial.length + 1);
        for (int i = 0; i < polynomial.length; i++) {
            product[i + 1] += s * polynomial[i];
        }
        return product;
    }

    private double get(double[] values, String name) {
        return values[names.indexOf(name)];
    }
}
