package dev.tidepath.language;

import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recorded field whose weights are a function of time, {@code dy/dt = f(t, y, context; θ(t))}, for one thread. Its parameters
 * are those of the {@link WeightPath}.
 *
 * <p>The weights are interpolated once a call, so all samples of a call must be at the same time: steps are fixed or {@link
 * dev.tidepath.ode.SharedSteps}, and intervals the same. Anything else is an {@link IllegalArgumentException}.
 */
final class DepthField implements DifferentiableField {

    private final FieldProgram program;
    private final WeightPath path;
    private final double[] parameters;
    private final double[] weights;
    private final double[] direction;
    private final double[] gradient;
    private final NeuralField field;
    private final List<Remembered> made = new ArrayList<>();
    private int given;
    private @Nullable Matrix scratch;

    /**
     * Binds a field.
     *
     * @param program recorded over the weights of one knot
     * @param path where the knots are
     * @param parameters flat vector they lie in; not copied, read at every call
     * @param capacity the most samples of a call
     */
    DepthField(FieldProgram program, WeightPath path, double[] parameters, int capacity) {
        this.program = program;
        this.path = path;
        this.parameters = parameters;
        weights = new double[path.size()];
        direction = new double[path.size()];
        gradient = new double[path.size()];
        field = program.bind(weights, capacity);
    }

    @Override
    public int parameterCount() {
        return parameters.length;
    }

    private static double common(double[] t, Matrix y) {
        for (int b = 1; b < y.batch(); b++) {
            if (t[b] != t[0]) {
                throw new IllegalArgumentException("weights that depend on time need samples at the same time, found "
                        + t[0] + " and " + t[b] + ": take fixed or shared steps");
            }
        }
        return t[0];
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        path.at(parameters, common(t, y), weights);
        field.eval(t, y, c, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        double time = common(t, y);
        path.at(parameters, time, weights);
        double[] ofKnots = into.parameters();
        Arrays.fill(gradient, 0);
        field.vjp(
                t,
                y,
                c,
                a,
                new FieldGradient(into.state(), into.time(), ofKnots == null ? null : gradient, into.context()));
        if (ofKnots != null) {
            path.pull(gradient, time, ofKnots);
        }
        double[] ofTime = into.time();
        if (ofTime != null) {
            Matrix moved = alongTime(t, y, c, time);
            for (int f = 0; f < y.features(); f++) {
                StageKernels.addProductPerLane(a.row(f), moved.row(f), ofTime, y.batch());
            }
        }
    }

    /** By how much the rate changes as the weights move on: {@code (∂f/∂θ) θ'(t)}; the weights are those of the time. */
    private Matrix alongTime(double[] t, Matrix y, Context c, double time) {
        Matrix moved = scratch;
        if (moved == null || moved.batch() != y.batch()) {
            moved = Matrix.zeros(y.features(), y.batch());
            scratch = moved;
        }
        path.slope(parameters, time, direction);
        field.jvp(t, y, c, new FieldTangent(null, null, direction, null), moved);
        return moved;
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        double time = common(t, y);
        path.at(parameters, time, weights);
        double[] ofKnots = v.parameters();
        if (ofKnots != null) {
            path.at(ofKnots, time, direction);
        }
        field.jvp(t, y, c, new FieldTangent(v.state(), v.time(), ofKnots == null ? null : direction, v.context()), out);
        double[] ofTime = v.time();
        if (ofTime != null) {
            Matrix moved = alongTime(t, y, c, time);
            for (int f = 0; f < y.features(); f++) {
                StageKernels.addProductPerLane(ofTime, moved.row(f), out.row(f), y.batch());
            }
        }
    }

    /** Linearizations made until now may be given out again: the solve they were made for is over. */
    void reuse() {
        given = 0;
    }

    /** Has weights of its own, as it remembers where it was evaluated. */
    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        if (given == made.size()) {
            made.add(new Remembered(batch, ofParameters));
        } else if (made.get(given).batch != batch || made.get(given).ofParameters != ofParameters) {
            made.set(given, new Remembered(batch, ofParameters));
        }
        return made.get(given++);
    }

    private final class Remembered implements Linearization {
        private final int batch;
        private final boolean ofParameters;
        private final double[] own = new double[path.size()];
        private final Linearization inner;
        private double[] times = {};
        private Matrix states = Matrix.zeros(0, 0);
        private Context context = Context.none();

        Remembered(int batch, boolean ofParameters) {
            this.batch = batch;
            this.ofParameters = ofParameters;
            inner = program.bind(own, batch).newLinearization(batch, ofParameters);
        }

        @Override
        public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
            times = t;
            states = y;
            context = c;
            path.at(parameters, common(t, y), own);
            inner.eval(t, y, c, dydt);
        }

        @Override
        public void vjp(Matrix a, FieldGradient into) {
            if (into.time() != null) {
                DepthField.this.vjp(times, states, context, a, into);
                return;
            }
            double[] ofKnots = ofParameters ? into.parameters() : null;
            Arrays.fill(gradient, 0);
            inner.vjp(a, new FieldGradient(into.state(), null, ofKnots == null ? null : gradient, into.context()));
            if (ofKnots != null) {
                path.pull(gradient, common(times, states), ofKnots);
            }
        }
    }
}
