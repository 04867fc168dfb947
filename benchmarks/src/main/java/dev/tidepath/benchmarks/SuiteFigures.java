package dev.tidepath.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Figures of results. A model has a figure of a group where it has a result of every set that any model has a result of, and
 * an overall one where it has one of every group.
 *
 * @param results results in the order that groups are shown in
 */
record SuiteFigures(List<SuiteResult> results) {

    /** Errors in geometric means are at least this, so that one perfect forecast does not decide a mean. */
    static final double LEAST_ERROR = 1e-3;

    /** What is averaged. */
    enum Scaled {
        /** Absolute errors. */
        MASE,
        /** Continuous ranked probability scores. */
        CRPS;

        private double of(SuiteScore score) {
            return this == MASE ? score.mase() : score.crps();
        }
    }

    List<String> groups() {
        return distinct(SuiteResult::group);
    }

    List<Integer> levels() {
        return results.stream().map(SuiteResult::level).distinct().sorted().toList();
    }

    private List<String> distinct(Function<SuiteResult, String> what) {
        return List.copyOf(results.stream().map(what).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static Predicate<SuiteResult> of(String group, int level) {
        return r -> r.group().equals(group) && r.level() == level;
    }

    /** The results of a model in a group; none if one is missing. */
    private List<SuiteResult> complete(String group, int level, String model) {
        Set<String> sets =
                results.stream().filter(of(group, level)).map(SuiteResult::set).collect(Collectors.toSet());
        List<SuiteResult> own = results.stream()
                .filter(of(group, level).and(r -> r.model().equals(model)))
                .toList();
        return own.size() == sets.size() ? own : List.of();
    }

    /** How many series and channels of a group have scores. */
    int series(String group, int level) {
        return results.stream()
                .filter(of(group, level))
                .map(SuiteResult::model)
                .distinct()
                .mapToInt(model -> complete(group, level, model).stream()
                        .mapToInt(r -> r.series().size())
                        .sum())
                .max()
                .orElse(0);
    }

    /** Geometric mean over the series of a group. */
    OptionalDouble error(Scaled error, String group, int level, String model) {
        OptionalDouble log = complete(group, level, model).stream()
                .flatMap(r -> r.series().stream())
                .mapToDouble(s -> StrictMath.log(Math.max(LEAST_ERROR, error.of(s))))
                .average();
        return log.isPresent() ? OptionalDouble.of(StrictMath.exp(log.getAsDouble())) : log;
    }

    /** Geometric mean over the groups. */
    OptionalDouble error(Scaled error, int level, String model) {
        double sum = 0;
        for (String group : groups()) {
            OptionalDouble one = error(error, group, level, model);
            if (one.isEmpty()) {
                return one;
            }
            sum += StrictMath.log(one.getAsDouble());
        }
        return OptionalDouble.of(StrictMath.exp(sum / groups().size()));
    }

    /** The one of some models that is best over all groups. */
    Optional<String> best(Scaled error, int level, List<String> models) {
        return models.stream()
                .filter(m -> error(error, level, m).isPresent())
                .min(Comparator.comparingDouble(m -> error(error, level, m).orElseThrow()));
    }

    /**
     * Percent of values inside an interval: the mean over the series of a group, of those with values in a third.
     *
     * @param third of the horizon; empty for all of it
     */
    OptionalDouble coverage(boolean wide, Optional<Integer> third, String group, int level, String model) {
        List<Double> shares = new ArrayList<>();
        for (SuiteResult result : complete(group, level, model)) {
            for (SuiteScore s : result.series()) {
                List<Integer> covered = wide ? s.covered95() : s.covered80();
                int points = third.map(s.points()::get).orElseGet(() -> sum(s.points()));
                if (points > 0) {
                    shares.add(100.0 * third.map(covered::get).orElseGet(() -> sum(covered)) / points);
                }
            }
        }
        return shares.stream().mapToDouble(Double::doubleValue).average();
    }

    /** The mean of a group's coverage over groups. */
    OptionalDouble coverage(boolean wide, Optional<Integer> third, int level, String model) {
        double sum = 0;
        for (String group : groups()) {
            OptionalDouble one = coverage(wide, third, group, level, model);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsDouble();
        }
        return OptionalDouble.of(sum / groups().size());
    }

    private static int sum(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** How many forecasts a model has failed to make. */
    int failures(String group, int level, String model) {
        return results.stream()
                .filter(of(group, level).and(r -> r.model().equals(model)))
                .mapToInt(SuiteResult::failures)
                .sum();
    }
}
