package dev.tidepath.examples;

import dev.tidepath.nn.FieldProgram;
import dev.tidepath.nn.Integrand;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.CountedField;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.adjoint.Adjoint;
import dev.tidepath.ode.adjoint.BacksolveAdjoint;
import dev.tidepath.ode.adjoint.TrajectoryGradient;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.train.TrainingListener;
import dev.tidepath.train.TrainingLoop;
import dev.tidepath.train.TrainingOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One classifier of the nested circles, trained and measured on points it was not trained on. */
final class CircleStudy {

    /** How a classifier is trained and how closely it is looked at. */
    record Budget(int width, int iterations, int chunk, int test) {

        static final Budget FULL = new Budget(32, 600, 64, 3_000);
        static final Budget QUICK = new Budget(16, 150, 48, 1_500);
    }

    /**
     * What is compared.
     *
     * @param further rows of zeros below a point
     * @param kinetic weight of the kinetic energy
     * @param jacobian weight of the Jacobian's norm
     */
    record Variant(int further, double kinetic, double jacobian) {

        String label() {
            String what = further == 0 ? "plain" : "augmented";
            String of = (kinetic > 0 ? ", kinetic" : "") + (jacobian > 0 ? ", Jacobian" : "");
            return what + of;
        }

        List<Integrand.Penalty> penalties() {
            List<Integrand.Penalty> all = new ArrayList<>();
            if (kinetic > 0) {
                all.add(Integrand.KINETIC_ENERGY.weighted(kinetic));
            }
            if (jacobian > 0) {
                all.add(Integrand.JACOBIAN_NORM.weighted(jacobian));
            }
            return all;
        }
    }

    /**
     * What a classifier came to.
     *
     * @param variant which one
     * @param accuracy share of points on the right side
     * @param broken share of circles in the ring with a point that is taken to be of the disc
     * @param loss mean logistic loss in nats, without penalties
     * @param forward evaluations of the field a point
     * @param backward evaluations of the adjoint equation a point
     * @param energy mean of {@code ∫ |f|² dt}
     * @param jacobian mean of {@code ∫ |∂f/∂z|² dt}
     */
    record Figures(
            Variant variant,
            double accuracy,
            double broken,
            double loss,
            double forward,
            double backward,
            double energy,
            double jacobian) {}

    private static final int CHUNKS = 2;

    /** For measuring: evaluations are counted, and pictures drawn, at this tolerance. */
    static final OdeSolver FINE = OdeSolver.dopri5(1e-5, 1e-5, 10_000);

    private final Variant variant;
    private final Budget budget;
    private final RandomKey key;
    private final CircleBlock block;
    private final double[] weights;

    CircleStudy(Variant variant, Budget budget, long seed) {
        this.variant = variant;
        this.budget = budget;
        key = RandomKey.of(seed).derive("circles");
        block = new CircleBlock(variant.further(), budget.width());
        weights = block.initialValues(key.derive("weights"));
    }

    Variant variant() {
        return variant;
    }

    void train(int threads, TrainingListener listener) {
        new TrainingLoop(new TrainingOptions(budget.iterations(), 0.01, 10, threads, null))
                .run(
                        block.objective(key.derive("points"), CHUNKS, budget.chunk(), variant.penalties()),
                        weights,
                        listener);
    }

    Figures measure() {
        NestedPoints points = NestedPoints.draw(key.derive("test"), budget.test());
        int count = points.count();
        Matrix starts = CircleBlock.starts(points.places(), block.size());
        SaveAt end = SaveAt.end(count, 0, 1);
        CountedField field = new CountedField(block.field(List.of()).bind(weights, count));
        Adjoint.Trajectory path = new BacksolveAdjoint(FINE).solve(FINE, field, starts, Context.none(), end);
        Solution solution = path.solution().orThrow();
        Matrix ends = solution.outputs();
        Matrix adjoints = Matrix.zeros(block.size(), count);
        double[] losses =
                block.new Losses(weights, count).of(ends, points.labels(), 1, adjoints, new double[weights.length]);
        double[] scores = block.scores(weights, ends);
        double right = 0;
        double loss = 0;
        double forward = 0;
        for (int b = 0; b < count; b++) {
            right += scores[b] * points.labels().get(0, b) > 0 ? 1 : 0;
            loss += losses[b];
            forward += solution.report(b).evaluations();
        }
        path.backward(adjoints, TrajectoryGradient.of(Matrix.zeros(block.size(), count), null, null));
        Matrix integrals = integrals(points.places());
        return new Figures(
                variant,
                right / count,
                new BrokenCircles(this).share(),
                loss / count,
                forward / count,
                (double) field.samples().pullbacks() / count,
                mean(integrals.row(block.size()), count),
                mean(integrals.row(block.size() + 1), count));
    }

    private Matrix integrals(Matrix points) {
        FieldProgram program = block.field(List.of(Integrand.KINETIC_ENERGY, Integrand.JACOBIAN_NORM));
        return FINE.solve(
                        program.bind(weights, points.batch()),
                        CircleBlock.starts(points, program.stateSize()),
                        Context.none(),
                        SaveAt.end(points.batch(), 0, 1))
                .orThrow()
                .finalStates();
    }

    private static double mean(double[] row, int count) {
        return Arrays.stream(row, 0, count).sum() / count;
    }

    /** Scores of points, positive where they are taken to be of the ring. */
    double[] scores(Matrix points) {
        return scoresOfEnds(paths(points, 1));
    }

    double[] scoresOfEnds(Matrix ends) {
        return block.scores(weights, ends);
    }

    /** States at times, packed point by point. */
    Matrix paths(Matrix points, double... times) {
        return block.solve(weights, points, FINE, times);
    }
}
