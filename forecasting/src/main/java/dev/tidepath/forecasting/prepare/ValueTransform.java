package dev.tidepath.forecasting.prepare;

import java.util.Locale;

/**
 * A strictly increasing map T from values to numbers in which a model is additive, and back. Immutable.
 *
 * @param kind the family
 * @param lambda exponent of the Box–Cox map
 * @param low lower bound of the logit
 * @param high upper bound of the logit
 */
public record ValueTransform(Kind kind, double lambda, double low, double high) {

    /** {@code T(y) = y}. */
    public static final ValueTransform IDENTITY = new ValueTransform(Kind.IDENTITY, 1, 0, 0);

    /** {@code T(y) = ln y}, for positive values. */
    public static final ValueTransform LOG = new ValueTransform(Kind.LOG, 0, 0, 0);

    /** {@code T(y) = ln(1 + y)}, for values above −1. */
    public static final ValueTransform LOG1P = new ValueTransform(Kind.LOG1P, 0, 0, 0);

    /** How far from a bound, as a share of the range, the logit takes a value that is on it. */
    private static final double GUARD = 0.005;

    /** The exponential of this is a number still. */
    private static final double LARGEST_LOG = 709;

    /** Families of transforms. */
    public enum Kind {
        /** {@code T(y) = y}. */
        IDENTITY,
        /** {@code T(y) = ln y}. */
        LOG,
        /** {@code T(y) = (y^λ − 1)/λ} (Box and Cox 1964, doi:10.1111/j.2517-6161.1964.tb00553.x). */
        BOX_COX,
        /** {@code T(y) = ln(u/(1 − u))} with {@code u = ε + (1 − 2ε)(y − low)/(high − low)}, which keeps bounds finite. */
        LOGIT,
        /** {@code T(y) = ln(1 + y)}. */
        LOG1P
    }

    /**
     * The Box–Cox map; λ = 0 gives {@link #LOG}.
     *
     * @param lambda exponent, finite
     * @return the transform
     * @throws IllegalArgumentException if the exponent is not finite
     */
    public static ValueTransform boxCox(double lambda) {
        if (!Double.isFinite(lambda)) {
            throw new IllegalArgumentException("an exponent is finite: " + lambda);
        }
        return lambda == 0 ? LOG : new ValueTransform(Kind.BOX_COX, lambda, 0, 0);
    }

    /**
     * The logit between two bounds, which may be taken on.
     *
     * @param low least value
     * @param high greatest value
     * @return the transform
     */
    public static ValueTransform logit(double low, double high) {
        return new ValueTransform(Kind.LOGIT, 0, low, high);
    }

    /**
     * Whether a value can be transformed.
     *
     * @param value any number
     * @return false for NaN and infinities too, and where a power leaves the range of numbers
     */
    public boolean accepts(double value) {
        return Double.isFinite(value)
                && switch (kind) {
                    case IDENTITY -> true;
                    case LOG -> value > 0;
                    case BOX_COX -> value > 0 && Double.isFinite(apply(value));
                    case LOGIT -> value >= low && value <= high;
                    case LOG1P -> value > -1;
                };
    }

    /**
     * Transforms a value.
     *
     * @param value one that is accepted
     * @return T(y), finite
     */
    public double apply(double value) {
        return switch (kind) {
            case IDENTITY -> value;
            case LOG -> StrictMath.log(value);
            case BOX_COX -> StrictMath.expm1(lambda * StrictMath.log(value)) / lambda;
            case LOGIT -> {
                double u = guarded(value);
                yield StrictMath.log(u / (1 - u));
            }
            case LOG1P -> StrictMath.log1p(value);
        };
    }

    private double guarded(double value) {
        return GUARD + (1 - 2 * GUARD) * ((value - low) / (high - low));
    }

    /**
     * Transforms back. Numbers that no value is mapped to give the nearest value there is, so the result is finite and
     * {@link #accepts accepted}.
     *
     * @param transformed any number but NaN
     * @return the value
     */
    public double invert(double transformed) {
        return switch (kind) {
            case IDENTITY -> finite(transformed);
            case LOG -> positive(StrictMath.exp(transformed));
            case BOX_COX -> {
                double log = StrictMath.log(Math.max(0, 1 + lambda * transformed)) / lambda;
                double end = LARGEST_LOG / lambda;
                yield positive(StrictMath.exp(lambda > 0 ? Math.min(end, log) : Math.max(end, log)));
            }
            case LOGIT -> {
                double u = 1 / (1 + StrictMath.exp(-transformed));
                double share = (u - GUARD) / (1 - 2 * GUARD);
                yield Math.max(low, Math.min(high, low + (high - low) * Math.max(0, Math.min(1, share))));
            }
            case LOG1P -> finite(Math.max(Math.nextUp(-1.0), StrictMath.expm1(transformed)));
        };
    }

    private static double positive(double value) {
        return Math.max(Double.MIN_NORMAL, finite(value));
    }

    private static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    /**
     * The logarithm of the slope T′(y): what a density gains by the change of variable.
     *
     * @param value one that is accepted
     * @return ln T′(y)
     */
    public double logSlope(double value) {
        return switch (kind) {
            case IDENTITY -> 0;
            case LOG -> -StrictMath.log(value);
            case BOX_COX -> (lambda - 1) * StrictMath.log(value);
            case LOGIT -> {
                double u = guarded(value);
                yield StrictMath.log((1 - 2 * GUARD) / (high - low)) - StrictMath.log(u) - StrictMath.log1p(-u);
            }
            case LOG1P -> -StrictMath.log1p(value);
        };
    }

    /**
     * A small error of a value as one of the transformed value: {@code σ·T′(y)}.
     *
     * @param value one that is accepted
     * @param deviation standard deviation of its error, zero or more
     * @return finite; the greatest number there is where it would be more
     */
    public double error(double value, double deviation) {
        return deviation > 0 ? finite(StrictMath.exp(StrictMath.log(deviation) + logSlope(value))) : 0;
    }

    /**
     * The transform in a word.
     *
     * @return such as {@code log} or {@code boxcox=0.25}
     */
    public String text() {
        return switch (kind) {
            case IDENTITY -> "none";
            case LOG -> "log";
            case BOX_COX -> String.format(Locale.ROOT, "boxcox=%s", lambda);
            case LOGIT -> "logit";
            case LOG1P -> "log1p";
        };
    }
}
