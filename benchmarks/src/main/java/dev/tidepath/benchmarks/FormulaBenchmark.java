package dev.tidepath.benchmarks;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.VectorField;
import dev.tidepath.tensor.Matrix;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fields that are formulas: evaluations, and solves by Dormand–Prince 5(4) with each sample's own steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class FormulaBenchmark {

    /** Problem and batch. */
    @Param({"lotka:1", "lotka:1000", "vdp:1", "vdp:1000", "lorenz:1", "lorenz:1000"})
    protected String problem = "";

    private static final int MAX_STEPS = 100_000;

    private VectorField field = PlainFields.LORENZ;
    private double[] t = {};
    private Matrix y0 = Matrix.zeros(1, 1);
    private Matrix rate = y0;
    private SaveAt at = SaveAt.end(1, 0, 1);
    private OdeSolver solver = OdeSolver.dopri5(1e-6, 1e-6, MAX_STEPS);

    /** For JMH. */
    protected FormulaBenchmark() {}

    /** With the plain kernels. */
    @Fork(value = 1, jvmArgsAppend = KernelChoice.PLAIN)
    public static class Plain extends FormulaBenchmark {

        /** For JMH. */
        public Plain() {}
    }

    /** With the kernels of the Vector API. */
    @Fork(
            value = 1,
            jvmArgsAppend = {KernelChoice.VECTOR_MODULE, KernelChoice.VECTOR})
    public static class Vector extends FormulaBenchmark {

        /** For JMH. */
        public Vector() {}
    }

    /** The problem as it is for other libraries. */
    @Setup
    public void prepare() {
        NamedBatch chosen = NamedBatch.of(problem);
        TestProblem p = ProblemSet.builtIn().get(chosen.problem());
        field = PlainFields.of(chosen.problem());
        y0 = p.states(0, chosen.batch());
        t = new double[y0.lanes()];
        rate = Matrix.zeros(y0.features(), y0.batch());
        at = p.saveAt(chosen.batch());
        solver = OdeSolver.dopri5(p.rtol(), p.atol(), MAX_STEPS);
    }

    /**
     * One evaluation.
     *
     * @return the rates
     */
    @Benchmark
    public Matrix evaluation() {
        field.eval(t, y0, Context.none(), rate);
        return rate;
    }

    /**
     * One solve.
     *
     * @return the solution
     */
    @Benchmark
    public Solution solve() {
        return solver.solve(field, y0, Context.none(), at);
    }
}
