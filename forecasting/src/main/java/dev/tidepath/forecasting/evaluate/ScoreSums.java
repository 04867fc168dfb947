package dev.tidepath.forecasting.evaluate;

import java.util.Arrays;

/**
 * Sums over {@link ScoredPoint}s that every {@link Metric} can be computed from: points can be added one by one, and the
 * sums of two sets of points are those of both together. Not thread-safe.
 */
public final class ScoreSums {

    private final double[] levels;
    private final double[] covered;
    private final double[] width;
    private final double[] scaledInterval;

    private long count;
    private long scaledCount;
    private double absolute;
    private double square;
    private double scaledAbsolute;
    private double scaledSquare;
    private double relative;
    private double actual;
    private double crps;
    private double pinball;

    /**
     * Sums of no point.
     *
     * @param levels shares that the points' intervals should cover, in percent between 0 and 100
     */
    public ScoreSums(double... levels) {
        this.levels = levels.clone();
        this.covered = new double[levels.length];
        this.width = new double[levels.length];
        this.scaledInterval = new double[levels.length];
    }

    /**
     * Adds a point.
     *
     * @param p with as many intervals as there are levels
     */
    public void add(ScoredPoint p) {
        if (p.lower().length != levels.length || p.upper().length != levels.length) {
            throw new IllegalArgumentException(p.lower().length + " intervals for " + levels.length + " levels");
        }
        double medianError = Math.abs(p.actual() - p.median());
        double meanError = p.actual() - p.mean();
        double size = Math.abs(p.actual()) + Math.abs(p.median());
        count++;
        absolute += medianError;
        square += meanError * meanError;
        relative += size > 0 ? medianError / size : 0;
        actual += Math.abs(p.actual());
        crps += p.crps();
        for (int i = 0; i < ScoredPoint.DECILES; i++) {
            double above = p.actual() - p.deciles()[i];
            double probability = ScoredPoint.probability(i);
            pinball += above * (above >= 0 ? probability : probability - 1);
        }
        for (int i = 0; i < levels.length; i++) {
            covered[i] += p.lower()[i] <= p.actual() && p.actual() <= p.upper()[i] ? 1 : 0;
            width[i] += p.upper()[i] - p.lower()[i];
        }
        p.scale().ifPresent(scale -> addScaled(p, medianError, meanError, scale));
    }

    private void addScaled(ScoredPoint p, double medianError, double meanError, NaiveScale scale) {
        scaledCount++;
        scaledAbsolute += medianError / scale.meanAbsolute();
        double error = meanError / scale.rootMeanSquare();
        scaledSquare += error * error;
        for (int i = 0; i < levels.length; i++) {
            double low = p.lower()[i];
            double high = p.upper()[i];
            double missed = Math.max(0, low - p.actual()) + Math.max(0, p.actual() - high);
            double score = high - low + 2 / (1 - levels[i] / 100) * missed;
            scaledInterval[i] += score / scale.meanAbsolute();
        }
    }

    /**
     * Adds the points of other sums.
     *
     * @param other sums of the same levels
     */
    public void add(ScoreSums other) {
        if (!Arrays.equals(levels, other.levels)) {
            throw new IllegalArgumentException(
                    "levels differ: " + Arrays.toString(levels) + " and " + Arrays.toString(other.levels));
        }
        count += other.count;
        scaledCount += other.scaledCount;
        absolute += other.absolute;
        square += other.square;
        scaledAbsolute += other.scaledAbsolute;
        scaledSquare += other.scaledSquare;
        relative += other.relative;
        actual += other.actual;
        crps += other.crps;
        pinball += other.pinball;
        for (int i = 0; i < levels.length; i++) {
            covered[i] += other.covered[i];
            width[i] += other.width[i];
            scaledInterval[i] += other.scaledInterval[i];
        }
    }

    /**
     * How many points there are.
     *
     * @return zero or more
     */
    public long count() {
        return count;
    }

    /** Whether both are sums of as many points of the same total size: those of one truth. */
    boolean isOfTheSameTruthAs(ScoreSums other) {
        return count == other.count && scaledCount == other.scaledCount && actual == other.actual;
    }

    long scaledCount() {
        return scaledCount;
    }

    double absolute() {
        return absolute;
    }

    double square() {
        return square;
    }

    double scaledAbsolute() {
        return scaledAbsolute;
    }

    double scaledSquare() {
        return scaledSquare;
    }

    double relative() {
        return relative;
    }

    double actual() {
        return actual;
    }

    double crps() {
        return crps;
    }

    double pinball() {
        return pinball;
    }

    double covered(double level) {
        return covered[index(level)];
    }

    double width(double level) {
        return width[index(level)];
    }

    double scaledInterval(double level) {
        return scaledInterval[index(level)];
    }

    private int index(double level) {
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] == level) {
                return i;
            }
        }
        throw new IllegalArgumentException("no interval of " + level + " % among " + Arrays.toString(levels));
    }
}
