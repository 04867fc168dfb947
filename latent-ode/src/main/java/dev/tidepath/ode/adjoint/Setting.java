package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything a solution depends on besides the field and the solver. Not to be modified. */
record Setting(double[] parameters, Matrix y0, Context context, SaveAt at) {

    /** A gradient of all parts, zero. */
    TrajectoryGradient zeroGradient() {
        Matrix ofContext =
                context.isNone() ? null : Matrix.zeros(context.features().features(), y0.batch());
        return new TrajectoryGradient(
                Matrix.zeros(y0.features(), y0.batch()),
                new double[parameters.length],
                ofContext,
                new double[at.total()],
                new double[y0.lanes()],
                new double[y0.lanes()]);
    }

    /** All entries of a gradient in one array. */
    static double[] flat(TrajectoryGradient g) {
        List<double[]> rows = new ArrayList<>();
        for (Matrix m : new Matrix[] {g.initialState(), g.context()}) {
            if (m != null) {
                rows.addAll(Arrays.asList(m.rows()));
            }
        }
        for (double[] part : new double[][] {g.parameters(), g.outputTimes(), g.startTimes(), g.endTimes()}) {
            if (part != null) {
                rows.add(part);
            }
        }
        return rows.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** This plus {@code size} times a direction. */
    Setting moved(TrajectoryTangent v, double size) {
        return new Setting(
                moved(parameters, v.parameters(), size),
                moved(y0, v.initialState(), size),
                v.context() == null ? context : Context.of(moved(context.features(), v.context(), size)),
                movedTimes(v, size));
    }

    private SaveAt movedTimes(TrajectoryTangent v, double size) {
        int batch = at.batch();
        double[] start = new double[batch];
        double[] end = new double[batch];
        double[] packed = new double[at.total()];
        Arrays.setAll(start, at::start);
        Arrays.setAll(end, at::end);
        Arrays.setAll(packed, at::time);
        packed = moved(packed, v.outputTimes(), size);
        double[][] times = new double[batch][];
        for (int b = 0; b < batch; b++) {
            times[b] = Arrays.copyOfRange(packed, at.offset(b), at.offset(b + 1));
        }
        return SaveAt.of(moved(start, v.startTimes(), size), moved(end, v.endTimes(), size), times);
    }

    static double[] moved(double[] x, double @Nullable [] v, double size) {
        double[] sum = x.clone();
        for (int i = 0; v != null && i < x.length; i++) {
            sum[i] += size * v[i];
        }
        return sum;
    }

    static Matrix moved(Matrix x, @Nullable Matrix v, double size) {
        Matrix sum = Matrix.zeros(x.features(), x.batch());
        for (int f = 0; f < x.features(); f++) {
            for (int b = 0; b < x.batch(); b++) {
                sum.set(f, b, x.get(f, b) + (v == null ? 0.0 : size * v.get(f, b)));
            }
        }
        return sum;
    }
}
