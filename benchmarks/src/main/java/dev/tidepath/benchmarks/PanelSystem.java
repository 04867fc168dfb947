package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.VectorField;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.util.Pair;

/** Systems of which panels are generated, each with what one predicts who knows its equations. */
enum PanelSystem {
    /** {@code x = a exp(−ζt) cos(ωt + φ)}; amplitude, decay, frequency and phase differ from series to series. */
    OSCILLATOR(0.05) {
        @Override
        double[] unknowns(RandomKey key) {
            return new double[] {
                0.5 + key.uniform(0),
                0.5 + 0.5 * key.uniform(1),
                2 * Math.PI * (1 + 2 * key.uniform(2)),
                2 * Math.PI * key.uniform(3)
            };
        }

        @Override
        Matrix curve(double[] unknowns, double[] times) {
            Matrix x = Matrix.zeros(1, times.length);
            for (int i = 0; i < times.length; i++) {
                double angle = unknowns[2] * times[i] + unknowns[3];
                x.set(0, i, unknowns[0] * StrictMath.exp(-unknowns[1] * times[i]) * StrictMath.cos(angle));
            }
            return x;
        }
    },

    /** {@link PlainFields#LOTKA_VOLTERRA}, five of its time units in one; the starts differ, both animals are counted. */
    LOTKA_VOLTERRA(0.2, 0.1) {
        @Override
        double[] unknowns(RandomKey key) {
            return new double[] {1 + 4 * key.uniform(0), 0.5 + 2.5 * key.uniform(1)};
        }

        @Override
        Matrix curve(double[] unknowns, double[] times) {
            return solved(PlainFields.LOTKA_VOLTERRA, unknowns, times, 5);
        }
    },

    /**
     * FitzHugh (1961, doi:10.1016/S0006-3495(61)86902-6): {@code v' = v − v³/3 − w + 0.5}, {@code w' = 0.08 (v + 0.7 − 0.8 w)},
     * fifty of its time units in one; the starts differ, only v is seen.
     */
    FITZHUGH_NAGUMO(0.14) {
        @Override
        double[] unknowns(RandomKey key) {
            return new double[] {-2 + 4 * key.uniform(0), -0.5 + 2 * key.uniform(1)};
        }

        @Override
        Matrix curve(double[] unknowns, double[] times) {
            return solved(EXCITABLE, unknowns, times, 50);
        }
    },

    /** Ornstein–Uhlenbeck: {@code dx = −2x dt + 2 dW}, stationary with variance one; the optimum is Kalman's. */
    ORNSTEIN_UHLENBECK(0.2) {
        private static final double RATE = 2;

        @Override
        Matrix path(RandomKey key, double[] times) {
            Matrix x = Matrix.zeros(1, times.length);
            for (int i = 0; i < times.length; i++) {
                double kept = i == 0 ? 0 : StrictMath.exp(-RATE * (times[i] - times[i - 1]));
                double before = i == 0 ? 0 : x.get(0, i - 1);
                x.set(0, i, kept * before + Math.sqrt(1 - kept * kept) * key.gaussian(i));
            }
            return x;
        }

        @Override
        Matrix optimum(RandomKey key, double[][] times, double[][] values, double[] ahead) {
            double mean = 0;
            double variance = 1;
            double last = 0;
            for (int i = 0; i < times[0].length; i++) {
                double kept = StrictMath.exp(-RATE * (times[0][i] - last));
                mean *= kept;
                variance = 1 + kept * kept * (variance - 1);
                double gain = variance / (variance + noise(0) * noise(0));
                mean += gain * (values[0][i] - mean);
                variance *= 1 - gain;
                last = times[0][i];
            }
            Matrix predicted = Matrix.zeros(1, ahead.length);
            for (int i = 0; i < ahead.length; i++) {
                predicted.set(0, i, mean * StrictMath.exp(-RATE * (ahead[i] - last)));
            }
            return predicted;
        }
    };

    private static final VectorField EXCITABLE = (t, y, c, dydt) -> {
        double[] v = y.row(0);
        double[] w = y.row(1);
        double[] dv = dydt.row(0);
        double[] dw = dydt.row(1);
        for (int b = 0; b < y.batch(); b++) {
            dv[b] = v[b] - v[b] * v[b] * v[b] / 3 - w[b] + 0.5;
            dw[b] = 0.08 * (v[b] + 0.7 - 0.8 * w[b]);
        }
    };

    private static final OdeSolver SOLVER = OdeSolver.tsit5(1e-9, 1e-9, 100_000);
    private static final double DIFFERENCE = 1e-5;
    private static final int MOST_EVALUATIONS = 1000;

    @SuppressWarnings("ImmutableEnumChecker") // it is never written to
    private final double[] noise;

    PanelSystem(double... noise) {
        this.noise = noise;
    }

    int channels() {
        return noise.length;
    }

    /** The standard deviation of what is seen of a channel about the truth, about a tenth of its spread. */
    double noise(int channel) {
        return noise[channel];
    }

    /** The channels of a series at increasing times from 0 on, without noise. */
    Matrix path(RandomKey key, double[] times) {
        return curve(unknowns(key), times);
    }

    /** What differs from series to series. */
    double[] unknowns(RandomKey key) {
        throw new UnsupportedOperationException(name());
    }

    /** The channels at increasing times; rows beyond the channels are not seen. */
    Matrix curve(double[] unknowns, double[] times) {
        throw new UnsupportedOperationException(name());
    }

    /** The prediction of times ahead from what was seen by channel, by who knows the equations: least squares, from the truth on. */
    Matrix optimum(RandomKey key, double[][] times, double[][] values, double[] ahead) {
        double[] fitted = new LevenbergMarquardtOptimizer()
                .optimize(new LeastSquaresBuilder()
                        .model(residuals(times, values))
                        .target(
                                new double
                                        [Arrays.stream(values)
                                                .mapToInt(v -> v.length)
                                                .sum()])
                        .start(unknowns(key))
                        .maxEvaluations(MOST_EVALUATIONS)
                        .maxIterations(MOST_EVALUATIONS)
                        .build())
                .getPoint()
                .toArray();
        return curve(fitted, ahead);
    }

    private MultivariateJacobianFunction residuals(double[][] times, double[][] values) {
        return point -> {
            double[] at = point.toArray();
            double[] here = residuals(at, times, values);
            double[][] jacobian = new double[here.length][at.length];
            for (int k = 0; k < at.length; k++) {
                double[] moved = at.clone();
                moved[k] += DIFFERENCE;
                double[] there = residuals(moved, times, values);
                for (int i = 0; i < here.length; i++) {
                    jacobian[i][k] = (there[i] - here[i]) / DIFFERENCE;
                }
            }
            return new Pair<>(new ArrayRealVector(here), new Array2DRowRealMatrix(jacobian));
        };
    }

    private double[] residuals(double[] unknowns, double[][] times, double[][] values) {
        List<Double> residuals = new ArrayList<>();
        for (int c = 0; c < times.length; c++) {
            double[] curve = curve(unknowns, times[c]).row(c);
            for (int i = 0; i < times[c].length; i++) {
                residuals.add((curve[i] - values[c][i]) / noise[c]);
            }
        }
        return residuals.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static Matrix solved(VectorField field, double[] start, double[] times, double unit) {
        double[] scaled = Arrays.stream(times).map(t -> unit * t).toArray();
        SaveAt at = SaveAt.times(new double[1], new double[][] {scaled});
        return SOLVER.solve(field, Matrix.ofSamples(start), Context.none(), at)
                .orThrow()
                .outputs();
    }
}
