package dev.tidepath.forecasting.prepare;

import dev.tidepath.forecasting.Domain;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Which transforms come into question for values of a domain: what {@code --transform none|auto|log|boxcox[=L]} says.
 *
 * @param kind what is asked for
 * @param lambda exponent of a Box–Cox map, NaN if it is to be chosen
 */
public record TransformChoice(Kind kind, double lambda) {

    /** What suits the domain. */
    public static final TransformChoice AUTO = new TransformChoice(Kind.AUTO, Double.NaN);

    /** Values as they are. */
    public static final TransformChoice NONE = new TransformChoice(Kind.NONE, Double.NaN);

    private static final double LEAST_EXPONENT = -1;
    private static final double MOST_EXPONENT = 2;

    private static final double[] EXPONENTS = {-0.5, -0.25, 0, 0.25, 0.5, 0.75, 1};

    /** Kinds of choices. */
    public enum Kind {
        /** Values as they are, held to their domain. */
        NONE,
        /** What suits the domain. */
        AUTO,
        /** The logarithm. */
        LOG,
        /** A Box–Cox map. */
        BOX_COX
    }

    /**
     * Reads a choice.
     *
     * @param text {@code none}, {@code auto}, {@code log}, {@code boxcox} or {@code boxcox=L}
     * @return the choice, or empty if the text is none of these or L is not from −1 to 2, beyond which what is mapped back
     *     leaves the range of numbers
     */
    public static Optional<TransformChoice> parse(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (word.startsWith("boxcox=")) {
            try {
                double lambda = Double.parseDouble(word.substring("boxcox=".length()));
                return lambda >= LEAST_EXPONENT && lambda <= MOST_EXPONENT
                        ? Optional.of(new TransformChoice(Kind.BOX_COX, lambda))
                        : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return switch (word) {
            case "none" -> Optional.of(NONE);
            case "auto" -> Optional.of(AUTO);
            case "log" -> Optional.of(new TransformChoice(Kind.LOG, Double.NaN));
            case "boxcox" -> Optional.of(new TransformChoice(Kind.BOX_COX, Double.NaN));
            default -> Optional.empty();
        };
    }

    /**
     * The choice as it is written.
     *
     * @return what {@link #parse} reads
     */
    public String text() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace("_", "");
        return Double.isNaN(lambda) ? name : name + "=" + lambda;
    }

    /**
     * The transforms that come into question, all of which accept every value of the domain.
     *
     * @param domain where values are
     * @return one or more
     */
    public List<ValueTransform> candidates(Domain domain) {
        return switch (domain.kind()) {
            case REAL -> List.of(ValueTransform.IDENTITY);
            case BOUNDED ->
                kind == Kind.NONE
                        ? List.of(ValueTransform.IDENTITY)
                        : List.of(ValueTransform.logit(domain.low(), domain.high()));
            case COUNT -> List.of(kind == Kind.NONE ? ValueTransform.IDENTITY : ValueTransform.LOG1P);
            case POSITIVE -> ofPositive();
        };
    }

    private List<ValueTransform> ofPositive() {
        return switch (kind) {
            case NONE -> List.of(ValueTransform.IDENTITY);
            case AUTO, LOG -> List.of(ValueTransform.LOG);
            case BOX_COX ->
                Double.isNaN(lambda)
                        ? Arrays.stream(EXPONENTS)
                                .mapToObj(ValueTransform::boxCox)
                                .toList()
                        : List.of(ValueTransform.boxCox(lambda));
        };
    }

    /**
     * The candidates where the values themselves may tell that they are positive.
     *
     * @param domain where values are
     * @param values some of them
     * @return one or more: the logarithm besides the identity if all values are positive; what the user asked for, whether
     *     it accepts the values or not
     */
    public List<ValueTransform> candidates(Domain domain, double[] values) {
        boolean positive = values.length > 0 && Arrays.stream(values).allMatch(v -> v > 0);
        if (domain.kind() == Domain.Kind.REAL && kind == Kind.AUTO && positive) {
            return List.of(ValueTransform.IDENTITY, ValueTransform.LOG);
        }
        return asked(domain) ? ofPositive() : candidates(domain);
    }

    /**
     * The candidates for all series of a channel: those of the domain, or what the user asked for of values that can be any
     * numbers.
     *
     * @param domain where values are
     * @return one or more, which need not accept all values if the user asked for them
     */
    public List<ValueTransform> forAll(Domain domain) {
        return asked(domain) ? ofPositive() : candidates(domain);
    }

    private boolean asked(Domain domain) {
        return domain.kind() == Domain.Kind.REAL && (kind == Kind.LOG || kind == Kind.BOX_COX);
    }

    /**
     * The candidate under which values are most like a line with normal errors: the greatest likelihood of the values'
     * changes; the first one where no series has three values.
     *
     * @param candidates one or more, all accepting the values
     * @param series values of each series in the order of time
     * @return one of the candidates
     */
    public static ValueTransform mostLikely(List<ValueTransform> candidates, List<double[]> series) {
        ValueTransform best = candidates.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (ValueTransform candidate : candidates.size() > 1 ? candidates : List.<ValueTransform>of()) {
            double misfit = 0;
            for (double[] values : series) {
                misfit += misfit(candidate, values);
            }
            if (misfit < least) {
                least = misfit;
                best = candidate;
            }
        }
        return best;
    }

    /** Minus the logarithm of the likelihood of normal changes, at their best mean and variance. */
    private static double misfit(ValueTransform transform, double[] values) {
        if (values.length < 3) {
            return 0;
        }
        double[] t = Arrays.stream(values).map(transform::apply).toArray();
        int n = t.length - 1;
        double mean = (t[n] - t[0]) / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double e = t[i + 1] - t[i] - mean;
            squares += e * e / n;
        }
        double slopes = DoubleStream.of(values).skip(1).map(transform::logSlope).sum();
        return 0.5 * n * StrictMath.log(Math.max(squares, Double.MIN_NORMAL)) - slopes;
    }
}
