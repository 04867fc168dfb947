package dev.tidepath.forecasting.statespace;

import dev.tidepath.forecasting.TimeAxis;
import java.util.List;

/**
 * What a model is made of: {@code y(t) = level + Σ harmonics + CARMA + β·x(t) + noise}.
 *
 * @param randomLevel whether the level is a Wiener process rather than a constant
 * @param trend how its slope moves
 * @param seasons periods with harmonics
 * @param evolving whether harmonics change their amplitudes and phases
 * @param autoregressive order p of the CARMA(p, q) process, 0 to 3; 0 for none
 * @param movingAverage order q of the CARMA(p, q) process, below p
 * @param covariates whether covariates are regressors
 */
public record Structure(
        boolean randomLevel,
        Trend trend,
        List<Season> seasons,
        boolean evolving,
        int autoregressive,
        int movingAverage,
        boolean covariates) {

    /** The highest order of a CARMA process. */
    public static final int MOST_AUTOREGRESSIVE = 3;

    /** A constant level with noise. */
    public static final Structure CONSTANT = new Structure(false, Trend.NONE, List.of(), false, 0, 0, false);

    /**
     * Checks the orders.
     *
     * @param randomLevel see the component
     * @param trend see the component
     * @param seasons see the component
     * @param evolving see the component
     * @param autoregressive see the component
     * @param movingAverage see the component
     * @param covariates see the component
     * @throws IllegalArgumentException if the orders are not those of a CARMA process
     */
    public Structure {
        seasons = List.copyOf(seasons);
        if (autoregressive < 0
                || autoregressive > MOST_AUTOREGRESSIVE
                || movingAverage < 0
                || movingAverage > Math.max(0, autoregressive - 1)) {
            throw new IllegalArgumentException("no CARMA(" + autoregressive + ", " + movingAverage + ")");
        }
    }

    Structure withRandomLevel(boolean random) {
        return new Structure(random, trend, seasons, evolving, autoregressive, movingAverage, covariates);
    }

    Structure withTrend(Trend other) {
        return new Structure(randomLevel, other, seasons, evolving, autoregressive, movingAverage, covariates);
    }

    Structure withSeasons(List<Season> other, boolean evolve) {
        return new Structure(randomLevel, trend, other, evolve, autoregressive, movingAverage, covariates);
    }

    Structure withCarma(int p, int q) {
        return new Structure(randomLevel, trend, seasons, evolving, p, q, covariates);
    }

    Structure withCovariates(boolean with) {
        return new Structure(randomLevel, trend, seasons, evolving, autoregressive, movingAverage, with);
    }

    /** How many elements of the state start with nothing known: level and slope. */
    int diffuse() {
        return trend == Trend.NONE ? 1 : 2;
    }

    /**
     * This structure in a line.
     *
     * @param axis the kind of axis the channel is on
     * @param unit length of a unit of model time, for the periods
     * @return such as {@code random level, damped slope, 5 evolving harmonics of 12 h, CARMA(1, 0)}
     */
    public String text(TimeAxis axis, double unit) {
        StringBuilder text = new StringBuilder(randomLevel ? "random level" : "fixed level");
        switch (trend) {
            case NONE -> {}
            case DRIFT -> text.append(", drift");
            case LINEAR -> text.append(", random slope");
            case DAMPED -> text.append(", damped slope");
        }
        for (Season season : seasons) {
            text.append(", ").append(season.harmonics()).append(evolving ? " evolving" : " fixed");
            text.append(" harmonics of ").append(axis.length(unit * season.period()));
        }
        if (autoregressive > 0) {
            text.append(", CARMA(")
                    .append(autoregressive)
                    .append(", ")
                    .append(movingAverage)
                    .append(')');
        }
        return covariates ? text.append(", covariates").toString() : text.toString();
    }
}
