package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of an explicit Runge–Kutta step of constant size. With {@code λ} the adjoint of {@code y₁} and
 * {@code ω_m} those of dense outputs at {@code θ_m}, for {@code i = s … 1}
 *
 * <pre>
 * k̄ᵢ = h (bᵢ λ + Σ_m wᵢ(θ_m) ω_m + Σ_{j>i} aⱼᵢ ȳⱼ),    ȳᵢ = (∂f/∂y)ᵀ k̄ᵢ at stage i
 * ȳ  = λ + Σ_m ω_m + Σᵢ ȳᵢ,    t̄ = Σᵢ k̄ᵢᵀ ∂f/∂t,    h̄ = (1/h) Σᵢ kᵢᵀ k̄ᵢ + Σᵢ cᵢ k̄ᵢᵀ ∂f/∂t
 * </pre>
 *
 * after Sanz-Serna (2016), Symplectic Runge–Kutta schemes for adjoint equations, SIAM Review 58,
 * doi:10.1137/151002769. Stages at the end that no output needs are skipped: those for dense output alone, and a last
 * one of weight zero.
 */
final class RungeKuttaPullback implements StepPullback {

    private final Interpolant interpolant;
    private final double[] b;
    private final double[] c;
    private final Matrix[] k;
    private final double[][][] rows;
    private final WeightedSum[] arguments;
    private final Matrix[] states;
    private final double[][] times;
    private final Matrix[] outputs;
    private final Matrix direct;
    private final Matrix lambdaCopy;
    private final Matrix[] stateAdjoints;
    private final Sums withoutLast;
    private final Sums own;
    private final Sums withDense;
    private final @Nullable FieldGradient[] gradients;
    private final Matrix stageAdjoint;
    private final Matrix zero;
    private final double[] ones;
    private final double[] timeAdjoint;
    private final double[] slopeProducts;
    private final double[] weights;
    private final double[][] weightRows;
    private final double[] scaled;
    private final int[] usedStages;
    private final int last;
    private final int capacity;
    private final @Nullable Linearization[] linear;
    private @Nullable DifferentiableField field;
    private @Nullable FieldGradient sumsInto;
    private Context context = Context.none();
    private double[] h = {};
    private double[] timeSums = {};
    private Sums sums;
    private boolean wantTime;
    private boolean hasOutputs;

    RungeKuttaPullback(ButcherTableau tableau, int features, int batch) {
        double[][] a = tableau.a();
        int all = a.length;
        last = tableau.stages() - 1;
        capacity = batch;
        interpolant = tableau.interpolant();
        b = Arrays.copyOf(tableau.b(), all);
        c = tableau.c();
        k = matrices(all, features, batch);
        rows = new double[all][][];
        Arrays.setAll(rows, i -> k[i].rows());
        arguments = WeightedSum.each(a, k);
        states = matrices(all, features, batch);
        outputs = matrices(all, features, batch);
        direct = Matrix.zeros(features, batch);
        lambdaCopy = Matrix.zeros(features, batch);
        stateAdjoints = matrices(all, features, batch);
        withoutLast = new Sums(a, b, last - 1, lambdaCopy, stateAdjoints);
        own = new Sums(a, b, last, lambdaCopy, stateAdjoints);
        withDense = new Sums(a, b, all - 1, lambdaCopy, stateAdjoints);
        sums = own;
        gradients = new FieldGradient[all];
        linear = new Linearization[all];
        stageAdjoint = Matrix.zeros(features, batch);
        zero = Matrix.zeros(features, batch);
        int lanes = zero.lanes();
        times = new double[all][lanes];
        ones = new double[lanes];
        Arrays.fill(ones, 1.0);
        timeAdjoint = new double[lanes];
        slopeProducts = new double[lanes];
        weights = new double[all];
        weightRows = new double[all][lanes];
        scaled = new double[lanes];
        usedStages = interpolant.usedStages();
    }

    private static Matrix[] matrices(int n, int features, int batch) {
        Matrix[] all = new Matrix[n];
        Arrays.setAll(all, i -> Matrix.zeros(features, batch));
        return all;
    }

    /** The sums of a pull that begins at stage {@code top}. */
    private static final class Sums {

        final int top;
        final WeightedSum[] stage;
        final WeightedSum total;

        /** For each stage i the sum {@code bᵢ λ + Σ_{i<j≤top} aⱼᵢ ȳⱼ}, and {@code Σ_{j≤top} ȳⱼ}. */
        Sums(double[][] a, double[] b, int top, Matrix lambda, Matrix[] stateAdjoints) {
            this.top = top;
            stage = new WeightedSum[top + 1];
            for (int i = 0; i <= top; i++) {
                double[] w = new double[top - i + 1];
                Matrix[] terms = new Matrix[w.length];
                w[0] = b[i];
                terms[0] = lambda;
                for (int j = i + 1; j <= top; j++) {
                    w[j - i] = a[j][i];
                    terms[j - i] = stateAdjoints[j];
                }
                stage[i] = WeightedSum.of(w, terms);
            }
            double[] one = new double[top + 1];
            Arrays.fill(one, 1.0);
            total = WeightedSum.of(one, stateAdjoints);
        }
    }

