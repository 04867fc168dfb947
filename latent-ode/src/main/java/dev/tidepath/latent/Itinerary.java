package dev.tidepath.latent;

import dev.tidepath.ode.SaveAt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The way of a chunk's windows through their own observation times. Leg s leads every window that has s observations or more
 * from observation s − 1 to observation s, past the targets in between, those at the time of observation s included; the last
 * leg of a window leads to its last target. Lanes are ordered by the number of observations, so that the windows still
 * under way are always the first ones.
 *
 * @param legs from the windows' starts on
 * @param targets number of targets of all windows together
 * @param windows by lane of the first leg: the window's place in the chunk
 */
record Itinerary(List<Leg> legs, int targets, int[] windows) {

    /**
     * From one observation to the next.
     *
     * @param at each lane's way; the last output of a lane that arrives at an observation is the time of that
     * @param passed what is known at the outputs, packed
     * @param columns by output: the column of the target in the order of the chunk, or −1 for an arrival
     * @param arrivals how many lanes, from the first on, arrive at an observation
     * @param observed what is read there, one column a lane
     */
    record Leg(SaveAt at, Readings passed, int[] columns, int arrivals, Readings observed) {}

    /** The most outputs of a leg. */
    int widest() {
        return legs.stream().mapToInt(leg -> leg.columns().length).max().orElse(0);
    }

    static Itinerary of(List<Window> chunk, int channels, Conditioning conditioning, double gap) {
        int[] firstColumn = new int[chunk.size() + 1];
        List<Traveller> order = new ArrayList<>();
        for (int b = 0; b < chunk.size(); b++) {
            order.add(new Traveller(b, chunk.get(b), channels, conditioning, gap, firstColumn[b]));
            firstColumn[b + 1] = firstColumn[b] + chunk.get(b).targets().size();
        }
        order.sort(Comparator.comparingInt((Traveller t) -> -t.observations()));
        List<Leg> legs = new ArrayList<>();
        int[] windows = order.stream().mapToInt(t -> t.index).toArray();
        int under = windows.length;
        int longest = order.get(0).observations();
        for (int s = 0; s <= longest; s++) {
            while (order.get(under - 1).observations() < s) {
                under--;
            }
            legs.add(leg(order.subList(0, under), s, channels, conditioning));
        }
        return new Itinerary(legs, firstColumn[chunk.size()], windows);
    }

    private static Leg leg(List<Traveller> lanes, int s, int channels, Conditioning conditioning) {
        int arrivals = 0;
        while (arrivals < lanes.size() && lanes.get(arrivals).observations() > s) {
            arrivals++;
        }
        double[] starts = new double[lanes.size()];
        double[][] times = new double[lanes.size()][];
        for (int b = 0; b < starts.length; b++) {
            starts[b] = lanes.get(b).departure(s);
            times[b] = lanes.get(b).stops(s);
        }
        SaveAt at = SaveAt.times(starts, times);
        Readings passed = Readings.zeros(channels, conditioning, at.total());
        Readings observed = Readings.zeros(channels, conditioning, arrivals);
        int[] columns = new int[at.total()];
        for (int b = 0; b < starts.length; b++) {
            int to = at.offset(b);
            for (double time : times[b]) {
                lanes.get(b).tell(time, passed, to++);
            }
            int decoded = lanes.get(b).pass(s, columns, at.offset(b));
            if (b < arrivals) {
                columns[decoded] = -1;
                passed.arrival().row(0)[decoded] = 1;
                lanes.get(b).read(s, observed, b);
            }
        }
        return new Leg(at, passed, columns, arrivals, observed);
    }

    /**
     * How long before a time a channel was last observed, as far as one knows before that time.
     *
     * @param window whose context was read until then
     * @param channel channel index
     * @param time model time
     * @return zero or more; since the window's start if the channel has not been observed before
     */
    static double lead(Window window, int channel, double time) {
        Observations context = window.context();
        if (time > window.end()) {
            return window.lead(channel, time);
        }
        for (int i = context.firstAtOrAfter(time) - 1; i >= 0; i--) {
            for (int k = context.first(i); k < context.first(i + 1); k++) {
                if (context.channel(k) == channel) {
                    return time - context.time(i);
                }
            }
        }
        return time - window.start();
    }

    /** One window on its way, and what has been seen of it so far. */
    private static final class Traveller {

        private final int index;
        private final Window window;
        private final Conditioning conditioning;
        private final Observations context;
        private final Observations targets;
        private final double gap;
        private final double[] held;
        private final double[] lastSeen;
        private final int firstColumn;
        private double lastSeenAny;
        private int passed;

        Traveller(int index, Window window, int channels, Conditioning conditioning, double gap, int firstColumn) {
            this.index = index;
            this.window = window;
            this.conditioning = conditioning;
            context = window.context();
            targets = window.targets();
            this.gap = gap;
            this.firstColumn = firstColumn;
            held = new double[channels];
            lastSeen = new double[channels];
            lastSeenAny = context.time(0);
            Arrays.fill(lastSeen, lastSeenAny);
        }

        int observations() {
            return context.size();
        }

        /** Where leg s starts. */
        double departure(int s) {
            return context.time(Math.max(0, s - 1));
        }

        /** The targets of leg s, and the observation at its end if there is one. */
        double[] stops(int s) {
            int end = end(s);
            boolean arrives = s < context.size();
            double[] times = new double[end - passed + (arrives ? 1 : 0)];
            for (int i = passed; i < end; i++) {
                times[i - passed] = targets.time(i);
            }
            if (arrives) {
                times[end - passed] = context.time(s);
            }
            return times;
        }

        private int end(int s) {
            return s < context.size() ? targets.firstAtOrAfter(Math.nextUp(context.time(s))) : targets.size();
        }

        /** Passes the targets of leg s; returns the index after them. */
        int pass(int s, int[] columns, int from) {
            int to = from;
            for (int end = end(s); passed < end; passed++) {
                columns[to++] = firstColumn + passed;
            }
            return to;
        }

        /** What is known at a time, but for what is observed at it. */
        void tell(double time, Readings into, int column) {
            for (int c = 0; c < held.length; c++) {
                into.held().row(c)[column] = held[c];
                into.waits().row(c)[column] = (time - lastSeen[c]) / gap;
            }
            into.sinceLast().row(0)[column] = (time - lastSeenAny) / gap;
            into.time().row(0)[column] = time;
            conditioning.tell(window, time, into.conditions(), 0, column);
        }

        /** Reads observation s. */
        void read(int s, Readings into, int lane) {
            tell(context.time(s), into, lane);
            for (int k = context.first(s); k < context.first(s + 1); k++) {
                int c = context.channel(k);
                into.value().row(c)[lane] = context.value(k);
                into.mask().row(c)[lane] = 1;
                held[c] = context.value(k);
                lastSeen[c] = context.time(s);
                lastSeenAny = lastSeen[c];
            }
        }
    }
}
