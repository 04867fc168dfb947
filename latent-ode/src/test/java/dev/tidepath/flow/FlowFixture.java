package dev.tidepath.flow;

import dev.tidepath.autodiff.Graph;
import dev.tidepath.autodiff.Parameters;
import dev.tidepath.autodiff.Var;
import dev.tidepath.nn.Trace;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.random.RandomKey;
import dev.tidepath.tensor.Matrix;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small flow with weights that are not zero. */
record FlowFixture(Parameters layout, FlowField field, ContinuousFlow flow, double[] weights) {

    static final OdeSolver FINE = OdeSolver.dopri5(1e-10, 1e-10, 10_000);

    static FlowFixture of(Trace trace, Function<Parameters, FlowField> field) {
        Parameters layout = new Parameters();
        FlowField f = field.apply(layout);
        double[] weights = layout.initialValues(RandomKey.of(1));
        RandomKey key = RandomKey.of(2);
        for (int i = 0; i < weights.length; i++) {
            weights[i] += 0.4 * key.gaussian(i);
        }
        return new FlowFixture(layout, f, new ContinuousFlow(layout, f, trace, FINE), weights);
    }

    static FlowFixture mlp(Trace trace, int dimension) {
        return of(trace, layout -> MlpField.in(layout, "field", dimension, 1, 8, 7));
    }

    static FlowFixture conditional(Trace trace, int dimension, int conditions) {
        return of(trace, layout -> MlpField.conditional(layout, "field", dimension, conditions, 1, 8, 7));
    }

    static FlowFixture planar(Trace trace, int dimension) {
        return of(trace, layout -> PlanarField.in(layout, "field", dimension, 6));
    }

    /** {@code f(t, z) = Aᵀz + b}. */
    static FlowFixture affine() {
        return of(Trace.EXACT, layout -> new Affine(layout.add("a", 2, 2, 0.5), layout.add("b", 1, 2, 1)));
    }

    record Affine(Parameters.Block a, Parameters.Block b) implements FlowField {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public List<Parameters.Block> blocks() {
            return List.of(a, b);
        }

        @Override
        public Var rate(Graph g, Var t, Var z, @Nullable Var none) {
            return g.affine(g.parameter(a), g.parameter(b), z);
        }
    }

    static Matrix points(int dimension, int count) {
        Matrix m = Matrix.zeros(dimension, count);
        StandardNormal.draw(RandomKey.of(3), m);
        return m;
    }

    /** The middles of {@code side × side} cells of a square around the origin. */
    static Matrix grid(int side, double cell) {
        Matrix grid = Matrix.zeros(2, side * side);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                grid.set(0, row * side + column, (column + 0.5 - 0.5 * side) * cell);
                grid.set(1, row * side + column, (row + 0.5 - 0.5 * side) * cell);
            }
        }
        return grid;
    }

    double[] logDensity(Matrix points) {
        try (WorkerPool pool = new WorkerPool("test", 1)) {
            return flow.logDensity(weights, points, pool);
        }
    }
}