    @Override
    public void begin(DifferentiableField f, Context fixed, double[] t, double[] size, Matrix y, FieldGradient into) {
        bind(f, into);
        context = fixed;
        h = size;
        wantTime = into.time() != null;
        sums = wantTime || b[last] != 0.0 ? own : withoutLast;
        states[0].copyFrom(y);
        for (int i = 0; i < k.length; i++) {
            StageKernels.stageTimes(t, c[i], h, times[i], y.lanes());
            if (i <= last) {
                formState(i);
            }
            if (i <= sums.top) {
                linearize(i);
            }
        }
        if (hasOutputs) {
            hasOutputs = false;
            direct.clear();
            for (Matrix output : outputs) {
                output.clear();
            }
        }
    }

    private void formState(int stage) {
        if (stage > 0) {
            arguments[stage].into(states[0], h, states[stage]);
        }
    }

    @Override
    public void addOutputs(double[] theta, Matrix adjoints) {
        hasOutputs = true;
        include();
        int lanes = direct.lanes();
        interpolant.weights(theta, lanes, weightRows);
        for (int f = 0; f < direct.features(); f++) {
            double[] adjoint = adjoints.row(f);
            StageKernels.add(adjoint, direct.row(f), lanes);
            StageKernels.scale(h, adjoint, scaled, lanes);
            for (int i : usedStages) {
                StageKernels.addProductPerLane(weightRows[i], scaled, outputs[i].row(f), lanes);
            }
        }
    }

    /** Takes the stages at the end that only dense output needs into the pull. */
    private void include() {
        int top = usedStages[usedStages.length - 1];
        if (sums == withoutLast && top >= last) {
            linearize(last);
            sums = own;
        }
        if (sums == own && top > last) {
            for (int i = last + 1; i < k.length; i++) {
                formState(i);
                linearize(i);
            }
            sums = withDense;
        }
    }

    private void linearize(int stage) {
        linearization(stage).eval(times[stage], states[stage], context, k[stage]);
    }

    private Linearization linearization(int stage) {
        Linearization at = linear[stage];
        if (at == null) {
            DifferentiableField f = field;
            FieldGradient into = sumsInto;
            if (f == null || into == null) {
                throw new IllegalStateException("begin has to be called before addOutputs and pull");
            }
            at = f.newLinearization(capacity, into.parameters() != null);
            linear[stage] = at;
        }
        return at;
    }

    @Override
    public double thetaAdjoint(int lane, double theta, Matrix adjoints, int column) {
        include();
        interpolant.derivatives(theta, weights);
        double sum = 0;
        for (int i = 0; i <= sums.top; i++) {
            for (int f = 0; f < direct.features(); f++) {
                sum += weights[i] * rows[i][f][lane] * adjoints.get(f, column);
            }
        }
        return sum * h[lane];
    }

    @Override
    public void pull(Matrix lambda, double[] stepSize) {
        lambdaCopy.copyFrom(lambda);
        int lanes = lambda.lanes();
        for (int row = 0; hasOutputs && row < lambda.features(); row++) {
            StageKernels.add(lambda.row(row), direct.row(row), lanes);
        }
        Arrays.fill(slopeProducts, 0.0);
        for (int i = sums.top; i >= 0; i--) {
            sums.stage[i].into(hasOutputs ? outputs[i] : zero, h, stageAdjoint);
            stateAdjoints[i].clear();
            Arrays.fill(timeAdjoint, 0.0);
            linearization(i).vjp(stageAdjoint, gradient(i));
            if (wantTime) {
                addTimes(i, stepSize, lanes);
            }
        }
        sums.total.into(hasOutputs ? direct : lambdaCopy, ones, lambda);
        for (int lane = 0; wantTime && lane < lambda.batch(); lane++) {
            stepSize[lane] += h[lane] == 0.0 ? 0.0 : slopeProducts[lane] / h[lane];
        }
    }

    @Override
    public void resize(int batch) {
        for (Matrix[] each : List.of(k, states, outputs, stateAdjoints)) {
            for (Matrix stage : each) {
                stage.resize(batch);
            }
        }
        direct.resize(batch);
        lambdaCopy.resize(batch);
        stageAdjoint.resize(batch);
        zero.resize(batch);
    }

    private void addTimes(int stage, double[] stepSize, int lanes) {
        StageKernels.add(timeAdjoint, timeSums, lanes);
        for (int lane = 0; lane < lanes; lane++) {
            stepSize[lane] += c[stage] * timeAdjoint[lane];
        }
        for (int f = 0; f < stageAdjoint.features(); f++) {
            StageKernels.addProductPerLane(rows[stage][f], stageAdjoint.row(f), slopeProducts, lanes);
        }
    }

    /** Keeps the linearizations while field and wishes stay the same, and the gradient objects while the parts do. */
    private void bind(DifferentiableField f, FieldGradient into) {
        FieldGradient before = sumsInto;
        if (before != null && f == field && before.equals(into)) {
            return;
        }
        if (before == null || f != field || (before.parameters() == null) != (into.parameters() == null)) {
            Arrays.fill(linear, null);
        }
        Arrays.fill(gradients, null);
        field = f;
        sumsInto = into;
        double[] time = into.time();
        timeSums = time == null ? timeSums : time;
    }

    private FieldGradient gradient(int stage) {
        FieldGradient gradient = gradients[stage];
        FieldGradient into = sumsInto;
        if (gradient == null && into != null) {
            double[] time = into.time() == null ? null : timeAdjoint;
            gradient = new FieldGradient(stateAdjoints[stage], time, into.parameters(), into.context());
            gradients[stage] = gradient;
        }
        return Objects.requireNonNull(gradient);
    }
}
