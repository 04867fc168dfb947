package dev.tidepath.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidepath.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same bits from both providers; most of it runs only where the Vector API's module is there. */
class KernelProviderTest {

    private static final KernelProvider PLAIN = new PlainKernels();

    /** Odd sizes of everything: not a number, infinite, subnormal, huge, zeros of both signs, edges of ranges. */
    private static final double[] ODD = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        1e-310,
        -3e-320,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        1e300,
        -1e300,
        1e-300,
        708,
        -708,
        708.0001,
        -708.0001,
        709.7,
        709.8,
        -745.1,
        -745.2,
        19.1,
        -19.1,
        19.1001,
        -19.1001,
        0.5,
        1.5,
        2.5,
        -36.7
    };

    private static KernelProvider vector() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(), "without the Vector API");
        assumeTrue(Fma.FUSED, "without fused multiply-add");
        return KernelSelection.choose("vector");
    }

    private static double[] values(RandomKey key, int n, boolean odd) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> {
            if (odd && key.derive("odd").uniform(i) < 0.05) {
                return ODD[key.derive("which").below(i, ODD.length)];
            }
            double size = key.derive("size").uniform(i);
            return (2 * key.uniform(i) - 1) * (size < 0.5 ? 1 : size < 0.8 ? 30 : 800);
        });
        return x;
    }

    private static double[][] rows(RandomKey key, int rows, int lanes, boolean odd) {
        double[][] x = new double[rows][];
        Arrays.setAll(x, k -> values(key.derive(k), lanes, odd));
        return x;
    }

    private static void assertSameBits(double[] expected, double[] found, String what) {
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertEquals(
                    Double.doubleToLongBits(expected[i]),
                    Double.doubleToLongBits(found[i]),
                    () -> what + " at " + at + ": " + expected[at] + " and " + found[at]);
        }
    }

    @Test
    void elementaryFunctionsAreTheSame() {
        KernelProvider vector = vector();
        for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 100, 1001, 30_000}) {
            for (boolean odd : new boolean[] {false, true}) {
                double[] x = values(RandomKey.of(n), n + 3, odd);
                List<double[]> expected = functions(PLAIN, x, n);
                List<double[]> found = functions(vector, x, n);
                for (int f = 0; f < expected.size(); f++) {
                    assertSameBits(expected.get(f), found.get(f), "function " + f + " of " + n);
                }
            }
        }
    }

    private static List<double[]> functions(KernelProvider kernels, double[] x, int n) {
        double[][] z = new double[6][x.length];
        kernels.tanh(x, z[0], n);
        kernels.sigmoid(x, z[1], n);
        kernels.exp(x, z[2], n);
        kernels.softplus(x, z[3], n);
        z[4] = x.clone();
        kernels.tanh(z[4], z[4], n);
        kernels.reluPullback(x, z[2], z[5], n);
        return List.of(z);
    }

    @Test
    void everyOddValueAmongOthersIsTheSame() {
        KernelProvider vector = vector();
        for (double value : ODD) {
            double[] x = new double[67];
            Arrays.setAll(x, i -> i % 5 == 0 ? value : i - 30.5);
            List<double[]> expected = functions(PLAIN, x, 67);
            List<double[]> found = functions(vector, x, 67);
            for (int f = 0; f < expected.size(); f++) {
                assertSameBits(expected.get(f), found.get(f), "function " + f + " of " + value);
            }
        }
    }

    @Test
    void productsAreTheSame() {
        KernelProvider vector = vector();
        RandomKey key = RandomKey.of(11);
        int[] widths = {1, 2, 3, 4, 5, 8, 11, 20, 33, 129, 260};
        int[] batches = {0, 1, 3, 4, 7, 8, 12, 13, 16, 24, 37, 48, 100, 131};
        for (int run = 0; run < 120; run++) {
            int in = widths[key.derive("in").below(run, widths.length)];
            int out = widths[key.derive("out").below(run, widths.length)];
            int lanes = batches[key.derive("lanes").below(run, batches.length)];
            boolean transposed = run % 2 == 0;
            boolean odd = run % 3 == 0;
            double[] w = values(key.derive("w").derive(run), in * out + 2, odd);
            double[][] x = rows(key.derive("x").derive(run), in, lanes, odd);
            double[][] y = rows(key.derive("y").derive(run), out, lanes, false);
            double[][] z = Arrays.stream(y).map(double[]::clone).toArray(double[][]::new);
            int from = out > 2 ? 1 : 0;
            double @Nullable [] bias =
                    run % 5 == 0 ? null : values(key.derive("bias").derive(run), out + 1, odd);
            int stepK = transposed ? 1 : out;
            int stepJ = transposed ? in : 1;
            PLAIN.affine(w, 2, stepK, stepJ, bias, 1, x, in, y, from, out, lanes);
            vector.affine(w, 2, stepK, stepJ, bias, 1, x, in, z, from, out, lanes);
            for (int j = 0; j < out; j++) {
                assertSameBits(y[j], z[j], in + " to " + out + ", " + lanes + " lanes, row " + j);
            }
        }
    }

    @Test
    void sumsOverTheBatchAreTheSame() {
        KernelProvider vector = vector();
        int[][] sizes = {
            {1, 1, 1},
            {4, 20, 100},
            {20, 4, 33},
            {17, 40, 7},
            {5, 3, 131},
            {9, 9, 0},
            {30, 64, 16},
            {30, 25, 600},
            {8, 9, 256}
        };
        for (int[] s : sizes) {
            for (int blocks : new int[] {1, 3}) {
                double[][] x = rows(RandomKey.of(s[0]).derive("x"), blocks * s[0], s[2], true);
                double[][] y = rows(RandomKey.of(s[1]).derive("y"), blocks * s[1], s[2], true);
                double[] expected = new double[s[0] * s[1]];
                double[] found = new double[s[0] * s[1]];
                int longer = Math.max(s[0], s[1]);
                int shorter = Math.min(s[0], s[1]);
                PLAIN.batchSums(s[2], longer, shorter).outerSum(x, y, blocks, expected, 0, s[2]);
                vector.batchSums(s[2], longer, shorter).outerSum(x, y, blocks, found, 0, s[2]);
                assertSameBits(expected, found, Arrays.toString(s) + " in " + blocks + " blocks");
            }
        }
    }

    @Test
    void lanesCoverTheBatchWithinItsPadding() {
        for (int batch = 0; batch < 200; batch++) {
            int lanes = Kernels.lanes(batch);
            assertTrue(lanes >= batch && lanes <= (batch + 15) / 16 * 16, batch + " samples, " + lanes + " lanes");
        }
    }

    @Test
    void plainCanBeAskedFor() {
        assertEquals("plain Java", KernelSelection.choose("plain").name());
    }

    @Test
    void otherNamesAreRefused() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> KernelSelection.choose("fast"));
        assertTrue(e.getMessage().contains("tidepath.kernels") && e.getMessage().contains("fast"), e.getMessage());
    }

    @Test
    void vectorIsRefusedWithoutItsModule() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
        Exception e = assertThrows(IllegalStateException.class, () -> KernelSelection.choose("vector"));
        assertTrue(e.getMessage().contains("--add-modules jdk.incubator.vector"), e.getMessage());
    }

    @Test
    void automaticTakesTheVectorApiWhereItIsWideEnough() {
        assumeTrue(vector().width() >= 4);
        assertEquals(vector().name(), KernelSelection.choose("auto").name());
    }

    @Test
    void automaticIsPlainWithoutTheModule() {
        assumeTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty());
        assertEquals("plain Java", KernelSelection.choose("auto").name());
    }
}
