package dev.tidepath.latent;

import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.SolveStatus;
import java.util.Arrays;
import java.util.List;

/**
 * The times at which random paths of a chunk stop: those of context and targets, from each window's start on, and others
 * between where these are far apart. Lanes with fewer of them stand still at their last.
 */
final class Waypoints {

    /** A path with more stops is given up. */
    private static final int MOST = 20_000;

    private final int lanesEach;
    private final double[][] times;
    private final int[][] next;
    private final int[][] target;
    private final int[] first;
    private final int count;
    private final int targets;

    /**
     * The stops of some lanes of each window, lane {@code b} of window {@code b / lanesEach}.
     *
     * @param reach the longest stretch between two stops
     * @throws OdeException if a lane needs more than {@value #MOST}
     */
    Waypoints(List<Window> windows, int lanesEach, double reach) {
        this.lanesEach = lanesEach;
        times = new double[windows.size()][];
        next = new int[windows.size()][];
        target = new int[windows.size()][];
        first = new int[lanesEach * windows.size()];
        int longest = 0;
        int columns = 0;
        for (int w = 0; w < times.length; w++) {
            Observations read = windows.get(w).context();
            Observations asked = windows.get(w).targets();
            times[w] = divided(asked.withTimes(read.times()).times(), reach, w * lanesEach);
            next[w] = new int[times[w].length];
            target[w] = new int[times[w].length];
            for (int k = 0; k < times[w].length; k++) {
                int observation = read.firstAtOrAfter(times[w][k]);
                next[w][k] = observation == read.size() ? -1 : observation;
                int hit = asked.firstAtOrAfter(times[w][k]);
                target[w][k] = hit < asked.size() && asked.time(hit) == times[w][k] ? hit : -1;
            }
            for (int b = w * lanesEach; b < (w + 1) * lanesEach; b++) {
                first[b] = columns;
                columns += asked.size();
            }
            longest = Math.max(longest, times[w].length);
        }
        count = longest;
        targets = columns;
    }

    private static double[] divided(double[] times, double reach, int lane) {
        double[] all = Arrays.copyOf(times, 1);
        int n = 1;
        for (int k = 1; k < times.length; k++) {
            double length = times[k] - times[k - 1];
            double parts = Math.max(1, Math.ceil(length / reach));
            if (!(n + parts <= MOST)) {
                throw new OdeException(SolveStatus.TOO_MANY_STEPS, lane, times[k - 1], reach);
            }
            all = Arrays.copyOf(all, n + (int) parts);
            for (int j = 1; j < parts; j++) {
                all[n++] = times[k - 1] + length * (j / parts);
            }
            all[n++] = times[k];
        }
        return all;
    }

    /** Number of stops of the longest lane, its start included. */
    int count() {
        return count;
    }

    int targets() {
        return targets;
    }

    /** From each lane's stop before {@code k} to that one. */
    SaveAt leg(int k) {
        int batch = first.length;
        double[] from = new double[batch];
        double[] to = new double[batch];
        double[][] outputs = new double[batch][];
        for (int b = 0; b < batch; b++) {
            double[] own = times[b / lanesEach];
            int last = own.length - 1;
            from[b] = own[Math.min(k - 1, last)];
            to[b] = own[Math.min(k, last)];
            outputs[b] = new double[] {to[b]};
        }
        return SaveAt.of(from, to, outputs);
    }

    /** Whether a lane has an observation of its context to come on the way to a stop. */
    boolean steered(int k) {
        for (int[] own : next) {
            if (k < own.length && own[k] >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Index of the context's next observation on the way to a stop; −1 if there is none, or the lane stands still. */
    int next(int k, int lane) {
        int[] own = next[lane / lanesEach];
        return k < own.length ? own[k] : -1;
    }

    /** Column of the target at a stop, packed lane by lane; −1 if there is none. */
    int column(int k, int lane) {
        int[] own = target[lane / lanesEach];
        return k < own.length && own[k] >= 0 ? first[lane] + own[k] : -1;
    }
}
