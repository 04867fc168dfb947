package dev.tidepath.benchmarks;

import dev.tidepath.nn.NeuralField;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.FieldGradient;
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
 * Evaluations and vector–Jacobian products of neural fields.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class FieldBenchmark {

    /** Problem and batch. */
    @Param({"mlp4:1", "mlp4:100", "mlp4:1000", "mlp64:256"})
    protected String problem = "";

    private final ProblemSet problems = ProblemSet.builtIn();
    private MlpField network = new MlpField(problems.get("mlp4").network());
    private NeuralField field = network.bind(1);
    private double[] t = {};
    private Matrix y = Matrix.zeros(1, 1);
    private Matrix rate = y;
    private Matrix stateAdjoint = y;
    private FieldGradient into = FieldGradient.ofState(y);

    /** For JMH. */
    protected FieldBenchmark() {}

    /** With the plain kernels. */
    @Fork(value = 1, jvmArgsAppend = KernelChoice.PLAIN)
    public static class Plain extends FieldBenchmark {

        /** For JMH. */
        public Plain() {}
    }

    /** With the kernels of the Vector API. */
    @Fork(
            value = 1,
            jvmArgsAppend = {KernelChoice.VECTOR_MODULE, KernelChoice.VECTOR})
    public static class Vector extends FieldBenchmark {

        /** For JMH. */
        public Vector() {}
    }

    /** The problem's weights and initial states. */
    @Setup
    public void prepare() {
        NamedBatch chosen = NamedBatch.of(problem);
        TestProblem p = problems.get(chosen.problem());
        network = new MlpField(p.network());
        field = network.bind(chosen.batch());
        y = p.states(0, chosen.batch());
        t = new double[y.lanes()];
        rate = Matrix.zeros(y.features(), y.batch());
        stateAdjoint = Matrix.zeros(y.features(), y.batch());
        into = new FieldGradient(stateAdjoint, null, new double[network.parameterCount()], null);
    }

    /**
     * One evaluation.
     *
     * @return the rates
     */
    @Benchmark
    public Matrix evaluation() {
        field.eval(t, y, Context.none(), rate);
        return rate;
    }

    /**
     * One product with respect to states and weights.
     *
     * @return the adjoint of the states
     */
    @Benchmark
    public Matrix product() {
        field.vjp(t, y, Context.none(), y, into);
        return stateAdjoint;
    }
}
