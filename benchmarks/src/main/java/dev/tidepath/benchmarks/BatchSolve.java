package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.VectorField;
import dev.tidepath.parallel.WorkerPool;
import dev.tidepath.tensor.Matrix;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The first samples of a problem, ready to be solved again and again. */
final class BatchSolve {

    private final Matrix y0;
    private final SaveAt at;
    private final WorkerPool pool;
    private final List<VectorField> fields = new ArrayList<>();

    /** With a field for every thread of the pool. */
    BatchSolve(String name, TestProblem problem, int batch, WorkerPool pool) {
        y0 = problem.states(0, batch);
        at = problem.saveAt(batch);
        this.pool = pool;
        for (int i = 0; i < pool.threads(); i++) {
            fields.add(field(name, problem, batch));
        }
    }

    /** The field of a problem for one thread. */
    static VectorField field(String name, TestProblem problem, int batch) {
        return problem.weights() == null ? PlainFields.of(name) : new MlpField(problem.network()).bind(batch);
    }

    /** Whether a solver can work on the threads of the pool. */
    boolean admits(OdeSolver solver) {
        return pool.threads() == 1 || !solver.controller().shared();
    }

    /** Solves, all at once on one thread, in chunks of samples on several. */
    Solution run(OdeSolver solver) {
        if (pool.threads() == 1) {
            return solver.solve(fields.get(0), y0, Context.none(), at).orThrow();
        }
        Iterator<VectorField> next = fields.iterator();
        return solver.solve(next::next, y0, Context.none(), at, pool).orThrow();
    }
}
