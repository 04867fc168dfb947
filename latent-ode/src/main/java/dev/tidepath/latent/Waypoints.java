package dev.tidepath.latent;

import dev.tidepath.ode.SaveAt;
import java.util.List;

/**
 * The times at which random paths of a chunk stop: those of context and targets, from each window's start on. Lanes with fewer
 * of them stand still at their last.
 */
final class Waypoints {

    private final double[][] times;
    private final int[][] next;
    private final int[][] column;
    private final int count;
    private final int targets;

    Waypoints(List<Window> lanes) {
        times = new double[lanes.size()][];
        next = new int[lanes.size()][];
        column = new int[lanes.size()][];
        int longest = 0;
        int first = 0;
        for (int b = 0; b < times.length; b++) {
            Window window = lanes.get(b);
            Observations asked = window.targets();
            Observations all = asked.withTimes(window.context().times());
            times[b] = all.times();
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

    /** Index of the context's next observation on the way to a stop; −1 if there is none, or the lane stands still. */
    int next(int k, int lane) {
        return k < times[lane].length ? next[lane][k] : -1;
    }

    /** Column of the target at a stop, packed lane by lane; −1 if there is none. */
    int column(int k, int lane) {
        return k < times[lane].length ? column[lane][k] : -1;
    }
}
