package dev.tidepath.forecasting.model;

import dev.tidepath.forecasting.Domain;
import dev.tidepath.forecasting.Predictive;
import dev.tidepath.forecasting.StandardNormal;
import dev.tidepath.forecasting.Tails;
import dev.tidepath.forecasting.prepare.ValueTransform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A predictive distribution of transformed values, read in the user's units and held to the channels' domains. Quantiles
 * and paths are mapped back, since the maps increase; the mean is that of the distribution mapped back,
 * {@code ∫ T⁻¹(q(Φ(z))) φ(z) dz} over the quantile function q by the trapezoidal rule.
 */
final class TransformedPredictive implements Predictive {

    private static final int NODES = 49;
    private static final double REACH = 6;
    private static final double[] PROBABILITIES = new double[NODES];
    private static final double[] WEIGHTS = new double[NODES];

    static {
        double total = 0;
        for (int k = 0; k < NODES; k++) {
            double z = REACH * (2.0 * k / (NODES - 1) - 1);
            PROBABILITIES[k] = StandardNormal.probability(z);
            WEIGHTS[k] = StrictMath.exp(-z * z / 2);
            total += WEIGHTS[k];
        }
        for (int k = 0; k < NODES; k++) {
            WEIGHTS[k] /= total;
        }
    }

    private final Predictive base;
    private final List<ValueTransform> transforms;
    private final List<Domain> domains;

    /** Reads a distribution by channels: their transforms and domains. */
    TransformedPredictive(Predictive base, List<ValueTransform> transforms, List<Domain> domains) {
        this.base = base;
        this.transforms = transforms;
        this.domains = domains;
    }

    /** Whether the mean is that of the distribution read. */
    private boolean isPlain(int channel) {
        return transforms.get(channel).equals(ValueTransform.IDENTITY)
                && domains.get(channel).kind() == Domain.Kind.REAL;
    }

    /** How a value in the user's units follows the transformed one; counts as if they were not rounded. */
    private double slope(int channel, double transformed) {
        ValueTransform transform = transforms.get(channel);
        double value = transform.invert(transformed);
        Domain domain = domains.get(channel);
        boolean isInside = switch (domain.kind()) {
            case REAL -> true;
            case POSITIVE -> value > Double.MIN_NORMAL;
            case BOUNDED -> value > domain.low() && value < domain.high();
            case COUNT -> value > 0;
        };
        return isInside ? StrictMath.exp(-transform.logSlope(value)) : 0;
    }

    /** How the mean follows the mean and the deviation of the normal distribution that is read. */
    double[] normalSlopes(int channel, int time) {
        if (isPlain(channel)) {
            return new double[] {1, 0};
        }
        double[] slopes = new double[2];
        for (int k = 0; k < NODES; k++) {
            double z = REACH * (2.0 * k / (NODES - 1) - 1);
            double slope = WEIGHTS[k] * slope(channel, base.quantile(channel, time, PROBABILITIES[k]));
            slopes[0] += slope;
            slopes[1] += slope * z;
        }
        return slopes;
    }

    /** How the mean follows each sample path of the distribution that is read; empty if it is the mean of that. */
    Optional<double[]> pathSlopes(int channel, int time) {
        if (isPlain(channel)) {
            return Optional.empty();
        }
        int[] order = IntStream.range(0, pathCount())
                .boxed()
                .sorted(Comparator.comparingDouble(p -> base.sample(channel, time, p)))
                .mapToInt(p -> p)
                .toArray();
        double[] slopes = new double[order.length];
        for (int k = 0; k < NODES; k++) {
            double at = PROBABILITIES[k] * (order.length - 1);
            int below = (int) Math.floor(at);
            int above = Math.min(below + 1, order.length - 1);
            double slope = WEIGHTS[k] * slope(channel, base.quantile(channel, time, PROBABILITIES[k]));
            slopes[order[below]] += slope * (1 - (at - below));
            slopes[order[above]] += slope * (at - below);
        }
        return Optional.of(slopes);
    }

    private double back(int channel, double transformed) {
        return domains.get(channel).nearest(transforms.get(channel).invert(transformed));
    }

    @Override
    public double mean(int channel, int time) {
        Domain domain = domains.get(channel);
        if (isPlain(channel)) {
            return base.mean(channel, time);
        }
        double sum = 0;
        for (int k = 0; k < NODES; k++) {
            sum += WEIGHTS[k] * back(channel, base.quantile(channel, time, PROBABILITIES[k]));
        }
        double inside = Math.max(domain.low(), Math.min(domain.high(), sum)); // but for rounding it is
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, inside));
    }

    @Override
    public double quantile(int channel, int time, double probability) {
        return back(channel, base.quantile(channel, time, probability));
    }

    /** Of the transformed value; of all numbers that are mapped back to the value where it is a count or a bound. */
    @Override
    public Tails tails(int channel, int time, double value) {
        Domain domain = domains.get(channel);
        if (domain.kind() == Domain.Kind.COUNT) {
            Tails low = value > 0 ? inside(channel, time, value - 0.5) : Tails.LOWEST;
            return low.middle(inside(channel, time, value + 0.5));
        }
        Tails inside = inside(channel, time, value);
        if (domain.kind() == Domain.Kind.BOUNDED && value <= domain.low()) {
            return Tails.LOWEST.middle(inside);
        }
        return domain.kind() == Domain.Kind.BOUNDED && value >= domain.high() ? Tails.HIGHEST.middle(inside) : inside;
    }

    private Tails inside(int channel, int time, double value) {
        ValueTransform transform = transforms.get(channel);
        if (transform.accepts(value)) {
            return base.tails(channel, time, transform.apply(value));
        }
        return value > transform.invert(0) ? Tails.HIGHEST : Tails.LOWEST;
    }

    @Override
    public boolean isSampled() {
        return base.isSampled();
    }

    @Override
    public int pathCount() {
        return base.pathCount();
    }

    @Override
    public double sample(int channel, int time, int path) {
        return back(channel, base.sample(channel, time, path));
    }
}
