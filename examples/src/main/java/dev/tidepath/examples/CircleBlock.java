package dev.tidepath.examples;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.DifferentiableMap;
import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Integrand;
import dev.tidepath.nn.Linear;
import dev.tidepath.nn.Mlp;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.OdeException;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.NonFiniteLossException;
import dev.tidepath.train.Objective;
import java.util.Arrays;
import java.util.List;

/**
 * A classifier of points of the plane: rows of zeros below the point if it is augmented, an ODE from time 0 to 1, and a linear
 * score of where the path ends.
 */
final class CircleBlock {

    /** For the way of training. */
    private static final OdeSolver ROUGH = OdeSolver.dopri5(1e-3, 1e-3, 1_000);

    private final int size;
    private final Parameters layout = new Parameters();
    private final Mlp network;
    private final Linear head;
    private final List<Parameters.Block> ofField;
    private final DifferentiableMap loss;
    private final DifferentiableMap score;

    /**
     * Lays it out.
     *
     * @param further rows of zeros
     * @param width of the field's two hidden layers
     */
    CircleBlock(int further, int width) {
        size = 2 + further;
        network = Mlp.in(layout, "field", new int[] {size + 1, width, width, size}, 0.3);
        ofField = layout.blocks();
        head = Linear.in(layout, "head", size, 1, 1);
        List<Parameters.Block> ofHead = layout.blocksAfter(ofField.size());
        score = new DifferentiableMap(ofHead, new int[] {size}, 1, (g, in) -> List.of(head.apply(g, in.get(0))));
        loss = new DifferentiableMap(ofHead, new int[] {size, 1}, 1, (g, in) -> {
            Var margin = g.multiply(head.apply(g, in.get(0)), in.get(1));
            return List.of(g.softplus(g.scaleShift(margin, -1, 0)));
        });
    }

    private Var rate(Graph g, Var t, Var z) {
        return network.apply(g, g.concat(z, t));
    }

    double[] initialValues(RandomKey key) {
        return layout.initialValues(key);
    }

    int size() {
        return size;
    }

    /** The field of the paths with integrals along them. */
    FieldProgram field(List<Integrand> integrands) {
        FieldProgram.Definition moving = (g, t, z, none) -> rate(g, t, z);
        return new FieldProgram(
                layout,
                ofField,
                size + integrands.size(),
                0,
                integrands.isEmpty() ? moving : moving.integrating(size, Trace.EXACT, integrands));
    }

    /** Points with rows of zeros below them. */
    static Matrix starts(Matrix points, int features) {
        Matrix starts = Matrix.zeros(features, points.batch());
        for (int f = 0; f < 2; f++) {
            System.arraycopy(points.row(f), 0, starts.row(f), 0, points.batch());
        }
        return starts;
    }

    /** The first rows of states. */
    private Matrix latent(Matrix states) {
        Matrix first = Matrix.zeros(size, states.batch());
        for (int f = 0; f < size; f++) {
            System.arraycopy(states.row(f), 0, first.row(f), 0, states.batch());
        }
        return first;
    }

    /** Positive in the ring, negative in the disc. */
    double[] scores(double[] weights, Matrix ends) {
        Matrix out = Matrix.zeros(1, ends.batch());
        score.newPass(weights).value(ends.batch(), new Matrix[] {latent(ends)}, new Matrix[] {out});
        return out.row(0);
    }

    /** Logistic losses {@code ln(1 + exp(−label · score))} and their way back; with the workspaces of one thread. */
    final class Losses {

        private final DifferentiableMap.Pass pass;
        private final Matrix[] values;
        private final Matrix[] bars;
        private final Matrix[] adjoints;

        Losses(double[] weights, int batch) {
            pass = loss.newPass(weights);
            values = new Matrix[] {Matrix.zeros(1, batch)};
            bars = new Matrix[] {Matrix.zeros(1, batch)};
            adjoints = new Matrix[] {Matrix.zeros(size, batch)};
        }

        /** One loss a point. The adjoints of a weight times them go to the first rows of a matrix and are added to a gradient. */
        double[] of(Matrix ends, Matrix labels, double weight, Matrix into, double[] gradient) {
            int batch = ends.batch();
            Arrays.fill(bars[0].row(0), 0, batch, weight);
            pass.valueAndPullback(batch, new Matrix[] {latent(ends), labels}, bars, values, adjoints, gradient);
            for (int f = 0; f < size; f++) {
                System.arraycopy(adjoints[0].row(f), 0, into.row(f), 0, batch);
            }
            return values[0].row(0);
        }
    }

    /** The mean logistic loss of fresh points, plus penalties on their paths. */
    Objective objective(RandomKey key, int chunks, int chunk, List<Integrand.Penalty> penalties) {
        FieldProgram program =
                field(penalties.stream().map(Integrand.Penalty::integrand).toList());
        double share = 1.0 / (chunks * chunk);
        return Objective.of(chunks, weights -> {
            DifferentiableField field = program.bind(weights, chunk);
            Losses losses = new Losses(weights, chunk);
            return (iteration, number, gradient) -> {
                NestedPoints points = NestedPoints.draw(key.derive(iteration).derive(number), chunk);
                Adjoint.Trajectory path = solved(field, starts(points.places(), program.stateSize()));
                Matrix ends = path.solution().outputs();
                Matrix adjoints = Matrix.zeros(program.stateSize(), chunk);
                double sum = 0;
                for (double each : Arrays.copyOf(losses.of(ends, points.labels(), share, adjoints, gradient), chunk)) {
                    sum += each;
                }
                for (int k = 0; k < penalties.size(); k++) {
                    double weight = penalties.get(k).weight();
                    Arrays.fill(adjoints.row(size + k), 0, chunk, share * weight);
                    sum += weight * Arrays.stream(ends.row(size + k), 0, chunk).sum();
                }
                path.backward(adjoints, TrajectoryGradient.of(null, gradient, null));
                return share * sum;
            };
        });
    }

    private static Adjoint.Trajectory solved(DifferentiableField field, Matrix starts) {
        try {
            Adjoint.Trajectory path = CheckpointedAdjoint.fullMemory()
                    .solve(ROUGH, field, starts, Context.none(), SaveAt.end(starts.batch(), 0, 1));
            path.solution().orThrow();
            return path;
        } catch (OdeException e) {
            throw new NonFiniteLossException(e.sample(), e.t(), "the path of a point: " + e.getMessage());
        }
    }

    /** The states at times of the paths of points, packed point by point. */
    Matrix solve(double[] weights, Matrix points, OdeSolver solver, double... times) {
        FieldProgram program = field(List.of());
        return solver.solve(
                        program.bind(weights, points.batch()),
                        starts(points, size),
                        Context.none(),
                        SaveAt.shared(points.batch(), 0, 1, times))
                .orThrow()
                .outputs();
    }
}
