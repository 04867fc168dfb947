package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field driven by inputs along known paths: {@code dy/dt = f(t, y, (c, u(t)); p)} of a field f whose context is static
 * features c and, below them, the inputs u. The context of this field holds the paths themselves, made by {@link #context},
 * so each sample carries its own through the solver; f is given u at each lane's own time. All products of Jacobians know
 * u: the one by time has {@code ∂f/∂u · u'} (from the right at a knot), the one by the context the knots' times and values.
 *
 * <p>For one thread, as the field inside is. Evaluations and products by state and parameters allocate nothing.
 */
public final class DrivenField implements DifferentiableField {

    private final DifferentiableField inner;
    private final int statics;
    private final int inputs;
    private final Sight sight;

    /**
     * Drives a field.
     *
     * @param inner reads {@code statics + inputs} context features
     * @param statics static features, zero or more
     * @param inputs inputs, positive
     * @param capacity the most samples of a call
     */
    public DrivenField(DifferentiableField inner, int statics, int inputs, int capacity) {
        if (statics < 0 || inputs < 1) {
            throw new IllegalArgumentException(
                    "a driven field needs an input: " + inputs + " inputs, " + statics + " static features");
        }
        this.inner = inner;
        this.statics = statics;
        this.inputs = inputs;
        sight = new Sight(capacity);
    }

    /**
     * The context of samples: static features, then the times of the knots, then the values input by input. Paths of fewer
     * knots are filled up with their last one.
     *
     * @param statics by sample, of one length
     * @param paths by sample, of one number of inputs; may be without inputs
     * @return a context; without inputs it is the static features alone, which a field can read as it is
     * @throws ShapeException if samples differ in a number
     */
    public static Context context(List<double[]> statics, List<InputPath> paths) {
        int batch = paths.size();
        int fixed = batch == 0 ? 0 : statics.get(0).length;
        int inputs = batch == 0 ? 0 : paths.get(0).inputs();
        int knots = inputs == 0
                ? 0
                : paths.stream().mapToInt(InputPath::knots).max().orElse(0);
        Matrix features = Matrix.zeros(fixed + knots * (1 + inputs), batch);
        for (int b = 0; b < batch; b++) {
            double[] own = statics.get(b);
            InputPath path = paths.get(b);
            requireSame("static features of sample " + b, fixed, own.length);
            requireSame("inputs of sample " + b, inputs, path.inputs());
            for (int i = 0; i < fixed; i++) {
                features.set(i, b, own[i]);
            }
            for (int k = 0; k < knots; k++) {
                int from = Math.min(k, path.knots() - 1);
                features.set(fixed + k, b, path.times()[from]);
                for (int i = 0; i < inputs; i++) {
                    features.set(fixed + (1 + i) * knots + k, b, path.values()[i][from]);
                }
            }
        }
        return Context.of(features);
    }

    private static void requireSame(String what, int expected, int found) {
        if (found != expected) {
            throw new ShapeException(what, expected, found);
        }
    }

    @Override
    public int parameterCount() {
        return inner.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        inner.eval(t, y, sight.look(t, c, y.batch()), dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        Context seen = sight.look(t, c, y.batch());
        FieldGradient own = sight.gradient(into, y.batch());
        inner.vjp(t, y, seen, a, own);
        sight.pull(own, into);
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        Context seen = sight.look(t, c, y.batch());
        Matrix moved = sight.moved(v);
        inner.jvp(t, y, seen, new FieldTangent(v.state(), v.time(), v.parameters(), moved), out);
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        Linearization own = inner.newLinearization(batch, ofParameters);
        Sight kept = new Sight(batch);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                own.eval(t, y, kept.look(t, c, y.batch()), dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                FieldGradient part = kept.gradient(into, a.batch());
                own.vjp(a, part);
                kept.pull(part, into);
            }
        };
    }

    /** What the field inside sees of one context at one set of times, and its derivatives. */
    private final class Sight {

        private final Matrix features;
        private final Context context;
        private final int capacity;
        private double[] t = {};
        private Matrix path = Matrix.zeros(0, 0);
        private int knots;
        private @Nullable Matrix adjoints;

        Sight(int capacity) {
            this.capacity = capacity;
            features = Matrix.zeros(statics + inputs, capacity);
            context = Context.of(features);
        }

        Context look(double[] times, Context c, int batch) {
            t = times;
            path = c.features();
            knots = (path.features() - statics) / (1 + inputs);
            if (knots < 1 || path.features() != statics + knots * (1 + inputs)) {
                throw new IllegalArgumentException("a context of " + path.features() + " features holds no path of "
                        + inputs + " inputs and " + statics + " static features");
            }
            features.resize(batch);
            for (int i = 0; i < statics; i++) {
                System.arraycopy(path.row(i), 0, features.row(i), 0, batch);
            }
            for (int b = 0; b < batch; b++) {
                int k = passed(b);
                double share = between(k) ? InputPath.share(knot(k - 1, b), knot(k, b), t[b]) : 0;
                for (int i = 0; i < inputs; i++) {
                    double from = value(i, Math.max(0, k - 1), b);
                    features.row(statics + i)[b] = between(k) ? from + share * (value(i, k, b) - from) : from;
                }
            }
            return context;
        }

        /** How many of a lane's knots are not after its time. */
        private int passed(int lane) {
            int low = 0;
            int high = knots;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (knot(middle, lane) <= t[lane]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private boolean between(int k) {
            return k > 0 && k < knots;
        }

        private double knot(int k, int lane) {
            return path.row(statics + k)[lane];
        }

        private int valueRow(int input, int k) {
            return statics + (1 + input) * knots + k;
        }

        private double value(int input, int k, int lane) {
            return path.row(valueRow(input, k))[lane];
        }

        private double slope(int input, int k, int lane) {
            return (value(input, k, lane) - value(input, k - 1, lane)) / (knot(k, lane) - knot(k - 1, lane));
        }

        private static boolean asksMore(FieldGradient into) {
            return into.time() != null || into.context() != null;
        }

        /** Where the field inside adds: the same, or with the adjoint of what it sees where that goes on. */
        FieldGradient gradient(FieldGradient into, int batch) {
            if (!asksMore(into)) {
                return into;
            }
            Matrix own = adjoints;
            if (own == null) {
                own = Matrix.zeros(statics + inputs, capacity);
                adjoints = own;
            }
            own.clear();
            own.resize(batch);
            return new FieldGradient(into.state(), into.time(), into.parameters(), own);
        }

        /** Adds what the adjoints of the features mean for times and paths. */
        void pull(FieldGradient own, FieldGradient into) {
            Matrix bars = own.context();
            if (bars == null || !asksMore(into)) {
                return;
            }
            double[] time = into.time();
            Matrix of = into.context();
            for (int b = 0; b < features.batch(); b++) {
                int k = passed(b);
                for (int i = 0; i < inputs; i++) {
                    double bar = bars.row(statics + i)[b];
                    if (time != null && between(k)) {
                        time[b] += bar * slope(i, k, b);
                    }
                    if (of != null) {
                        pull(of, i, k, b, bar);
                    }
                }
                for (int i = 0; i < statics && of != null; i++) {
                    of.row(i)[b] += bars.row(i)[b];
                }
            }
        }

        private void pull(Matrix of, int input, int k, int lane, double bar) {
            if (!between(k)) {
                of.row(valueRow(input, Math.max(0, k - 1)))[lane] += bar;
                return;
            }
            double share = InputPath.share(knot(k - 1, lane), knot(k, lane), t[lane]);
            double late = bar * slope(input, k, lane);
            of.row(valueRow(input, k - 1))[lane] += (1 - share) * bar;
            of.row(valueRow(input, k))[lane] += share * bar;
            of.row(statics + k - 1)[lane] -= (1 - share) * late;
            of.row(statics + k)[lane] -= share * late;
        }

        /** How the features move with times and paths. */
        Matrix moved(FieldTangent v) {
            Matrix moved = Matrix.zeros(statics + inputs, features.batch());
            double[] time = v.time();
            Matrix by = v.context();
            for (int b = 0; b < moved.batch(); b++) {
                int k = passed(b);
                for (int i = 0; i < statics && by != null; i++) {
                    moved.set(i, b, by.get(i, b));
                }
                for (int i = 0; i < inputs; i++) {
                    double sum = by == null ? 0 : moved(by, i, k, b);
                    if (time != null && between(k)) {
                        sum += slope(i, k, b) * time[b];
                    }
                    moved.set(statics + i, b, sum);
                }
            }
            return moved;
        }

        private double moved(Matrix by, int input, int k, int lane) {
            if (!between(k)) {
                return by.get(valueRow(input, Math.max(0, k - 1)), lane);
            }
            double share = InputPath.share(knot(k - 1, lane), knot(k, lane), t[lane]);
            double ofValues =
                    (1 - share) * by.get(valueRow(input, k - 1), lane) + share * by.get(valueRow(input, k), lane);
            double ofTimes = (1 - share) * by.get(statics + k - 1, lane) + share * by.get(statics + k, lane);
            return ofValues - slope(input, k, lane) * ofTimes;
        }
    }
}
