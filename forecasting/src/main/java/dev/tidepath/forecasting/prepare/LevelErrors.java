package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import java.util.Arrays;

/** Pairs (value ahead, mean, recent level) of one channel at many cuts. */
final class LevelErrors {
    private static final int CUTS_A_SERIES = 48;
    private static final int CUTS_IN_ALL = 20_000;

    private final RollingRegressions rolling;
    private final double context;
    private final int channel;
    private final double decay;
    private final double centre;
    private double[] lead = new double[1024];
    private double[] fromMean = new double[1024];
    private double[] step = new double[1024];
    private int count;

    /** Measured from a centre, or from each series' own mean where it is NaN. */
    LevelErrors(RollingRegressions rolling, double context, int channel, double decay, double centre) {
        this.rolling = rolling;
        this.context = context;
        this.channel = channel;
        this.decay = decay;
        this.centre = centre;
    }

    /** Adds the errors in one of so many series. */
    void collect(PreparedSeries p, int seriesCount) {
        Observations o = p.observations();
        double begin = rolling.firstCut(p.first() + 0.3 * p.span());
        int cutsHere = Math.max(2, Math.min(CUTS_A_SERIES, CUTS_IN_ALL / seriesCount));
        for (int k = 0; k < cutsHere; k++) {
            double cut = begin + (p.last() - begin) * (k + 0.5) / cutsHere;
            int to = o.firstAtOrAfter(cut);
            if (to > 0 && to < o.size()) {
                collectAt(o, rolling.at(p.id(), o.time(to - 1)).get(channel), to);
            }
        }
    }

    private void collectAt(Observations o, TimeRegression fit, int to) {
        double cut = o.time(to - 1);
        Anchor.Sums sums = new Anchor.Sums();
        double lastSeen = cut;
        for (int i = Preparation.memory(o, context, to); i < to; i++) {
            for (int k = o.first(i); k < o.first(i + 1); k++) {
                if (o.channel(k) == channel) {
                    double t = o.time(i);
                    sums.add(o.value(k) - fit.at(t), StrictMath.exp((t - cut) / decay));
                    lastSeen = t;
                }
            }
        }
        boolean isOwn = Double.isNaN(centre);
        for (int i = to; !sums.isEmpty() && i < o.size() && o.time(i) <= cut + 1; i++) {
            for (int k = o.first(i); k < o.first(i + 1); k++) {
                if (o.channel(k) == channel) {
                    double r = o.value(k) - fit.at(o.time(i)) - (isOwn ? sums.mean() : centre);
                    add(o.time(i) - lastSeen, r, isOwn ? sums.recent() - sums.mean() : 0);
                }
            }
        }
    }

    private void add(double tau, double r, double l) {
        if (count == lead.length) {
            lead = Arrays.copyOf(lead, 2 * count);
            fromMean = Arrays.copyOf(fromMean, 2 * count);
            step = Arrays.copyOf(step, 2 * count);
        }
        lead[count] = tau;
        fromMean[count] = r;
        step[count++] = l;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double bestShare() {
        double product = 0;
        double square = 0;
        for (int i = 0; i < count; i++) {
            product += fromMean[i] * step[i];
            square += step[i] * step[i];
        }
        return square > 0 ? Math.max(0, Math.min(1, product / square)) : 0;
    }

    double meanSquare(double share) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double e = fromMean[i] - share * step[i];
            sum += e * e;
        }
        return sum / count;
    }

    ErrorGrowth growth(double share, double scale) {
        double[] squares = new double[count];
        for (int i = 0; i < count; i++) {
            double e = (fromMean[i] - share * step[i]) / scale;
            squares[i] = e * e;
        }
        return ErrorGrowth.fit(lead, squares, count, 1);
    }
}
