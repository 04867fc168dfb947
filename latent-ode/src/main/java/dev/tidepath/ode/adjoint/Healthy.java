package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.tensor.Matrix;
import java.util.function.IntFunction;

/**
 * Which samples of a solution take part in a way back. The lanes of failed ones stand in for a healthy sample with
 * adjoint zero, so that the field is evaluated where it is finite and they contribute nothing.
 */
final class Healthy {

    private final boolean[] samples;
    private final int donor;
    private final boolean all;

    /** By the statuses of a batch. */
    Healthy(int batch, IntFunction<SolveStatus> status) {
        samples = new boolean[batch];
        int first = -1;
        int count = 0;
        for (int b = samples.length - 1; b >= 0; b--) {
            samples[b] = status.apply(b) == SolveStatus.SUCCESS;
            first = samples[b] ? b : first;
            count += samples[b] ? 1 : 0;
        }
        donor = first;
        all = count == samples.length;
    }

    /** Whether no sample succeeded. */
    boolean none() {
        return donor < 0;
    }

    /** Whether a sample takes part. */
    boolean test(int sample) {
        return samples[sample];
    }

    /** The sample that failed ones stand in for. */
    int donor() {
        return donor;
    }

    /** The same steps if all are healthy, else a copy in which failed samples stand where the donor ended. */
    StepRecord repaired(StepRecord steps) {
        return all || none() ? steps : steps.keeping(samples, steps.times(steps.longest())[donor]);
    }

    /** The same matrix if all are healthy, else a copy in which failed columns hold the donor's. */
    Matrix repaired(Matrix m) {
        if (all || none() || m.features() == 0) {
            return m;
        }
        Matrix copy = Matrix.zeros(m.features(), m.batch());
        copy.copyFrom(m);
        for (int b = 0; b < samples.length; b++) {
            for (int f = 0; f < m.features() && !samples[b]; f++) {
                copy.set(f, b, m.get(f, donor));
            }
        }
        return copy;
    }

    /** The same context if all are healthy, else one in which failed columns hold the donor's. */
    Context repaired(Context c) {
        return all || c.isNone() ? c : Context.of(repaired(c.features()));
    }
}
