package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Directions in which a {@link GradientCheck} compares derivatives: for each part two through all of its entries and two
 * along single ones. Entries are at most the part's own size, so that a small multiple is a small change.
 *
 * <p>Times that coincide move together. An output close to a step's end, where dense output may have a kink, does not
 * move and is left out of the loss ({@link #smooth}) when times are differentiated.
 */
final class Probes {

    static final String STATE = "initial state";
    static final String CONTEXT = "context";
    static final String OUTPUT_TIMES = "output times";
    static final String START_TIMES = "start times";
    static final String END_TIMES = "end times";

    private static final int DENSE = 2;
    private static final int SINGLE = 2;
    private static final double NEAR = 1e-3;

    private final Setting setting;
    private final StepRecord steps;
    private final RandomKey key;
    private final boolean[] smooth;
    private final double[] room;

    /** A direction in one part. */
    record Probe(String part, boolean ofTimes, TrajectoryTangent direction) {}

    Probes(Setting setting, StepRecord steps, RandomKey key) {
        this.setting = setting;
        this.steps = steps;
        this.key = key;
        SaveAt at = setting.at();
        smooth = new boolean[at.total()];
        room = new double[at.batch()];
        for (int b = 0; b < at.batch(); b++) {
            survey(b);
        }
    }

    /** Whether an output lies well inside a step, or at its sample's start or end. */
    boolean smooth(int column) {
        return smooth[column];
    }

    /** Finds the outputs well inside steps, and how far times of a sample can move without meeting. */
    private void survey(int b) {
        SaveAt at = setting.at();
        int n = steps.count(b);
        double least = n == 0 ? 0 : Math.abs(steps.sizes(n - 1)[b]);
        double before = at.start(b);
        int j = 0;
        for (int column = at.offset(b); column <= at.offset(b + 1); column++) {
            double time = column < at.offset(b + 1) ? at.time(column) : at.end(b);
            if (time != before) {
                least = Math.min(least, Math.abs(time - before));
            }
            before = time;
            if (column == at.offset(b + 1)) {
                continue;
            }
            while (j < n && Math.abs(steps.times(j + 1)[b] - at.start(b)) < Math.abs(time - at.start(b))) {
                j++;
            }
            smooth[column] = n == 0 || !inside(b, column);
            if (!smooth[column]) {
                double margin = Math.min(Math.abs(time - steps.times(j)[b]), Math.abs(steps.times(j + 1)[b] - time));
                smooth[column] = margin >= NEAR * Math.abs(steps.sizes(j)[b]);
                least = smooth[column] ? Math.min(least, margin) : least;
            }
        }
        room[b] = least / 4;
    }

    private boolean inside(int b, int column) {
        double time = setting.at().time(column);
        return time != setting.at().start(b) && time != setting.at().end(b);
    }

    /** Directions in the initial state. */
    List<Probe> ofState() {
        return ofMatrix(STATE, setting.y0());
    }

    /** Directions in the context; none if there is none. */
    List<Probe> ofContext() {
        return setting.context().isNone()
                ? List.of()
                : ofMatrix(CONTEXT, setting.context().features());
    }

    private List<Probe> ofMatrix(String part, Matrix x) {
        int entries = x.features() * x.batch();
        List<Probe> probes = new ArrayList<>();
        for (int k = 0; k < count(entries); k++) {
            RandomKey own = key.derive(part).derive(k);
            int only = only(own, k, entries);
            Matrix v = Matrix.zeros(x.features(), x.batch());
            for (int f = 0; f < x.features(); f++) {
                double size = size(x.row(f), 0, x.batch());
                for (int b = 0; b < x.batch(); b++) {
                    v.set(f, b, entry(own, only, f * x.batch() + b) * size);
                }
            }
            Matrix state = part.equals(STATE) ? v : null;
            probes.add(new Probe(part, false, TrajectoryTangent.of(state, null, state == null ? v : null)));
        }
        return probes;
    }

    /** Directions in a block of parameters. */
    List<Probe> ofBlock(GradientCheck.Block block) {
        double[] x = setting.parameters();
        double size = size(x, block.from(), block.to());
        int entries = block.to() - block.from();
        List<Probe> probes = new ArrayList<>();
        for (int k = 0; k < count(entries); k++) {
            RandomKey own = key.derive(block.name()).derive(k);
            int only = only(own, k, entries);
            double[] v = new double[x.length];
            for (int i = 0; i < entries; i++) {
                v[block.from() + i] = entry(own, only, i) * size;
            }
            probes.add(new Probe(block.name(), false, TrajectoryTangent.of(null, v, null)));
        }
        return probes;
    }

    private static int count(int entries) {
        return entries == 1 ? 1 : DENSE + SINGLE;
    }

    private static int only(RandomKey own, int probe, int entries) {
        return probe < DENSE ? -1 : own.below(0, entries);
    }

    private static double entry(RandomKey own, int only, int index) {
        return only < 0 ? either(own, index) : only == index ? 1 : 0;
    }

    /** Uniform from −1 to 1. */
    static double either(RandomKey key, long counter) {
        return 2 * key.uniform(counter) - 1;
    }

    private static double size(double[] x, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(x[i]));
        }
        return largest > 0 ? largest : 1;
    }

    /** Directions in times that can move: outputs inside, starts, ends. */
    List<Probe> ofTimes() {
        List<Probe> probes = new ArrayList<>();
        for (String part : new String[] {OUTPUT_TIMES, START_TIMES, END_TIMES}) {
            for (int k = 0; k < DENSE; k++) {
                TrajectoryTangent v = times(part, key.derive(part).derive(k));
                if (v != null) {
                    probes.add(new Probe(part, true, v));
                }
            }
        }
        return probes;
    }

    private @Nullable TrajectoryTangent times(String part, RandomKey own) {
        SaveAt at = setting.at();
        double[] outputs = new double[at.total()];
        double[] ends = new double[at.batch()];
        boolean any = false;
        for (int b = 0; b < at.batch(); b++) {
            ends[b] = room[b] * either(own.derive("ends"), b);
            double moving = part.equals(START_TIMES) ? at.start(b) : at.end(b);
            boolean ofOutputs = part.equals(OUTPUT_TIMES);
            any |= !ofOutputs && room[b] > 0;
            double move = 0;
            double before = Double.NaN;
            for (int column = at.offset(b); column < at.offset(b + 1) && room[b] > 0; column++) {
                double time = at.time(column);
                move = time == before ? move : room[b] * either(own, column);
                before = time;
                if (ofOutputs && inside(b, column) && smooth[column]) {
                    outputs[column] = move;
                    any = true;
                } else if (!ofOutputs && time == moving) {
                    outputs[column] = ends[b];
                }
            }
        }
        if (!any) {
            return null;
        }
        return new TrajectoryTangent(
                null,
                null,
                null,
                outputs,
                part.equals(START_TIMES) ? ends : null,
                part.equals(END_TIMES) ? ends : null);
    }
}
