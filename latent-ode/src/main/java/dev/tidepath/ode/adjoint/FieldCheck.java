package dev.tidepath.ode.adjoint;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The part of a {@link GradientCheck} that looks at the field alone, at the starts and at the ends of a solution. */
final class FieldCheck {

    private static final double FIRST_STEP = 0x1p-6;
    private static final double ROUNDING = 1e-9;

    private final Function<double[], ? extends DifferentiableField> fields;
    private final Setting setting;
    private final RandomKey key;
    private final DifferentiableField field;
    private final double[] timeScale;
    private final List<Point> points;

    /** Times, states and random adjoints of the rate. */
    private record Point(double[] t, Matrix y, Matrix slope, Matrix a) {}

    FieldCheck(
            Function<double[], ? extends DifferentiableField> fields,
            Setting setting,
            Solution solution,
            StepRecord steps,
            RandomKey key) {
        this.fields = fields;
        this.setting = setting;
        this.key = key;
        field = fields.apply(setting.parameters().clone());
        SaveAt at = setting.at();
        int lanes = setting.y0().lanes();
        double[] start = new double[lanes];
        double[] end = new double[lanes];
        timeScale = new double[lanes];
        for (int b = 0; b < at.batch(); b++) {
            start[b] = at.start(b);
            end[b] = at.end(b);
            timeScale[b] = steps.count(b) == 0 ? 1 : Math.abs(end[b] - start[b]) / steps.count(b);
        }
        points = List.of(
                point(start, setting.y0(), key.derive("starts")),
                point(end, solution.finalStates(), key.derive("ends")));
    }

    private Point point(double[] t, Matrix y, RandomKey own) {
        Matrix slope = eval(field, t, y, setting.context());
        Matrix a = Matrix.zeros(y.features(), y.batch());
        for (int f = 0; f < y.features(); f++) {
            double largest = 0;
            for (int b = 0; b < y.batch(); b++) {
                largest = Math.max(largest, Math.abs(slope.get(f, b)));
            }
            for (int b = 0; b < y.batch(); b++) {
                a.set(f, b, Probes.either(own.derive(f), b) / (largest > 0 ? largest : 1));
            }
        }
        return new Point(t, y, slope, a);
    }

    private static Matrix eval(DifferentiableField f, double[] t, Matrix y, Context c) {
        Matrix out = Matrix.zeros(y.features(), y.batch());
        f.eval(t, y, c, out);
        return out;
    }

    /** Adds a sentence for every rule that is broken. */
    void rules(List<String> broken) {
        Point p = points.get(0);
        Matrix out = Matrix.zeros(p.y.features(), p.y.batch());
        for (double[] row : out.rows()) {
            Arrays.fill(row, 0, p.y.batch(), Double.NaN);
        }
        field.eval(p.t, p.y, setting.context(), out);
        boolean padded = false;
        for (int f = 0; f < out.features(); f++) {
            for (int lane = out.batch(); lane < out.lanes(); lane++) {
                padded |= out.row(f)[lane] != 0.0;
            }
        }
        if (!equalBits(out, p.slope)) {
            broken.add("eval depends on what its result held before, or on earlier calls; it must overwrite it");
        }
        if (padded) {
            broken.add("eval writes to padding lanes; it must leave them zero");
        }
        for (int b = 0; b < p.y.batch(); b++) {
            if (!alone(p, b)) {
                broken.add("eval of sample " + b + " alone differs in bits from eval of it among the batch;"
                        + " a sample's rate must depend on its own column alone");
                break;
            }
        }
        vjpRules(p, broken);
        linearization(p, broken);
    }

    /** The field's own linearization, if it has one, gives what {@code eval} and {@code vjp} give. */
    private void linearization(Point p, List<String> broken) {
        Linearization kept = field.newLinearization(p.y.batch(), true);
        Matrix slope = Matrix.zeros(p.y.features(), p.y.batch());
        kept.eval(p.t, p.y, setting.context(), slope);
        TrajectoryGradient into = setting.zeroGradient();
        kept.vjp(p.a, new FieldGradient(into.initialState(), into.startTimes(), into.parameters(), into.context()));
        double[] expected = Setting.flat(vjp(p, p.a, setting.zeroGradient()));
        if (!equalBits(slope, p.slope) || largest(Setting.flat(into), expected, 1) > ROUNDING * largest(expected)) {
            broken.add("newLinearization gives another rate or other products than eval and vjp");
        }
    }

    private static double largest(double[] x) {
        return largest(x, x, 0);
    }

