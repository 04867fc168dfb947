package dev.tidepath.latent;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.SolveStatus;
import dev.tidepath.ode.StepRecord;
import dev.tidepath.ode.StepRecorder;
import dev.tidepath.ode.adjoint.ForwardSensitivity;
import dev.tidepath.ode.adjoint.TrajectoryTangent;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The Laplace approximation of the posterior of z₀ with all weights held: the mode of {@code ½|z₀|² − ln p(y | z₀)} over a
 * window's context, by Levenberg and Marquardt's method (Marquardt 1963, doi:10.1137/0111030) with forward sensitivities of
 * the path, and the Gauss–Newton curvature there. A window's result does not depend on its companions.
 */
final class Refinement {

    private static final double FIRST_DAMPING = 1e-2;
    private static final double MOST_DAMPING = 1e8;
    private static final double RELATIVE_GAIN = 1e-9;

    /** Distance of central differences, in deviations of the posterior. */
    private static final double APART = 0.02;

    private final LatentOde model;
    private final double[] values;
    private final OdeSolver solver;
    private final DifferentiableField field;
    private final Decoder.Run decoder;
    private final int steps;

    Refinement(
            LatentOde model,
            double[] values,
            OdeSolver solver,
            DifferentiableField field,
            Decoder.Run decoder,
            int steps) {
        this.model = model;
        this.values = values;
        this.solver = solver;
        this.field = field;
        this.decoder = decoder;
        this.steps = steps;
    }

    /** The windows' curvatures at the modes, which replace the states given. */
    List<Cholesky> refine(List<Window> chunk, Matrix state) {
        List<Window> known = chunk.stream().map(Window::ofContext).toList();
        SaveAt at = LatentOdeRun.saveAt(known);
        Context context = model.options().conditioning().context(known);
        Fit[] fits = known.stream().map(Fit::new).toArray(Fit[]::new);
        linearise(known, state, context, at, fits);
        for (int i = 0; i < steps; i++) {
            Matrix trial = state.slice(0, state.batch());
            for (int b = 0; b < fits.length; b++) {
                fits[b].propose(b, trial);
            }
            Solution tried = solver.solve(field, trial, context, at);
            boolean moving = false;
            double[] costs = costs(known, trial, tried, fits);
            for (int b = 0; b < fits.length; b++) {
                boolean better = tried.status(b) == SolveStatus.SUCCESS && costs[b] < fits[b].cost;
                if (fits[b].settle(better, costs[b])) {
                    copy(trial, b, state);
                }
                moving |= fits[b].moving;
            }
            if (!moving) {
                break;
            }
            linearise(known, state, context, at, fits);
        }
        List<Cholesky> curvatures = new ArrayList<>();
        for (Fit fit : fits) {
            curvatures.add(fit.undamped());
        }
        return curvatures;
    }

    /**
     * Where one window's posterior has its mode.
     *
     * @param state the mode
     * @param curvature there
     */
    record Mode(Matrix state, Cholesky curvature) {}

    /**
     * How a function of the mode and the curvature there follows the context's values, in their packed order:
     * {@code dz/dy_k = H⁻¹ (∂m_k/∂z)/σ²}, for the mode stays where the slopes of penalty and prior cancel. The Hessian H and the
     * function's slopes are central differences along the axes of the latent space.
     */
    double[] contextGradient(Window window, Mode mode, ToDoubleFunction<Mode> function) {
        Window known = window.ofContext();
        int size = mode.state().features();
        double[] slopes = new double[size];
        double[][] hessian = new double[size][size];
        for (int d = 0; d < size; d++) {
            double h = APART * mode.curvature().inverseScale(d);
            Fit up = beside(known, mode, d, h);
            Fit down = beside(known, mode, d, -h);
            slopes[d] = (function.applyAsDouble(up.mode()) - function.applyAsDouble(down.mode())) / (2 * h);
            for (int e = 0; e < size; e++) {
                hessian[d][e] = (down.descent[e] - up.descent[e]) / (2 * h);
            }
        }
        double[] moved = Cholesky.of(hessian).solve(slopes);
        boolean isMinimum = Arrays.stream(moved).allMatch(Double::isFinite);
        return pulled(known, mode, isMinimum ? moved : mode.curvature().solve(slopes));
    }

