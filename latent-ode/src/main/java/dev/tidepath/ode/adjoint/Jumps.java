package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Integration;
import dev.tidepath.ode.Landing;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.tensor.Matrix;

/**
 * The stops of the augmented solve: from each sample's last output back to its start. At an output time its adjoint is
 * added and the state is put back to the output.
 */
final class Jumps implements Landing {

    private final SaveAt at;
    private final Matrix outputs;
    private final Healthy healthy;
    private final Matrix adjoints;
    private final double[] scale;
    private final int[] cursor;

    Jumps(Solution solution, Healthy healthy, Matrix adjoints, double[] scale) {
        at = solution.saveAt();
        outputs = solution.outputs();
        this.healthy = healthy;
        this.adjoints = adjoints;
        this.scale = scale;
        cursor = new int[at.batch()];
    }

    /** Puts every sample to its last output with adjoint zero; one that has none, or failed, to its start. */
    void place(Integration integration, Matrix y0) {
        for (int b = 0; b < at.batch(); b++) {
            boolean walks = healthy.test(b) && at.count(b) > 0;
            int standIn = healthy.test(b) ? b : healthy.donor();
            cursor[b] = walks ? at.offset(b + 1) - 1 : at.offset(b) - 1;
            double time = walks ? at.time(cursor[b]) : at.start(standIn);
            for (int f = 0; f < y0.features(); f++) {
                integration.states().set(f, b, walks ? outputs.get(f, cursor[b]) : y0.get(f, standIn));
                integration.states().set(y0.features() + f, b, 0.0);
            }
            integration.times()[b] = time;
            integration.targets()[b] = time;
        }
    }

    @Override
    public double next(int sample, int lane, double[] t, Matrix augmented) {
        int first = at.offset(sample);
        while (cursor[sample] >= first && at.time(cursor[sample]) == t[lane]) {
            jump(sample, lane, cursor[sample]--, augmented);
        }
        if (cursor[sample] >= first) {
            return at.time(cursor[sample]);
        }
        boolean arrived = t[lane] == at.start(sample) || !healthy.test(sample);
        return arrived ? Double.NaN : at.start(sample);
    }

    private void jump(int sample, int lane, int column, Matrix augmented) {
        int features = outputs.features();
        for (int f = 0; f < features; f++) {
            augmented.set(f, lane, outputs.get(f, column));
            augmented.row(features + f)[lane] += adjoints.get(f, column) / scale[sample];
        }
    }
}
