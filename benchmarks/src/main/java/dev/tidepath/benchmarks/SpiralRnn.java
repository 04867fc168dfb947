package dev.tidepath.benchmarks;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.latent.Observations;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.RnnCell;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recurrent rival on spirals: 25 hidden features, reading (x, y, time to the next observation) and predicting the next
 * observation; ahead of the last one it reads its own predictions, a point at a time.
 */
final class SpiralRnn {

    private static final int SIZE = 25;
    private static final int CHUNK = 100;

    private final Parameters parameters = new Parameters();
    private final DifferentiableMap step;

    SpiralRnn() {
        RnnCell cell = RnnCell.in(parameters, "cell", 3, SIZE);
        Linear out = Linear.in(parameters, "out", SIZE, 2, 1);
        step = new DifferentiableMap(parameters.blocks(), new int[] {SIZE, 3}, 1, (g, in) -> next(g, cell, out, in));
    }

    /** From (state, seen) to (next state, mean of the next observation). */
    private static List<Var> next(Graph g, RnnCell cell, Linear out, List<Var> in) {
        Var state = cell.apply(g, in.get(1), in.get(0));
        return List.of(state, out.apply(g, state));
    }

    double[] initialValues(RandomKey key) {
        return parameters.initialValues(key);
    }

    Objective objective(Spirals training, int batch, RandomKey key) {
        return Objective.of((batch + CHUNK - 1) / CHUNK, values -> {
            Run run = new Run(values, Math.min(batch, CHUNK));
            return (iteration, chunk, into) -> {
                List<Observations> windows = new ArrayList<>();
                for (int i = chunk * CHUNK; i < Math.min(batch, (chunk + 1) * CHUNK); i++) {
                    RandomKey own = key.derive(iteration).derive(i);
                    windows.add(training.any(own));
                }
                return run.lossAndGradient(windows, 1.0 / batch, into);
            };
        });
    }

    double[][][] predict(double[] values, Spirals test) {
        Run run = new Run(values, test.series().size());
        return run.ahead(test.series().stream().map(Spirals.Spiral::observed).toList());
    }

    /** What was predicted of each observation but the first, by series, coordinate and observation. */
    double[][][] fit(double[] values, Spirals test) {
        List<Observations> series =
                test.series().stream().map(Spirals.Spiral::observed).toList();
        int steps = series.get(0).size() - 1;
        List<Matrix> means = new Run(values, series.size()).read(series, steps);
        double[][][] fitted = new double[series.size()][2][steps];
        for (int b = 0; b < fitted.length; b++) {
            for (int s = 0; s < steps; s++) {
                fitted[b][0][s] = means.get(s).get(0, b);
                fitted[b][1][s] = means.get(s).get(1, b);
            }
        }
        return fitted;
    }

    private final class Run {
        private final DifferentiableMap.Pass pass;
        private final List<Matrix> states = new ArrayList<>();
        private final List<Matrix> seen = new ArrayList<>();
        private final int capacity;

        Run(double[] values, int capacity) {
            pass = step.newPass(values);
            this.capacity = capacity;
        }

        /** All series have as many observations, all of both coordinates. */
        private double lossAndGradient(List<Observations> series, double weight, double[] gradient) {
            int batch = series.size();
            int steps = series.get(0).size() - 1;
            List<Matrix> means = read(series, steps);
            double scale = 1 / (Spirals.NOISE * Spirals.NOISE);
            double loss = 0;
            for (int s = 0; s < steps; s++) {
                for (int b = 0; b < batch; b++) {
                    Observations o = series.get(b);
                    for (int c = 0; c < 2; c++) {
                        double error = means.get(s).get(c, b) - o.value(o.first(s + 1) + c);
                        loss += 0.5 * scale * error * error;
                        means.get(s).set(c, b, weight * scale * error);
                    }
                }
            }
            Matrix bar = Matrix.zeros(SIZE, batch);
            for (int s = steps - 1; s >= 0; s--) {
                pass.pullback(
                        batch,
                        new Matrix[] {states.get(s), seen.get(s)},
                        new Matrix[] {bar, means.get(s)},
                        new Matrix[] {bar},
                        gradient);
            }
            return weight * loss;
        }

        /** Reads observations up to one; the means of those after each. */
        private List<Matrix> read(List<Observations> series, int steps) {
            int batch = series.size();
            while (states.size() <= steps) {
                states.add(Matrix.zeros(SIZE, capacity));
                seen.add(Matrix.zeros(3, capacity));
            }
            states.get(0).resize(batch);
            states.get(0).clear();
            List<Matrix> means = new ArrayList<>();
            for (int s = 0; s < steps; s++) {
                seen.get(s).resize(batch);
                states.get(s + 1).resize(batch);
                for (int b = 0; b < batch; b++) {
                    Observations o = series.get(b);
                    seen.get(s).set(0, b, o.value(o.first(s)));
                    seen.get(s).set(1, b, o.value(o.first(s) + 1));
                    seen.get(s).set(2, b, o.time(s + 1) - o.time(s));
                }
                means.add(Matrix.zeros(2, batch));
                pass.value(
                        batch, new Matrix[] {states.get(s), seen.get(s)}, new Matrix[] {states.get(s + 1), means.get(s)
                        });
            }
            return means;
        }

        private double[][][] ahead(List<Observations> series) {
            int batch = series.size();
            int steps = series.get(0).size() - 1;
            read(series, steps);
            Matrix state = states.get(steps);
            Matrix given = Matrix.zeros(3, batch);
            Matrix mean = Matrix.zeros(2, batch);
            for (int b = 0; b < batch; b++) {
                Observations o = series.get(b);
                mean.set(0, b, o.value(o.first(steps)));
                mean.set(1, b, o.value(o.first(steps) + 1));
                given.set(2, b, Spirals.STEP * Spirals.SEEN - o.time(steps));
            }
            double[][][] predicted = new double[batch][2][Spirals.AHEAD];
            for (int i = 0; i < Spirals.AHEAD; i++) {
                System.arraycopy(mean.row(0), 0, given.row(0), 0, batch);
                System.arraycopy(mean.row(1), 0, given.row(1), 0, batch);
                pass.value(batch, new Matrix[] {state, given}, new Matrix[] {state, mean});
                Arrays.fill(given.row(2), 0, batch, Spirals.STEP);
                for (int b = 0; b < batch; b++) {
                    predicted[b][0][i] = mean.get(0, b);
                    predicted[b][1][i] = mean.get(1, b);
                }
            }
            return predicted;
        }
    }
}
