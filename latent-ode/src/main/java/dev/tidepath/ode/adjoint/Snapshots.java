package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.AcceptedSteps;
import dev.tidepath.ode.StepObserver;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * States of a solve at every {@code stride}-th step of each sample. When the places run out the stride doubles and every
 * second snapshot is given up, so their number stays between half the capacity and the capacity.
 */
final class Snapshots implements StepObserver {

    private final int capacity;
    private final List<Matrix> slots = new ArrayList<>();
    private final List<Matrix> spare = new ArrayList<>();
    private final int[] counts;
    private int stride = 1;

    /**
     * Keeps the initial states.
     *
     * @param y0 features × batch; copied
     * @param capacity limit on snapshots, at least two
     */
    Snapshots(Matrix y0, int capacity) {
        this.capacity = capacity;
        counts = new int[y0.batch()];
        Matrix first = Matrix.zeros(y0.features(), y0.batch());
        first.copyFrom(y0);
        slots.add(first);
    }

    @Override
    public void accepted(AcceptedSteps steps) {
        Matrix next = steps.step().next();
        for (int i = 0; i < steps.count(); i++) {
            reserve(++counts[steps.sample(i)]);
        }
        for (int f = 0; f < next.features(); f++) {
            double[] row = next.row(f);
            for (int i = 0; i < steps.count(); i++) {
                int sample = steps.sample(i);
                if (counts[sample] % stride == 0) {
                    slots.get(counts[sample] / stride).row(f)[sample] = row[steps.lane(i)];
                }
            }
        }
    }

    /** Makes a place for the states after {@code step} steps, if they are to be kept. */
    private void reserve(int step) {
        while (step % stride == 0 && step / stride >= slots.size()) {
            if (slots.size() < capacity) {
                Matrix first = slots.get(0);
                slots.add(
                        spare.isEmpty()
                                ? Matrix.zeros(first.features(), first.batch())
                                : spare.remove(spare.size() - 1));
            } else {
                thin();
            }
        }
    }

    private void thin() {
        int kept = (slots.size() + 1) / 2;
        for (int i = 0; i < slots.size(); i++) {
            if (i % 2 == 1) {
                spare.add(slots.get(i));
            }
        }
        for (int i = 1; i < kept; i++) {
            slots.set(i, slots.get(2 * i));
        }
        slots.subList(kept, slots.size()).clear();
        stride *= 2;
    }

    /**
     * Number of snapshots.
     *
     * @return at least one: the initial states
     */
    int size() {
        return slots.size();
    }

    /**
     * Which steps a snapshot precedes.
     *
     * @param i index of the snapshot
     * @return step index, the same for every sample
     */
    int step(int i) {
        return i * stride;
    }

    /**
     * A snapshot; columns of samples with no more steps than {@link #step} are not meaningful.
     *
     * @param i index of the snapshot
     * @return features × batch, not to be modified
     */
    Matrix states(int i) {
        return slots.get(i);
    }
}
