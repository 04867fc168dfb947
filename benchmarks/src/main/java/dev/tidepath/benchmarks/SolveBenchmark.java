package dev.tidepath.benchmarks;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.Integration;
import dev.tidepath.ode.Landing;
import dev.tidepath.ode.OdeSolver;
import dev.tidepath.ode.SaveAt;
import dev.tidepath.ode.Solution;
import dev.tidepath.ode.adjoint.CheckpointedAdjoint;
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
 * Solves of neural fields by Dormand–Prince 5(4) with each sample's own steps, and gradients of them by checkpoints.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class SolveBenchmark {

    /** Problem and batch. */
    @Param({"mlp4:1", "mlp4:100", "mlp4:1000", "mlp64:256"})
    protected String problem = "";

    private static final int MAX_STEPS = 100_000;

    private final ProblemSet problems = ProblemSet.builtIn();
    private MlpField network = new MlpField(problems.get("mlp4").network());
    private NeuralField field = network.bind(1);
    private Matrix y0 = Matrix.zeros(1, 1);
    private SaveAt at = SaveAt.end(1, 0, 1);
    private OdeSolver solver = OdeSolver.dopri5(1e-6, 1e-6, MAX_STEPS);
    private SquaresGradient squares = new SquaresGradient(network, y0, at);
    private Integration kept = solver.newIntegration(1, 1);

    /** For JMH. */
    protected SolveBenchmark() {}

    /** With the plain kernels. */
    @Fork(value = 1, jvmArgsAppend = KernelChoice.PLAIN)
    public static class Plain extends SolveBenchmark {

        /** For JMH. */
        public Plain() {}
    }

    /** With the kernels of the Vector API. */
    @Fork(
            value = 1,
            jvmArgsAppend = {KernelChoice.VECTOR_MODULE, KernelChoice.VECTOR})
    public static class Vector extends SolveBenchmark {

        /** For JMH. */
        public Vector() {}
    }

    /** The problem as it is for other libraries. */
    @Setup
    public void prepare() {
        NamedBatch chosen = NamedBatch.of(problem);
        TestProblem p = problems.get(chosen.problem());
        network = new MlpField(p.network());
        field = network.bind(chosen.batch());
        y0 = p.states(0, chosen.batch());
        at = p.saveAt(chosen.batch());
        solver = OdeSolver.dopri5(p.rtol(), p.atol(), MAX_STEPS);
        squares = new SquaresGradient(network, y0, at);
        kept = solver.newIntegration(y0.features(), y0.batch());
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

    /**
     * All steps of a solve in a kept workspace, without outputs. What it allocates is what steps allocate: nothing.
     *
     * @return the last states
     */
    @Benchmark
    public Matrix steps() {
        kept.states().copyFrom(y0);
        for (int b = 0; b < y0.batch(); b++) {
            kept.times()[b] = at.start(b);
            kept.targets()[b] = at.end(b);
        }
        kept.run(field, Context.none(), Landing.STOP, null);
        return kept.states();
    }

    /**
     * One gradient of the sum of squares, forward and back.
     *
     * @return the gradient
     */
    @Benchmark
    public double[] gradient() {
        return squares.of(solver, CheckpointedAdjoint.standard(), field);
    }
}