    /** Largest {@code |xᵢ − factor yᵢ|}. */
    private static double largest(double[] x, double[] y, double factor) {
        double largest = 0;
        for (int i = 0; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(x[i] - factor * y[i]));
        }
        return largest;
    }

    private boolean alone(Point p, int b) {
        Matrix c = setting.context().features();
        Context own = setting.context().isNone() ? Context.none() : Context.of(Matrix.ofSamples(c.sample(b)));
        double[] t = new double[Matrix.LANES];
        t[0] = p.t[b];
        Matrix one = eval(field, t, Matrix.ofSamples(p.y.sample(b)), own);
        return equalBits(one, Matrix.ofSamples(p.slope.sample(b)));
    }

    private static boolean equalBits(Matrix x, Matrix y) {
        for (int f = 0; f < x.features(); f++) {
            for (int b = 0; b < x.batch(); b++) {
                if (Double.doubleToLongBits(x.get(f, b)) != Double.doubleToLongBits(y.get(f, b))) {
                    return false;
                }
            }
        }
        return true;
    }

    private void vjpRules(Point p, List<String> broken) {
        TrajectoryGradient once = vjp(p, p.a, setting.zeroGradient());
        TrajectoryGradient twice = vjp(p, p.a, vjp(p, p.a, setting.zeroGradient()));
        TrajectoryGradient none = vjp(p, Matrix.zeros(p.y.features(), p.y.batch()), setting.zeroGradient());
        double[] first = Setting.flat(once);
        if (largest(Setting.flat(twice), first, 2) > ROUNDING * largest(first)) {
            broken.add("vjp must add to what it is given, and twice the same; a second call did not double the first");
        }
        for (double x : Setting.flat(none)) {
            if (x != 0.0) {
                broken.add("vjp of a zero adjoint adds " + x + "; it must add exactly zero");
                return;
            }
        }
    }

    /** The field's products, in the parts of a gradient; the start is its time. */
    private TrajectoryGradient vjp(Point p, Matrix a, TrajectoryGradient into) {
        FieldGradient parts =
                new FieldGradient(into.initialState(), into.startTimes(), into.parameters(), into.context());
        field.vjp(p.t, p.y, setting.context(), a, parts);
        return into;
    }

    /**
     * Compares the field's products with differences of its values.
     *
     * @return whether the field has a {@code jvp}
     */
    boolean compare(Probes probes, List<GradientCheck.Block> blocks, List<GradientReport.Row> rows) {
        Comparison comparison = new Comparison();
        boolean pushes = true;
        for (Point p : points) {
            TrajectoryGradient gradient = vjp(p, p.a, setting.zeroGradient());
            double rounding = Math.ulp(magnitude(p));
            for (Probes.Probe probe : probes(probes, blocks)) {
                TrajectoryTangent v = probe.direction();
                Map<GradientReport.Method, Double> found = new EnumMap<>(GradientReport.Method.class);
                found.put(GradientReport.Method.VJP, v.dot(gradient));
                pushes = pushes && push(p, v, found);
                comparison.add(
                        probe.part(),
                        probe.part(),
                        RiddersDerivative.at0(size -> value(p, v, size), FIRST_STEP, rounding),
                        found);
            }
        }
        rows.addAll(comparison.rows(Double.NaN));
        return pushes;
    }

    private List<Probes.Probe> probes(Probes probes, List<GradientCheck.Block> blocks) {
        List<Probes.Probe> all = new ArrayList<>();
        probes.ofState().forEach(probe -> all.add(new Probes.Probe("state", false, probe.direction())));
        for (int k = 0; k < 2; k++) {
            RandomKey own = key.derive("time").derive(k);
            double[] v = new double[timeScale.length];
            Arrays.setAll(v, b -> timeScale[b] * Probes.either(own, b));
            all.add(new Probes.Probe("time", true, new TrajectoryTangent(null, null, null, null, v, null)));
        }
        blocks.forEach(block -> all.addAll(probes.ofBlock(block)));
        all.addAll(probes.ofContext());
        return all;
    }

    private boolean push(Point p, TrajectoryTangent v, Map<GradientReport.Method, Double> found) {
        Matrix out = Matrix.zeros(p.y.features(), p.y.batch());
        FieldTangent tangent = new FieldTangent(v.initialState(), v.startTimes(), v.parameters(), v.context());
        try {
            field.jvp(p.t, p.y, setting.context(), tangent, out);
        } catch (UnsupportedOperationException absent) {
            return false;
        }
        found.put(GradientReport.Method.JVP, TrajectoryTangent.dot(p.a, out));
        return true;
    }

    private double value(Point p, TrajectoryTangent v, double size) {
        Setting moved = new Setting(setting.parameters(), p.y, setting.context(), setting.at())
                .moved(new TrajectoryTangent(v.initialState(), v.parameters(), v.context(), null, null, null), size);
        double[] t = Setting.moved(p.t, v.startTimes(), size);
        return TrajectoryTangent.dot(p.a, eval(fields.apply(moved.parameters()), t, moved.y0(), moved.context()));
    }

    private static double magnitude(Point p) {
        double sum = 0;
        for (int f = 0; f < p.y.features(); f++) {
            for (int b = 0; b < p.y.batch(); b++) {
                sum += Math.abs(p.a.get(f, b) * p.slope.get(f, b));
            }
        }
        return sum;
    }
}
