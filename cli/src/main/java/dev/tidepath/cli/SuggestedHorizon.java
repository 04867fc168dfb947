package dev.tidepath.cli;

import dev.tidepath.forecasting.TimeAxis;
import dev.tidepath.forecasting.prepare.PeriodDetection;
import dev.tidepath.io.CsvProfile;
import dev.tidepath.io.GapProfile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A step and a horizon that suit a file: the usual gap, rounded unless nearly all gaps are equal; and as many steps as the
 * strongest period has, or some, but no more than a fifth of a usual series, and fewer for very many series.
 *
 * @param every the step, as {@code --every} takes it
 * @param horizon the stretch, as {@code --horizon} takes it
 * @param mayBeTested whether a usual series is long enough for a backtest
 */
record SuggestedHorizon(String every, String horizon, boolean mayBeTested) {

    private static final double DAY = 86_400;
    private static final double WEEK = 7 * DAY;
    private static final double[] UNIT_SECONDS = {WEEK, DAY, 3_600, 60};
    private static final String[] UNITS = {"w", "d", "h", "m"};
    private static final double[] ROUND_SECONDS = {
        1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 21_600, 28_800,
        43_200, DAY, 2 * DAY, WEEK, 2 * WEEK
    };
    private static final double EQUAL = 1.001;
    private static final int USUAL_STEPS = 24;
    private static final int MOST_STEPS = 400;
    private static final int SHARE = 5;
    private static final double LONGEST = 1e300;
    private static final int BEFORE_A_CUT_OFF = 10;

    /** A forecast keeps all sample paths of all series in memory. */
    private static final long MOST_VALUES = 200_000;

    private static final MathContext DIGITS = new MathContext(12);

    /** Months that gaps between some days can be, and how they are written. */
    private record Months(double least, double most, int count) {}

    private static final List<Months> MONTHS =
            List.of(new Months(28, 31, 1), new Months(90, 92, 3), new Months(181, 184, 6), new Months(365, 366, 12));

    /**
     * Suggests for a file.
     *
     * @param profile what is in it
     * @return step and horizon, empty if no series has two times, or gaps are beyond all reckoning
     */
    static Optional<SuggestedHorizon> of(CsvProfile profile) {
        return profile.all().gaps().filter(gaps -> gaps.longest() < LONGEST).map(gaps -> of(gaps, profile));
    }

    private static SuggestedHorizon of(GapProfile gaps, CsvProfile profile) {
        double timesOfOne = (double) profile.all().times() / profile.series();
        boolean numeric = profile.timeFormat().axis() == TimeAxis.NUMERIC;
        Optional<Months> months = numeric ? Optional.empty() : months(gaps);
        double step = months.isPresent() ? gaps.median() : step(gaps, numeric);
        long steps = steps(step, timesOfOne, profile);
        boolean mayBeTested = timesOfOne > BEFORE_A_CUT_OFF + steps;
        if (months.isPresent()) {
            int count = months.get().count;
            return new SuggestedHorizon(calendar(count), calendar(steps * count), mayBeTested);
        }
        return numeric
                ? new SuggestedHorizon(plain(step), plain(step * steps), mayBeTested)
                : new SuggestedHorizon(withUnit(step), withUnit(step * steps), mayBeTested);
    }

    private static Optional<Months> months(GapProfile gaps) {
        double hour = 1.0 / 24;
        return isEqual(gaps)
                ? Optional.empty()
                : MONTHS.stream()
                        .filter(m -> gaps.p5() / DAY >= m.least - hour && gaps.p95() / DAY <= m.most + hour)
                        .findFirst();
    }

    private static boolean isEqual(GapProfile gaps) {
        return gaps.p95() <= EQUAL * gaps.p5();
    }

    private static double step(GapProfile gaps, boolean numeric) {
        if (isEqual(gaps)) {
            return numeric
                    ? new BigDecimal(gaps.median()).round(new MathContext(6)).doubleValue()
                    : gaps.median();
        }
        double median = gaps.median();
        if (numeric || median < 1) {
            return decade(median);
        }
        if (median > ROUND_SECONDS[ROUND_SECONDS.length - 1]) {
            return WEEK * Math.rint(median / WEEK);
        }
        return Arrays.stream(ROUND_SECONDS)
                .boxed()
                .min(Comparator.comparingDouble(candidate -> ratio(candidate, median)))
                .orElseThrow();
    }

    /** The nearest of 1, 2 and 5 times a power of ten. */
    private static double decade(double x) {
        BigDecimal power =
                BigDecimal.ONE.scaleByPowerOfTen(new BigDecimal(x).precision() - new BigDecimal(x).scale() - 1);
        double best = power.doubleValue();
        for (int factor : new int[] {2, 5, 10}) {
            double candidate = power.multiply(BigDecimal.valueOf(factor)).doubleValue();
            best = ratio(candidate, x) < ratio(best, x) ? candidate : best;
        }
        return best;
    }

    private static double ratio(double a, double b) {
        return Math.max(a / b, b / a);
    }

    private static long steps(double step, double timesOfOne, CsvProfile profile) {
        long affordable = MOST_VALUES / (profile.series() * profile.channels().size());
        long most = Math.max(1, Math.min(Math.min(MOST_STEPS, affordable), (long) (timesOfOne / SHARE)));
        return profile.periods().stream()
                .flatMap(p -> p.periods().stream())
                .map(PeriodDetection.Period::length)
                .mapToLong(length -> Math.round(length / step))
                .filter(n -> n > 1 && n <= most)
                .findFirst()
                .orElse(Math.min(most, USUAL_STEPS));
    }

    private static String calendar(long months) {
        return months % 12 == 0 ? "P" + months / 12 + "Y" : "P" + months + "M";
    }

    private static String withUnit(double seconds) {
        for (int i = 0; i < UNITS.length; i++) {
            if (seconds >= UNIT_SECONDS[i] && seconds % UNIT_SECONDS[i] == 0) {
                return plain(seconds / UNIT_SECONDS[i]) + UNITS[i];
            }
        }
        return plain(seconds) + "s";
    }

    private static String plain(double x) {
        return new BigDecimal(x).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
