package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.Times;
import dev.tidepath.forecasting.prepare.LearningPrefix;
import dev.tidepath.forecasting.prepare.RowScale;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Kalman filters that have run over a growing run of observations, and are run on by each. They start again only where the
 * models change: when a series that was not fitted is adapted to more of its first observations, or a value comes that a
 * transform does not take.
 */
final class FilterWindow {

    /** So many first observations adapt a model to a series, or scale covariates. */
    static final int MOST_LEARNT = 4_096;

    private final Optional<FittedChannel> own;
    private final FittedChannel pooled;
    private final int covariates;

    private double[] times = new double[16];
    private double[] values = new double[16];
    private double[] errors = new double[16];
    private double[][] rows = new double[16][];
    private int size;
    private boolean hasErrors;
    private Optional<Times> first = Optional.empty();
    private boolean ownAccepts = true;
    private boolean pooledAccepts = true;

    private Optional<Setting> setting = Optional.empty();
    private List<KalmanFilter> filters = List.of();
    private FittedChannel model;
    private RowScale rowScale;
    private double modelTime;
    private int filtered;

    /** What decides on the model: which one, whether its transform takes all values, and how many observations it learns from. */
    private record Setting(boolean own, boolean accepted, int learnt) {}

    FilterWindow(Optional<FittedChannel> own, FittedChannel pooled, int covariates) {
        this.own = own;
        this.pooled = pooled;
        this.covariates = covariates;
        this.model = pooled;
        this.rowScale = new RowScale(rows, 0, covariates);
    }

    int size() {
        return size;
    }

    void add(Times time, double value, double error, boolean known, double[] row) {
        if (size == values.length) {
            times = Arrays.copyOf(times, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            errors = Arrays.copyOf(errors, 2 * size);
            rows = Arrays.copyOf(rows, 2 * size);
        }
        if (first.isEmpty()) {
            first = Optional.of(time);
        }
        times[size] = time.since(0, first.get(), 0);
        values[size] = value;
        errors[size] = error;
        rows[size] = row;
        hasErrors = known;
        ownAccepts &= own.isPresent() && own.get().normalisation().transform().accepts(value);
        pooledAccepts &= pooled.normalisation().transform().accepts(value);
        size++;
    }

    /** Runs the filters over what has come since. */
    void catchUp() {
        choose();
        for (; filtered < size; filtered++) {
            double t = times[filtered] / model.unit();
            if (filtered > 0 && t <= modelTime) {
                t = Math.nextUp(modelTime);
            }
            Normalisation n = model.normalisation();
            double gap = filtered == 0 ? 0 : Observations.rounded(t - modelTime);
            double value = n.apply(values[filtered]);
            double variance = hasErrors ? n.variance(values[filtered], errors[filtered]) : 0;
            double[] row = rowScale.apply(rows[filtered]);
            filters.forEach(f -> f.take(gap, value, variance, row));
            modelTime = t;
        }
    }

    private void choose() {
        if (size > 0) {
            Setting now = setting();
            if (!setting.equals(Optional.of(now))) {
                restart(now);
            }
        }
    }

    private Setting setting() {
        if (own.isPresent() && ownAccepts && own.get().isFitted()) {
            boolean needsScale = covariates > 0 && own.get().usesCovariates();
            return new Setting(true, true, needsScale ? learnt() : 0);
        }
        return new Setting(false, pooledAccepts, learnt());
    }

    private int learnt() {
        return LearningPrefix.of(Math.min(size, MOST_LEARNT), MOST_LEARNT);
    }

    private void restart(Setting now) {
        rowScale = new RowScale(rows, now.learnt(), covariates);
        model = now.own() ? own.orElseThrow() : pooled.adaptedTo(prefix(now.learnt()), now.accepted());
        filters = model.members().stream()
                .map(m -> m.newFilter(Observations.NONE, m.structure().covariates() ? covariates : 0))
                .toList();
        filtered = 0;
        setting = Optional.of(now);
    }

    private Readings prefix(int count) {
        return new Readings(
                Arrays.copyOf(times, count),
                Arrays.copyOf(values, count),
                Arrays.copyOf(errors, hasErrors ? count : 0),
                rowScale.apply(Arrays.copyOf(rows, count)));
    }

    /** All observations, with covariates as the filters see them. */
    Readings readings() {
        return prefix(size);
    }

    /** The models of what has come, whether filtered or not; those to be adapted where nothing was observed. */
    FittedChannel model() {
        choose();
        return model;
    }

    List<KalmanFilter> filters() {
        return filters;
    }

    double[][] scaled(double[][] some) {
        return rowScale.apply(some);
    }
}
