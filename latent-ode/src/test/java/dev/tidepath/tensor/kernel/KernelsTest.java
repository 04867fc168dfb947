package dev.tidepath.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels against plain loops with the same ascending fused sums: equal bits; and against sums without fusing: close. */
class KernelsTest {

    private static double[][] random(RandomKey key, int rows, int lanes) {
        double[][] x = new double[rows][];
        Arrays.setAll(x, i -> uniform(key.derive(i), lanes, 1));
        return x;
    }

    /** Uniform between −size and size. */
    private static double[] uniform(RandomKey key, int n, double size) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> size * (2 * key.uniform(i) - 1));
        return x;
    }

    /** Sizes around multiples of four, which a loop takes at once, and around 16 lanes. */
    private static Stream<Arguments> sizes() {
        int[][] sizes = {
            {1, 1, 1},
            {1, 5, 15},
            {5, 1, 16},
            {3, 2, 17},
            {4, 4, 16},
            {7, 9, 1},
            {8, 3, 31},
            {9, 17, 33},
            {16, 15, 47},
            {17, 16, 3},
            {13, 31, 4},
            {33, 1, 5},
            {2, 33, 0}
        };
        return Arrays.stream(sizes).map(s -> Arguments.of(s[0], s[1], s[2]));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void productIsThePlainDoubleLoop(int in, int out, int lanes) {
        RandomKey key = RandomKey.of(in).derive(out);
        double[] w = uniform(key.derive("w"), 3 + in * out, 1);
        double[][] x = random(key.derive("x"), in, lanes);
        double[] bias = uniform(key.derive("bias"), 1 + out, 1);
        for (boolean transposed : new boolean[] {false, true}) {
            int stepK = transposed ? 1 : out;
            int stepJ = transposed ? in : 1;
            double[][] y = new double[out][lanes];
            Kernels.affine(w, 3, stepK, stepJ, bias, 1, x, in, y, 0, out, lanes);
            for (int j = 0; j < out; j++) {
                for (int b = 0; b < lanes; b++) {
                    double fused = bias[1 + j];
                    double plain = bias[1 + j];
                    for (int k = 0; k < in; k++) {
                        double weight = w[3 + k * stepK + j * stepJ];
                        fused = Kernels.fma(weight, x[k][b], fused);
                        plain += weight * x[k][b];
                    }
                    assertEquals(fused, y[j][b]);
                    assertEquals(plain, y[j][b], 1e-14 * (1 + in));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void outerSumIsThePlainDoubleLoop(int rowsOfX, int rowsOfY, int batch) {
        RandomKey key = RandomKey.of(rowsOfX).derive(rowsOfY);
        double[][] x = random(key.derive("x"), rowsOfX, batch + 2);
        double[][] y = random(key.derive("y"), rowsOfY, batch + 2);
        double[] into = new double[5 + rowsOfX * rowsOfY];
        Arrays.fill(into, 77);
        BatchSumScratch scratch =
                BatchSumScratch.of(batch + 1, Math.max(rowsOfX, rowsOfY) + 3, Math.min(rowsOfX, rowsOfY) + 1);
        Kernels.outerSum(x, y, 1, into, 4, batch, scratch);
        assertEquals(77.0, into[3]);
        assertEquals(77.0, into[into.length - 1]);
        for (int k = 0; k < rowsOfX; k++) {
            for (int j = 0; j < rowsOfY; j++) {
                double fused = 0;
                double plain = 0;
                for (int b = 0; b < batch; b++) {
                    fused = Kernels.fma(x[k][b], y[j][b], fused);
                    plain += x[k][b] * y[j][b];
                }
                assertEquals(fused, into[4 + k * rowsOfY + j]);
                assertEquals(plain, into[4 + k * rowsOfY + j], 1e-14 * (1 + batch));
            }
        }
    }

    /** What is in the other lanes, even NaN, and how many there are changes no bit of a lane. */
    @Test
    void lanesDoNotSeeEachOther() {
        int lanes = 48;
        double[] w = uniform(RandomKey.of(5), 7 * 5, 1);
        double[][] x = random(RandomKey.of(6), 7, lanes);
        double[][] y = new double[5][lanes];
        Kernels.affine(w, 0, 5, 1, null, 0, x, 7, y, 0, 5, lanes);
        for (int b = 0; b < lanes; b++) {
            double[][] alone = new double[7][16];
            for (int k = 0; k < 7; k++) {
                Arrays.fill(alone[k], b % 2 == 0 ? Double.NaN : 1e300);
                alone[k][b % 16] = x[k][b];
            }
            double[][] result = new double[5][16];
            Kernels.affine(w, 0, 5, 1, null, 0, alone, 7, result, 0, 5, 16);
            for (int j = 0; j < 5; j++) {
                assertEquals(y[j][b], result[j][b % 16]);
            }
        }
    }

    @Test
    void elementwiseLoopsAreTheirFormulas() {
        int n = 37;
        double[] x = uniform(RandomKey.of(7), n, 3);
        double[] y = uniform(RandomKey.of(8), n, 3);
        double[] z = new double[n];
        Kernels.add(x, y, z, n);
        assertEach(z, i -> x[i] + y[i]);
        Kernels.subtract(x, y, z, n);
        assertEach(z, i -> x[i] - y[i]);
        Kernels.multiply(x, y, z, n);
        assertEach(z, i -> x[i] * y[i]);
        Kernels.scaleShift(1.7, x, -0.3, z, n);
        assertEach(z, i -> Kernels.fma(1.7, x[i], -0.3));
        Kernels.tanhPullback(x, y, z, n);
        assertEach(z, i -> y[i] * Kernels.fma(-x[i], x[i], 1.0));
        Kernels.sigmoidPullback(x, y, z, n);
        assertEach(z, i -> y[i] * Kernels.fma(-x[i], x[i], x[i]));
        Kernels.log(y, z, n);
        assertEach(z, i -> StrictMath.log(y[i]));
        Kernels.sin(x, z, n);
        assertEach(z, i -> StrictMath.sin(x[i]));
        Kernels.cos(x, z, n);
        assertEach(z, i -> StrictMath.cos(x[i]));
        Kernels.exp(y, y, n);
        Kernels.inverseSqrt(y, z, n);
        assertEach(z, i -> 1 / Math.sqrt(y[i]));
        double[] sum = y.clone();
        Kernels.axpy(0.7, x, sum, n);
        assertEach(sum, i -> Kernels.fma(0.7, x[i], y[i]));
    }

    @Test
    void rowsAreAddedInTheOrderGiven() {
        int n = 37;
        double[][] x = random(RandomKey.of(9), 6, n);
        int[] which = {4, 0, 0, 5, 2, 1, 3, 1, 5};
        double[] z = new double[n];
        for (int count = 1; count <= which.length; count++) {
            int[] some = Arrays.copyOf(which, count);
            RowKernels.sum(x, some, z, n);
            assertEach(z, i -> {
                double sum = x[some[0]][i];
                for (int k = 1; k < some.length; k++) {
                    sum += x[some[k]][i];
                }
                return sum;
            });
        }
    }

    @Test
    void outerSumOfBlocksIsOneChain() {
        int batch = 21;
        double[][] x = random(RandomKey.of(10), 3 * 5, batch);
        double[][] y = random(RandomKey.of(11), 3 * 2, batch);
        double[] into = new double[5 * 2];
        double[] swapped = new double[2 * 5];
        Kernels.outerSum(x, y, 3, into, 0, batch, BatchSumScratch.of(batch, 5, 2));
        Kernels.outerSum(y, x, 3, swapped, 0, batch, BatchSumScratch.of(batch, 5, 2));
        for (int k = 0; k < 5; k++) {
            for (int j = 0; j < 2; j++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    for (int b = 0; b < batch; b++) {
                        sum = Kernels.fma(x[5 * i + k][b], y[2 * i + j][b], sum);
                    }
                }
                assertEquals(sum, into[2 * k + j]);
                assertEquals(sum, swapped[5 * j + k]);
            }
        }
    }

    @Test
    void dotProductsAreThePlainLoops() {
        int lanes = 19;
        for (int k : new int[] {1, 2, 3, 4, 5, 8, 11}) {
            double[][] x = random(RandomKey.of(12).derive(k), 2 * 3 * k, lanes);
            double[][] y = random(RandomKey.of(13).derive(k), 2 * 5 * k, lanes);
            double[][] z = new double[2 * 3 * 5][lanes];
            RowKernels.dotProducts(x, y, 2, k, z, lanes);
            for (int row = 0; row < z.length; row++) {
                int left = row / 5 * k;
                int right = (row / 15 * 5 + row % 5) * k;
                assertEach(z[row], b -> {
                    double sum = 0;
                    for (int c = 0; c < k; c++) {
                        sum = Kernels.fma(x[left + c][b], y[right + c][b], sum);
                    }
                    return sum;
                });
            }
        }
    }

    private interface Entry {
        double at(int i);
    }

    private static void assertEach(double[] found, Entry expected) {
        double[] all = new double[found.length];
        Arrays.setAll(all, expected::at);
        assertArrayEquals(all, found);
    }

    /** Vectorised, compiled and interpreted loops give the scalar function's bits. */
    @Test
    void rowsOfElementaryFunctionsAreTheScalarFunctions() {
        double[] x = uniform(RandomKey.of(9), 100_003, 30);
        double[] z = new double[x.length];
        for (int round = 0; round < 3; round++) {
            Kernels.tanh(x, z, x.length);
            assertSameBits(x, z, Elementary::tanh);
            Kernels.exp(x, z, x.length);
            assertSameBits(x, z, Elementary::exp);
            Kernels.sigmoid(x, z, x.length);
            assertSameBits(x, z, v -> Kernels.fma(0.5, Elementary.tanh(0.5 * v), 0.5));
        }
    }

    private static void assertSameBits(double[] x, double[] z, DoubleUnaryOperator f) {
        for (int i = 0; i < x.length; i++) {
            if (f.applyAsDouble(x[i]) != z[i]) {
                assertEquals(f.applyAsDouble(x[i]), z[i], "at " + x[i]);
            }
        }
    }
}