    /** The least squares at a little distance along one axis from a mode. */
    private Fit beside(Window known, Mode mode, int axis, double distance) {
        Matrix state = mode.state().slice(0, 1);
        state.set(axis, 0, state.get(axis, 0) + distance);
        Fit fit = new Fit(known);
        List<Window> one = List.of(known);
        Context context = model.options().conditioning().context(one);
        linearise(one, state, context, LatentOdeRun.saveAt(one), new Fit[] {fit});
        fit.at = state;
        return fit;
    }

    /** {@code (∂m_k/∂z)ᵀ moved · ψ(r_k)/(r_k σ²)} for each value. */
    private double[] pulled(Window known, Mode mode, double[] moved) {
        Matrix direction = Matrix.zeros(moved.length, 1);
        for (int f = 0; f < moved.length; f++) {
            direction.set(f, 0, moved[f]);
        }
        List<Window> one = List.of(known);
        SaveAt at = LatentOdeRun.saveAt(one);
        Context context = model.options().conditioning().context(one);
        StepRecorder recorder = new StepRecorder(1);
        Solution path = solver.solve(field, mode.state(), context, at, recorder).orThrow();
        Matrix tangent = new ForwardSensitivity(solver, recorder.record(path), field, mode.state(), context, at)
                .push(TrajectoryTangent.of(direction, null, null));
        Matrix means = Matrix.zeros(model.channels(), path.outputs().batch());
        decoder.mean(path.outputs(), one, means);
        Observations seen = known.targets();
        double[] result = new double[seen.first(0) + seen.count()];
        for (int c = 0; c < model.channels(); c++) {
            Matrix slopes = decoder.slopes(path.outputs(), one, c);
            double deviation = model.decoder().deviation(values, 0, c, known);
            for (int i = 0; i < seen.size(); i++) {
                double along = 0;
                for (int f = 0; f < moved.length; f++) {
                    along += slopes.get(f, i) * tangent.get(f, i);
                }
                for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                    if (seen.channel(k) == c) {
                        double r = (seen.value(k) - means.get(c, i)) / deviation;
                        double weight = model.options().decoder().likelihood().weight(r);
                        result[k] = along * weight / (deviation * deviation);
                    }
                }
            }
        }
        return result;
    }

    private static void copy(Matrix from, int lane, Matrix to) {
        for (int f = 0; f < to.features(); f++) {
            to.set(f, lane, from.get(f, lane));
        }
    }

    private double[] costs(List<Window> known, Matrix start, Solution path, Fit[] fits) {
        Matrix means = Matrix.zeros(model.channels(), path.outputs().batch());
        decoder.mean(path.outputs(), known, means);
        double[] costs = new double[fits.length];
        int first = 0;
        for (int b = 0; b < fits.length; b++) {
            costs[b] = fits[b].cost(b, start, first, means);
            first += known.get(b).targets().size();
        }
        return costs;
    }

    private void linearise(List<Window> known, Matrix state, Context context, SaveAt at, Fit[] fits) {
        StepRecorder recorder = new StepRecorder(state.batch());
        Solution path = solver.solve(field, state, context, at, recorder).orThrow();
        StepRecord record = recorder.record(path);
        Matrix states = path.outputs();
        Matrix means = Matrix.zeros(model.channels(), states.batch());
        decoder.mean(states, known, means);
        List<Matrix> slopes = new ArrayList<>();
        for (int c = 0; c < model.channels(); c++) {
            slopes.add(decoder.slopes(states, known, c));
        }
        ForwardSensitivity sensitivity = new ForwardSensitivity(solver, record, field, state, context, at);
        List<Matrix> moved = new ArrayList<>();
        for (int d = 0; d < state.features(); d++) {
            Matrix direction = Matrix.zeros(state.features(), state.batch());
            Arrays.fill(direction.row(d), 0, state.batch(), 1.0);
            moved.add(sensitivity.push(TrajectoryTangent.of(direction, null, null)));
        }
        int first = 0;
        for (int b = 0; b < fits.length; b++) {
            fits[b].linearise(b, state, first, means, slopes, moved);
            first += known.get(b).targets().size();
        }
    }

    /** One window's least squares. */
    private final class Fit {
        private final Observations seen;
        private final double[] deviations;
        private final int size;
        private final double[][] curvature;
        private final double[] descent;
        private double cost;
        private double damping = FIRST_DAMPING;
        private boolean moving = true;
        private boolean stale = true;
        private Matrix at = Matrix.zeros(0, 0);

        Fit(Window known) {
            seen = known.targets();
            size = model.options().latentSize();
            curvature = new double[size][size];
            descent = new double[size];
            deviations = new double[model.channels()];
            for (int c = 0; c < deviations.length; c++) {
                deviations[c] = model.decoder().deviation(values, 0, c, known);
            }
        }

        double cost(int lane, Matrix start, int first, Matrix means) {
            double sum = 0;
            for (int f = 0; f < size; f++) {
                sum += 0.5 * start.get(f, lane) * start.get(f, lane);
            }
            for (int i = 0; i < seen.size(); i++) {
                for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                    int c = seen.channel(k);
                    double r = (seen.value(k) - means.get(c, first + i)) / deviations[c];
                    sum += model.options().decoder().likelihood().penalty(r);
                }
            }
            return sum;
        }

        void linearise(int lane, Matrix state, int first, Matrix means, List<Matrix> slopes, List<Matrix> moved) {
            if (!stale) {
                return;
            }
            stale = false;
            cost = cost(lane, state, first, means);
            for (int d = 0; d < size; d++) {
                Arrays.fill(curvature[d], 0.0);
                curvature[d][d] = 1;
                descent[d] = -state.get(d, lane);
            }
            double[] jacobian = new double[size];
            for (int i = 0; i < seen.size(); i++) {
                for (int k = seen.first(i); k < seen.first(i + 1); k++) {
                    int c = seen.channel(k);
                    for (int d = 0; d < size; d++) {
                        double sum = 0;
                        for (int f = 0; f < size; f++) {
                            sum += slopes.get(c).get(f, first + i)
                                    * moved.get(d).get(f, first + i);
                        }
                        jacobian[d] = sum / deviations[c];
                    }
                    double r = (seen.value(k) - means.get(c, first + i)) / deviations[c];
                    add(jacobian, r, model.options().decoder().likelihood().weight(r));
                }
            }
        }

        private void add(double[] jacobian, double r, double weight) {
            for (int d = 0; d < size; d++) {
                descent[d] += weight * r * jacobian[d];
                for (int e = 0; e < size; e++) {
                    curvature[d][e] += weight * jacobian[d] * jacobian[e];
                }
            }
        }

        void propose(int lane, Matrix trial) {
            if (moving) {
                double[][] damped = new double[size][];
                for (int d = 0; d < size; d++) {
                    damped[d] = curvature[d].clone();
                    damped[d][d] *= 1 + damping;
                }
                double[] step = Cholesky.of(damped).solve(descent);
                for (int d = 0; d < size; d++) {
                    trial.set(d, lane, trial.get(d, lane) + step[d]);
                }
            }
        }

        /** Whether the trial is taken. */
        boolean settle(boolean better, double trialCost) {
            if (!moving) {
                return false;
            }
            if (better) {
                moving = cost - trialCost > RELATIVE_GAIN * (1 + cost);
                damping /= 3;
                stale = true;
            } else {
                damping *= 4;
                moving = damping < MOST_DAMPING;
            }
            return better;
        }

        Mode mode() {
            return new Mode(at, undamped());
        }

        Cholesky undamped() {
            return Cholesky.of(curvature);
        }
    }

    /** The factor R of a positive definite matrix {@code H = R Rᵀ}, which is a curvature: its inverse is a covariance. */
    record Cholesky(double[][] factor) {

        static Cholesky of(double[][] matrix) {
            int n = matrix.length;
            double[][] r = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = matrix[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= r[i][k] * r[j][k];
                    }
                    r[i][j] = i == j ? Math.sqrt(sum) : sum / r[j][j];
                }
            }
            return new Cholesky(r);
        }

        /** The square root of an element of the inverse's diagonal, were the others known. */
        double inverseScale(int axis) {
            double squares = 0;
            for (double r : factor[axis]) {
                squares += r * r;
            }
            return 1 / Math.sqrt(squares);
        }

        double[] solve(double[] b) {
            double[] y = b.clone();
            for (int i = 0; i < y.length; i++) {
                for (int k = 0; k < i; k++) {
                    y[i] -= factor[i][k] * y[k];
                }
                y[i] /= factor[i][i];
            }
            return scatter(y);
        }

        /** {@code R⁻ᵀ ε}, whose covariance is the inverse of the matrix if ε's is one. */
        double[] scatter(double[] noise) {
            double[] x = noise.clone();
            for (int i = x.length - 1; i >= 0; i--) {
                for (int k = i + 1; k < x.length; k++) {
                    x[i] -= factor[k][i] * x[k];
                }
                x[i] /= factor[i][i];
            }
            return x;
        }
    }
}
