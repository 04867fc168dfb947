package dev.tidepath.benchmarks;

import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.kernel.BatchSumScratch;
import dev.tidepath.tensor.kernel.Kernels;
import java.util.Random;
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
 * Products of a weight matrix and a batch, and the sum of outer products, the kernels of a layer and its derivative.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class ProductBenchmark {

    /** Batch, input rows and output rows. */
    @Param({"256:64:256", "256:256:256", "1000:4:20", "100:4:20", "1:4:20"})
    protected String shape = "";

    private int batch;
    private int lanes;
    private int in;
    private int out;
    private double[] weights = {};
    private double[] sums = {};
    private double[][] x = {};
    private double[][] y = {};
    private double[][] back = {};
    private BatchSumScratch scratch = BatchSumScratch.of(0, 0, 0);

    /** For JMH. */
    protected ProductBenchmark() {}

    /** With the plain kernels. */
    @Fork(value = 1, jvmArgsAppend = KernelChoice.PLAIN)
    public static class Plain extends ProductBenchmark {

        /** For JMH. */
        public Plain() {}
    }

    /** With the kernels of the Vector API. */
    @Fork(
            value = 1,
            jvmArgsAppend = {KernelChoice.VECTOR_MODULE, KernelChoice.VECTOR})
    public static class Vector extends ProductBenchmark {

        /** For JMH. */
        public Vector() {}
    }

    /** Weights and states between −1 and 1. */
    @Setup
    public void fill() {
        String[] sizes = shape.split(":", 3);
        batch = Integer.parseInt(sizes[0]);
        in = Integer.parseInt(sizes[1]);
        out = Integer.parseInt(sizes[2]);
        lanes = Matrix.padded(batch);
        Random random = new Random(1);
        weights = Uniform.matrix(random, 1, in * out, -1, 1)[0];
        sums = new double[in * out];
        x = Uniform.matrix(random, in, lanes, -1, 1);
        y = Uniform.matrix(random, out, lanes, -1, 1);
        back = new double[in][lanes];
        scratch = BatchSumScratch.of(batch, Math.max(in, out), Math.min(in, out));
    }

    /**
     * The way forward: {@code y = Wᵀ x}.
     *
     * @return the result
     */
    @Benchmark
    public double[][] product() {
        Kernels.affine(weights, 0, out, 1, null, 0, x, in, y, 0, out, lanes);
        return y;
    }

    /**
     * The adjoint of the input: {@code x̄ = W ȳ}.
     *
     * @return the result
     */
    @Benchmark
    public double[][] transposedProduct() {
        Kernels.affine(weights, 0, 1, out, null, 0, y, out, back, 0, in, lanes);
        return back;
    }

    /**
     * The gradient of the weights: {@code Σ x ȳᵀ} over the batch.
     *
     * @return the result
     */
    @Benchmark
    public double[] outerSum() {
        Kernels.outerSum(x, y, 1, sums, 0, batch, scratch);
        return sums;
    }
}
