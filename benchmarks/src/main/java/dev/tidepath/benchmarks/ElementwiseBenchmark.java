package dev.tidepath.benchmarks;

import dev.tidepath.tensor.kernel.Kernels;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementary functions of 1024 numbers, and the loop that shows how fast this processor multiplies and adds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class ElementwiseBenchmark {

    private static final int LENGTH = 1024;

    private double[] x = {};
    private final double[] z = new double[LENGTH];

    /** For JMH. */
    protected ElementwiseBenchmark() {}

    /** With the plain kernels. */
    @Fork(value = 1, jvmArgsAppend = KernelChoice.PLAIN)
    public static class Plain extends ElementwiseBenchmark {

        /** For JMH. */
        public Plain() {}
    }

    /** With the kernels of the Vector API. */
    @Fork(
            value = 1,
            jvmArgsAppend = {KernelChoice.VECTOR_MODULE, KernelChoice.VECTOR})
    public static class Vector extends ElementwiseBenchmark {

        /** For JMH. */
        public Vector() {}
    }

    /** Numbers between −3 and 3. */
    @Setup
    public void fill() {
        x = Uniform.matrix(new Random(1), 1, LENGTH, -3, 3)[0];
    }

    /**
     * Hyperbolic tangents.
     *
     * @return the results
     */
    @Benchmark
    public double[] tanh() {
        Kernels.tanh(x, z, LENGTH);
        return z;
    }

    /**
     * Exponentials.
     *
     * @return the results
     */
    @Benchmark
    public double[] exp() {
        Kernels.exp(x, z, LENGTH);
        return z;
    }

    /**
     * Logistic functions.
     *
     * @return the results
     */
    @Benchmark
    public double[] sigmoid() {
        Kernels.sigmoid(x, z, LENGTH);
        return z;
    }

    /**
     * Eight fused multiply-adds a number that is read and written once: 16,384 operations, close to the most the compiler
     * gets out of this processor.
     *
     * @return the results
     */
    @Benchmark
    public double[] fusedMultiplyAdds() {
        double[] in = x;
        double[] out = z;
        for (int i = 0; i < LENGTH; i++) {
            double s = in[i];
            double p = Math.fma(s, s, 0.1);
            p = Math.fma(p, s, 0.2);
            p = Math.fma(p, s, 0.3);
            p = Math.fma(p, s, 0.4);
            p = Math.fma(p, s, 0.5);
            p = Math.fma(p, s, 0.6);
            p = Math.fma(p, s, 0.7);
            out[i] = Math.fma(p, s, 0.8);
        }
        return out;
    }
}
