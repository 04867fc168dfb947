package dev.tidepath.ode;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.StageKernels;
import java.util.Arrays;
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
 * doi:10.1137/151002769. A last stage of weight zero is skipped when no output needs it.
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
    private final WeightedSum[] allStages;
    private final WeightedSum[] withoutLast;
    private final WeightedSum total;
    private final WeightedSum totalWithoutLast;
    private final @Nullable FieldGradient[] gradients;
    private final Matrix stageAdjoint;
    private final Matrix zero;
    private final double[] ones;
    private final double[] timeAdjoint;
    private final double[] slopeProducts;
    private final double[] weights;
    private final int last;
    private @Nullable DifferentiableField field;
    private Context context = Context.none();
    private double[] h = {};
    private boolean wantTime;
    private boolean lastStage;
    private boolean hasOutputs;

    RungeKuttaPullback(ButcherTableau tableau, int features, int batch) {
        int stages = tableau.stages();
        double[][] a = tableau.a();
        last = stages - 1;
        interpolant = tableau.interpolant();
        b = tableau.b();
        c = tableau.c();
        k = matrices(stages, features, batch);
        rows = new double[stages][][];
        Arrays.setAll(rows, i -> k[i].rows());
        arguments = new WeightedSum[stages];
        Arrays.setAll(arguments, i -> WeightedSum.of(a[i], k));
        states = matrices(stages, features, batch);
        outputs = matrices(stages, features, batch);
        direct = Matrix.zeros(features, batch);
        lambdaCopy = Matrix.zeros(features, batch);
        stateAdjoints = matrices(stages, features, batch);
        allStages = columns(a, last);
        withoutLast = columns(a, last - 1);
        double[] one = new double[stages];
        Arrays.fill(one, 1.0);
        total = WeightedSum.of(one, stateAdjoints);
        totalWithoutLast = WeightedSum.of(Arrays.copyOf(one, last), stateAdjoints);
        gradients = new FieldGradient[stages];
        stageAdjoint = Matrix.zeros(features, batch);
        zero = Matrix.zeros(features, batch);
        int lanes = zero.lanes();
        times = new double[stages][lanes];
        ones = new double[lanes];
        Arrays.fill(ones, 1.0);
        timeAdjoint = new double[lanes];
        slopeProducts = new double[lanes];
        weights = new double[stages];
    }

    private static Matrix[] matrices(int n, int features, int batch) {
        Matrix[] all = new Matrix[n];
        Arrays.setAll(all, i -> Matrix.zeros(features, batch));
        return all;
    }

    /** For each stage i the sum {@code bᵢ λ + Σ_{i<j≤upTo} aⱼᵢ ȳⱼ}. */
    private WeightedSum[] columns(double[][] a, int upTo) {
        WeightedSum[] sums = new WeightedSum[b.length];
        for (int i = 0; i < b.length; i++) {
            double[] w = new double[Math.max(1, upTo - i + 1)];
            Matrix[] terms = new Matrix[w.length];
            w[0] = b[i];
            terms[0] = lambdaCopy;
            for (int j = i + 1; j <= upTo; j++) {
                w[j - i] = a[j][i];
                terms[j - i] = stateAdjoints[j];
            }
            sums[i] = WeightedSum.of(w, terms);
        }
        return sums;
    }

    @Override
    public void begin(
            DifferentiableField f, Context fixed, double[] t, double[] size, Matrix y, boolean wantTimeAdjoints) {
        field = f;
        context = fixed;
        h = size;
        wantTime = wantTimeAdjoints;
        lastStage = wantTime || b[last] != 0.0;
        states[0].copyFrom(y);
        for (int i = 0; i <= last; i++) {
            StageKernels.stageTimes(t, c[i], h, times[i], y.lanes());
            if (i > 0) {
                arguments[i].into(y, h, states[i]);
            }
            if (i < last || lastStage) {
                f.eval(times[i], states[i], fixed, k[i]);
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

    @Override
    public double addOutput(int lane, double theta, Matrix adjoints, int column) {
        hasOutputs = true;
        interpolant.weights(theta, weights);
        lastStage |= weights[last] != 0.0;
        for (int f = 0; f < direct.features(); f++) {
            direct.row(f)[lane] += adjoints.get(f, column);
        }
        for (int i = 0; i <= last; i++) {
            double scale = h[lane] * weights[i];
            for (int f = 0; scale != 0.0 && f < direct.features(); f++) {
                outputs[i].row(f)[lane] += scale * adjoints.get(f, column);
            }
        }
        return wantTime ? thetaAdjoint(lane, theta, adjoints, column) : 0.0;
    }

    private double thetaAdjoint(int lane, double theta, Matrix adjoints, int column) {
        interpolant.derivatives(theta, weights);
        double sum = 0;
        for (int i = 0; i <= last; i++) {
            for (int f = 0; f < direct.features(); f++) {
                sum += weights[i] * rows[i][f][lane] * adjoints.get(f, column);
            }
        }
        return sum * h[lane];
    }

    @Override
    public void pull(Matrix lambda, FieldGradient into, double @Nullable [] stepSize) {
        DifferentiableField f = field;
        if (f == null) {
            throw new IllegalStateException("begin has to be called before pull");
        }
        bind(into);
        lambdaCopy.copyFrom(lambda);
        int lanes = lambda.lanes();
        for (int row = 0; hasOutputs && row < lambda.features(); row++) {
            StageKernels.add(lambda.row(row), direct.row(row), lanes);
        }
        Arrays.fill(slopeProducts, 0.0);
        WeightedSum[] sums = lastStage ? allStages : withoutLast;
        for (int i = lastStage ? last : last - 1; i >= 0; i--) {
            sums[i].into(hasOutputs ? outputs[i] : zero, h, stageAdjoint);
            stateAdjoints[i].clear();
            Arrays.fill(timeAdjoint, 0.0);
            f.vjp(times[i], states[i], context, stageAdjoint, gradients[i]);
            if (wantTime) {
                addTimes(i, into.time(), stepSize, lanes);
            }
        }
        (lastStage ? total : totalWithoutLast).into(hasOutputs ? direct : lambdaCopy, ones, lambda);
        if (stepSize != null) {
            for (int lane = 0; lane < lambda.batch(); lane++) {
                stepSize[lane] += h[lane] == 0.0 ? 0.0 : slopeProducts[lane] / h[lane];
            }
        }
    }

    private void addTimes(int stage, double @Nullable [] time, double @Nullable [] stepSize, int lanes) {
        if (time != null) {
            StageKernels.add(timeAdjoint, time, lanes);
        }
        for (int lane = 0; stepSize != null && lane < lanes; lane++) {
            stepSize[lane] += c[stage] * timeAdjoint[lane];
        }
        for (int f = 0; f < stageAdjoint.features(); f++) {
            StageKernels.addProductPerLane(rows[stage][f], stageAdjoint.row(f), slopeProducts, lanes);
        }
    }

    /** One gradient object a stage, kept while the caller's parts stay the same arrays. */
    private void bind(FieldGradient into) {
        double[] time = wantTime ? timeAdjoint : null;
        FieldGradient first = gradients[0];
        if (first == null
                || first.parameters() != into.parameters()
                || first.context() != into.context()
                || first.time() != time) {
            Arrays.setAll(gradients, i -> new FieldGradient(stateAdjoints[i], time, into.parameters(), into.context()));
        }
    }
}
