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

    private final double[][] times;
    private final int[][] next;
    private final int[][] column;
    private final int count;
    private final int targets;

    /**
     * @param reach the longest stretch between two stops
     * @throws OdeException if a lane needs more than {@value #MOST}
     */
    Waypoints(List<Window> lanes, double reach) {
        times = new double[lanes.size()][];
        next = new int[lanes.size()][];
        column = new int[lanes.size()][];
        int longest = 0;
        int first = 0;
        for (int b = 0; b < times.length; b++) {
            Window window = lanes.get(b);
            Observations asked = window.targets();
            Observations all = asked.withTimes(window.context().times());
            times[b] = divided(all.times(), reach, b);
            next[b] = new int[times[b].length];
            column[b] = new int[times[b].length];
            for (int k = 0; k < times[b].length; k++) {
                int observation = window.context().firstAtOrAfter(times[b][k]);
                next[b][k] = observation == window.context().size() ? -1 : observation;
                int target = asked.firstAtOrAfter(times[b][k]);
                boolean hit = target < asked.size() && asked.time(target) == times[b][k];
                column[b][k] = hit ? first + target : -1;
            }
            first += asked.size();
            longest = Math.max(longest, times[b].length);
        }
        count = longest;
        targets = first;
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
        double[] from = new double[times.length];
        double[] to = new double[times.length];
        double[][] outputs = new double[times.length][];
        for (int b = 0; b < times.length; b++) {
            int last = times[b].length - 1;
            from[b] = times[b][Math.min(k - 1, last)];
            to[b] = times[b][Math.min(k, last)];
            outputs[b] = new double[] {to[b]};
        }
        return SaveAt.of(from, to, outputs);
    }

    /** Whether a lane has an observation of its context to come on the way to a stop. */
    boolean steered(int k) {
        for (int b = 0; b < times.length; b++) {
            if (next(k, b) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Index of the context's next observation on the way to a stop; −1 if there is none, or the lane stands still. */
    int next(int k, int lane) {
        return k < times[lane].length ? next[lane][k] : -1;
    }

    /** Column of the target at a stop, packed lane by lane; −1 if there is none. */
    int column(int k, int lane) {
        return k < times[lane].length ? column[lane][k] : -1;
    }
}
