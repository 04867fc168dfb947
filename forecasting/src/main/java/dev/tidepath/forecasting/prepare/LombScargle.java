package dev.tidepath.forecasting.prepare;

import dev.tidepath.latent.Observations;
import java.util.Arrays;

/**
 * The periodogram of irregular samples (Lomb 1976, doi:10.1007/BF00648343; Scargle 1982, doi:10.1086/160554): the share
 * of the variance about the mean that a sinusoid of each frequency explains.
 */
public final class LombScargle {

    private LombScargle() {}

    /**
     * The power at one angular frequency.
     *
     * @param times sample times
     * @param values as many values
     * @param omega angular frequency, positive
     * @return between 0 and 1; 0 for constant values
     */
    public static double power(double[] times, double[] values, double omega) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double sin2 = 0;
        double cos2 = 0;
        for (double t : times) {
            sin2 += StrictMath.sin(2 * omega * t);
            cos2 += StrictMath.cos(2 * omega * t);
        }
        double shift = StrictMath.atan2(sin2, cos2) / (2 * omega);
        double c = 0;
        double s = 0;
        double cc = 0;
        double ss = 0;
        double total = 0;
        for (int i = 0; i < times.length; i++) {
            double cos = StrictMath.cos(omega * (times[i] - shift));
            double sin = StrictMath.sin(omega * (times[i] - shift));
            double v = values[i] - mean;
            c += v * cos;
            s += v * sin;
            cc += cos * cos;
            ss += sin * sin;
            total += v * v;
        }
        if (!(total > 0)) {
            return 0;
        }
        return ((cc > 0 ? c * c / cc : 0) + (ss > 0 ? s * s / ss : 0)) / total;
    }

    /**
     * The frequency of greatest power on a grid that is even in the logarithm.
     *
     * @param times sample times
     * @param values as many values
     * @param slowest lowest angular frequency, positive
     * @param fastest highest angular frequency
     * @param steps number of frequencies, at least two
     * @return angular frequency
     */
    public static double peak(double[] times, double[] values, double slowest, double fastest, int steps) {
        double best = slowest;
        double most = -1;
        for (int k = 0; k < steps; k++) {
            double omega = slowest * StrictMath.pow(fastest / slowest, (double) k / (steps - 1));
            double power = power(times, values, omega);
            if (power > most) {
                most = power;
                best = omega;
            }
        }
        return best;
    }

    /** The same of what was observed of a channel. */
    static double peak(Observations seen, int channel, double slowest, double fastest, int steps) {
        double[] times = new double[seen.count()];
        double[] values = new double[seen.count()];
        int n = 0;
        for (int i = 0; i < seen.size(); i++) {
            for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                if (seen.channel(k) == channel) {
                    times[n] = seen.time(i);
                    values[n++] = seen.value(k);
                }
            }
        }
        return peak(Arrays.copyOf(times, n), Arrays.copyOf(values, n), slowest, fastest, steps);
    }
}
