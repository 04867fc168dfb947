package dev.tidepath.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageKernelsTest {

    private static final int LANES = 48;

    private static double[] random(Random random) {
        return random.doubles(LANES, -1, 1).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14})
    void stageSumsAreAscendingWhateverTheirNumber(int stages) {
        Random random = new Random(stages);
        double[] w = random.doubles(stages).toArray();
        double[][][] k = new double[stages][2][];
        for (double[][] rows : k) {
            rows[0] = random(random);
            rows[1] = random(random);
        }
        double[][] base = {random(random), random(random)};
        double[] h = random(random);
        double[][] out = new double[2][LANES];
        StageKernels.stageSum(w, k, base, h, out, LANES);
        for (int f = 0; f < 2; f++) {
            for (int b = 0; b < LANES; b++) {
                double sum = stages == 0 ? 0 : w[0] * k[0][f][b];
                for (int j = 1; j < stages; j++) {
                    sum = Kernels.fma(w[j], k[j][f][b], sum);
                }
                assertEquals(Kernels.fma(h[b], sum, base[f][b]), out[f][b]);
            }
        }
    }

    @Test
    void laneSumWritesOneColumn() {
        double[][][] k = {{{1, 2}}, {{3, 4}}};
        double[][] out = {{-1, -1, -1}};
        StageKernels.laneSum(new double[] {0.5, 2}, k, new double[][] {{10, 20}}, 1, 0.1, out, 2);
        assertArrayEquals(new double[] {-1, -1, 20.9}, out[0], 1e-15);
    }

    @Test
    void scaledErrorsAreHairers() {
        double[] acc = new double[2];
        StageKernels.addScaledSquare(
                new double[] {0.2, 1}, new double[] {-3, 0}, new double[] {1, 0}, 0.1, 0.1, acc, 2);
        StageKernels.addScaledSquare(
                new double[] {0.1, 0}, new double[] {0, 0}, new double[] {0, -1}, 0.1, 0.1, acc, 2);
        StageKernels.rootMean(acc, 2, 2);
        assertArrayEquals(new double[] {Math.sqrt((0.25 + 1) / 2), Math.sqrt(50)}, acc, 1e-14);
    }

    @Test
    void finiteValuesAddZero() {
        double[] acc = new double[4];
        StageKernels.addZeroIfFinite(new double[] {-1e300, Double.NaN, Double.NEGATIVE_INFINITY, -0.0}, acc, 4);
        assertEquals(0.0, acc[0]);
        assertTrue(Double.isNaN(acc[1]) && Double.isNaN(acc[2]));
        assertEquals(0.0, acc[3]);
    }

    @Test
    void elementwiseLoops() {
        double[] out = new double[2];
        StageKernels.subtract(new double[] {5, 1}, new double[] {2, 3}, out, 2);
        assertArrayEquals(new double[] {3, -2}, out);
        StageKernels.add(new double[] {1, 1}, out, 2);
        assertArrayEquals(new double[] {4, -1}, out);
        StageKernels.negate(out, 2);
        assertArrayEquals(new double[] {-4, 1}, out);
        StageKernels.scale(new double[] {2, 3}, new double[] {1, -1}, out, 2);
        assertArrayEquals(new double[] {2, -3}, out);
        StageKernels.addProductPerLane(new double[] {1, 2}, new double[] {3, 4}, out, 2);
        assertArrayEquals(new double[] {5, 5}, out);
        StageKernels.stageTimes(new double[] {1, 2}, 0.5, new double[] {2, -2}, out, 2);
        assertArrayEquals(new double[] {2, 1}, out);
    }

    @Test
    void lanesAndColumnsAreCopied() {
        double[][] target = {{0, 0, 0}};
        LaneCopies.copyLanes(new double[][] {{1, 2, 3}}, target, new int[] {2, 0, 9}, 2);
        assertArrayEquals(new double[] {1, 0, 3}, target[0]);
        LaneCopies.copyColumn(new double[][] {{7, 8}}, 1, target, 1);
        assertArrayEquals(new double[] {1, 8, 3}, target[0]);
    }
}
